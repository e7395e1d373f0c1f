import os

import pytest

from dialog.common.mail import queue_text, send_due
from dialog.common.models import OutgoingMail
from dialog.demo.mailbox import newest_mails

PAGE = "/vorfuehrung/post/"


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def deliver(subject: str, body: str = "Text") -> None:
    queue_text(recipient="person@example.org", subject=subject, body=body)
    OutgoingMail.objects.update(not_before="2000-01-01T00:00Z")
    assert send_due() == 1


def test_page_says_when_there_is_no_mail(client, db, folder):
    assert "Noch keine E-Mail" in client.get(PAGE).content.decode()


def test_mail_is_shown_with_its_link_and_umlauts(client, db, folder):
    deliver("Größe & Maß", "Bitte hier:\nhttp://localhost:8000/konto/passwort/neu/1-abc/\n„Danke“")
    page = client.get(PAGE).content.decode()
    assert "Größe &amp; Maß" in page
    assert "person@example.org" in page
    assert 'href="http://localhost:8000/konto/passwort/neu/1-abc/"' in page
    assert "„Danke“" in page


def test_hostile_mail_is_shown_as_text(client, db, folder):
    deliver("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_newest_mail_stands_first(db, folder):
    for number in range(3):
        deliver(f"Nummer {number}")
        # Names of a second may repeat, and Django then writes on in the same file.
        [written] = folder.glob("20*.log")
        written = written.rename(folder / f"mail-{number}.log")
        os.utime(written, (1_000 + number, 1_000 + number))
    assert [mail.subject for mail in newest_mails(folder)] == ["Nummer 2", "Nummer 1", "Nummer 0"]


def test_broken_file_does_not_break_the_page(client, db, folder):
    folder.mkdir()
    (folder / "kaputt.log").write_bytes(b"\xff\xfe\x00 no mail\n" + b"-" * 79 + b"\n\x80")
    assert client.get(PAGE).status_code == 200
