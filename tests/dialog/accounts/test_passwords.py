import re

import pytest
from django.contrib.auth import get_user
from django.core import mail

from dialog.common.access import epochs_of, person_key
from dialog.common.models import OutgoingMail
from tests.factories import PASSWORD, UserFactory

NEW = "drei-regen-wolken"
FORGOTTEN = "/konto/passwort/vergessen/"


@pytest.fixture
def person(db):
    return UserFactory(email="person@example.org")


def reset_link(body: str) -> str:
    return re.search(r"http://testserver(/konto/passwort/neu/\S+)", body).group(1)


def ask(client, capture, email="person@example.org") -> str:
    mail.outbox.clear()
    with capture(execute=True):
        client.post(FORGOTTEN, {"email": email})
    return reset_link(mail.outbox[0].body)


def test_reset_by_mail_sets_a_new_password_and_closes_connections(client, person, django_capture_on_commit_callbacks):
    form = client.get(ask(client, django_capture_on_commit_callbacks)).url
    before = epochs_of([person_key(person.pk)])
    response = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Ihr neues Passwort ist gesetzt" in response.content.decode()
    assert epochs_of([person_key(person.pk)]) != before
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_reset_ends_sessions_that_run(client, client_for, person, django_capture_on_commit_callbacks):
    other = client_for(person)
    form = client.get(ask(client, django_capture_on_commit_callbacks)).url
    client.post(form, {"password1": NEW, "password2": NEW})
    assert other.get("/konto/").status_code == 302


def test_link_works_once(client, person, django_capture_on_commit_callbacks):
    link = ask(client, django_capture_on_commit_callbacks)
    client.post(client.get(link).url, {"password1": NEW, "password2": NEW})
    client.session.flush()
    page = client.get(link, follow=True).content.decode()
    assert "Dieser Link gilt nicht mehr" in page


@pytest.mark.parametrize("link", ["1-abc-def", "zzzzzzzzzzzzzzzzzz-x", "1-" + "x" * 3000])
def test_broken_link_is_told(client, person, link):
    response = client.get(f"/konto/passwort/neu/{link}/", follow=True)
    assert "Dieser Link gilt nicht mehr" in response.content.decode()


def test_answer_does_not_tell_whether_an_account_exists(client, person):
    answers = [client.post(FORGOTTEN, {"email": email}) for email in ("person@example.org", "nobody@example.org")]
    assert len({(answer.status_code, answer.url, answer.content) for answer in answers}) == 1
    known, unknown = OutgoingMail.objects.order_by("pk")
    assert (known.recipient, known.subject) == ("person@example.org", "Neues Passwort setzen")
    assert (unknown.recipient, unknown.subject) == ("nobody@example.org", "Kein Konto zu dieser Adresse")
    assert "http://testserver/zugang/anfragen/" in unknown.body


def test_mail_speaks_the_language_of_the_account_not_of_the_page(client, db):
    UserFactory(email="person@example.org", language="en")
    client.cookies["django_language"] = "de"
    client.post(FORGOTTEN, {"email": "person@example.org"})
    assert OutgoingMail.objects.get().subject == "Set a new password"


def test_suspended_person_gets_no_link(client, db):
    UserFactory(email="gesperrt@example.org", is_active=False)
    client.post(FORGOTTEN, {"email": "gesperrt@example.org"})
    assert not OutgoingMail.objects.filter(body__contains="/passwort/neu/").exists()


def test_new_password_is_checked(client, person, django_capture_on_commit_callbacks):
    form = client.get(ask(client, django_capture_on_commit_callbacks)).url
    for password in ("kurz", "1" * 12, "person@example.org", "x" * 1000):
        response = client.post(form, {"password1": password, "password2": password})
        assert response.status_code == 200, password
        assert 'aria-invalid="true"' in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_change_asks_for_the_current_one_and_signs_out_everywhere(client_for, person):
    here, there = client_for(person), client_for(person)
    wrong = here.post("/konto/passwort/aendern/", {"oldpassword": "falsch", "password1": NEW, "password2": NEW})
    assert "Das ist nicht Ihr derzeitiges Passwort" in wrong.content.decode()
    here.post("/konto/passwort/aendern/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert not get_user(here).is_authenticated
    assert there.get("/konto/").status_code == 302
    note = OutgoingMail.objects.get()
    assert note.subject == "Ihr Passwort ist geändert"
    assert "127.0.0.1" in note.body


def test_person_without_a_password_sets_one(client_for, person):
    person.set_unusable_password()
    person.save()
    client = client_for(person)
    assert "Passwort setzen" in client.get("/konto/").content.decode()
    client.post("/konto/passwort/setzen/", {"password1": NEW, "password2": NEW})
    person.refresh_from_db()
    assert person.check_password(NEW)
