import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dialog.common.mail import MAX_ATTEMPTS, forget_sent, queue_mail, queue_text, send_due
from dialog.common.models import OutgoingMail
from dialog.common.tasks import send_left_behind_mail
from tests.dialog.common.smtp_sink import Sink, SinkServer

WAITING, SENT, FAILED = OutgoingMail.State.WAITING, OutgoingMail.State.SENT, OutgoingMail.State.FAILED


@pytest.fixture
def sink(settings):
    sink = Sink()
    server = SinkServer(sink, hostname="127.0.0.1", port=0)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield sink
    server.stop()


def make_due(mail: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(not_before=timezone.now() - timedelta(seconds=1))


def a_mail(recipient="person@example.org", subject="Größe & Maß", body="„Guten Tag“"):
    return queue_text(recipient=recipient, subject=subject, body=body)


def test_mail_is_sent_after_commit(transactional_db, sink):
    with transaction.atomic():
        mail = a_mail()
        assert sink.mails == []
    mail.refresh_from_db()
    (received,) = sink.mails
    assert (received["to"], received["subject"]) == ("person@example.org", "Größe & Maß")
    assert received.get_content().strip() == "„Guten Tag“"
    assert received["auto-submitted"] == "auto-generated"
    assert mail.state == SENT
    assert mail.sent_at is not None


def test_sent_mail_keeps_no_words(transactional_db, sink):
    mail = a_mail(body="https://example.org/einladung/geheim/")
    mail.refresh_from_db()
    assert mail.body == ""


def test_nothing_is_sent_on_rollback(transactional_db, sink):
    with pytest.raises(RuntimeError), transaction.atomic():
        a_mail()
        raise RuntimeError
    assert send_due() == 0
    assert sink.mails == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("language", "subject"),
    [("de", "Ihre Anfrage nach einem Zugang"), ("en", "Your request for access")],
)
def test_mail_speaks_the_recipients_language_and_escapes_nothing(db, language, subject):
    mail = queue_mail(
        recipient="person@example.org",
        language=language,
        template="mail/accounts/access_declined.txt",
        context={"name": "A & B", "reply": "1 < 2 & „gut“"},
    )
    assert mail.subject.startswith(subject)
    assert "1 < 2 & „gut“" in mail.body
    assert "A & B" in mail.body


def test_failed_mail_is_tried_again_later(transactional_db, sink):
    sink.answers_to_data = ["451 try again"]
    mail = a_mail()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (WAITING, 1)
    assert mail.not_before > timezone.now()
    assert send_due() == 0, "not before its time"
    make_due(mail)
    assert send_due() == 1
    assert len(sink.mails) == 1


def test_mail_is_given_up_after_the_last_attempt(transactional_db, sink):
    mail = a_mail()
    sink.mails.clear()
    OutgoingMail.objects.filter(pk=mail.pk).update(state=WAITING, attempts=MAX_ATTEMPTS - 1)
    make_due(mail)
    sink.answers_to_data = ["451 try again"]
    assert send_due() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (FAILED, MAX_ATTEMPTS)
    make_due(mail)
    assert send_due() == 0
    assert sink.mails == []


def test_address_that_is_refused_for_good_is_not_tried_again(transactional_db, sink):
    sink.refused = {"fort@example.org": "550 no such user", "voll@example.org": "452 mailbox full"}
    gone, full = a_mail("fort@example.org"), a_mail("voll@example.org")
    gone.refresh_from_db()
    full.refresh_from_db()
    assert (gone.state, full.state) == (FAILED, WAITING)


def test_server_that_is_away_loses_no_mail(transactional_db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mail = a_mail()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (WAITING, 1)


def test_mail_that_cannot_be_built_keeps_no_other_waiting(transactional_db, sink):
    broken = OutgoingMail.objects.create(recipient="a@example.org\nBcc: b@example.org", subject="x", body="y")
    good = a_mail()
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, good.state) == (WAITING, SENT)
    assert len(sink.mails) == 1


def test_line_breaks_in_the_subject_add_no_header(transactional_db, sink):
    a_mail(subject="Gruß\r\nBcc: andere@example.org")
    (received,) = sink.mails
    assert received["bcc"] is None
    assert received["subject"] == "Gruß Bcc: andere@example.org"


def test_periodic_job_picks_up_what_a_crash_left(transactional_db, sink):
    OutgoingMail.objects.create(recipient="person@example.org", subject="x", body="y")
    send_left_behind_mail.call_local()
    assert len(sink.mails) == 1


@pytest.mark.live
def test_two_workers_do_not_send_a_mail_twice(transactional_db, sink):
    for number in range(6):
        OutgoingMail.objects.create(recipient=f"person-{number}@example.org", subject="x", body="y")
    gate = threading.Barrier(2)
    counts: list[int] = []

    def work() -> None:
        gate.wait()
        try:
            counts.append(send_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == 6
    assert sorted(mail["to"] for mail in sink.mails) == [f"person-{n}@example.org" for n in range(6)]


def test_list_of_sent_mails_is_forgotten_after_a_month(db):
    old = timezone.now() - timedelta(days=31)
    for state in (WAITING, SENT, FAILED):
        OutgoingMail.objects.create(recipient="a@example.org", subject=state, body="", state=state, created_at=old)
    OutgoingMail.objects.create(recipient="a@example.org", subject="new", body="", state=SENT)
    forget_sent()
    assert {mail.subject for mail in OutgoingMail.objects.all()} == {"waiting", "new"}
