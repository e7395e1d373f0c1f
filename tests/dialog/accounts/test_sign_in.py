"""Signing in and out, with a password and with a code; what strangers can learn from it, and how often they may try."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache

from dialog.common.access import epochs_of, person_key
from tests.factories import PASSWORD, UserFactory

LOGIN = "/konto/anmelden/"
CODE = "/konto/anmelden/code/"
ENTER_CODE = "/konto/anmelden/code/eingeben/"


@pytest.fixture
def person(db):
    return UserFactory(email="person@example.org")


def sign_in(client, email="person@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def without_token(response) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())


def test_person_signs_in_whatever_the_case_of_the_address(client, person):
    assert sign_in(client, "Person@Example.ORG").status_code == 302
    assert get_user(client) == person


def test_wrong_password_is_told_as_the_design_shows_and_the_address_kept(client, person):
    response = sign_in(client, password="falsch")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Sie sind noch nicht angemeldet" in page
    assert "Ihre E-Mail-Adresse haben wir stehen lassen" in page
    assert "Bitte geben Sie Ihr Passwort noch einmal ein." in page
    assert 'value="person@example.org"' in page
    assert "falsch" not in page
    assert not get_user(client).is_authenticated


def test_unknown_address_and_wrong_password_look_the_same(client, person):
    wrong = sign_in(client, password="falsch")
    unknown = sign_in(client, email="nobody@example.org", password="falsch")
    assert without_token(wrong).replace("person@", "nobody@") == without_token(unknown)


def test_suspended_account_with_a_wrong_password_looks_like_any_other(client, person):
    UserFactory(email="gesperrt@example.org", is_active=False)
    wrong = sign_in(client, password="falsch")
    suspended = sign_in(client, email="gesperrt@example.org", password="falsch")
    assert without_token(wrong).replace("person@", "gesperrt@") == without_token(suspended)


def test_suspended_person_with_the_right_password_is_told(client, db):
    UserFactory(email="gesperrt@example.org", is_active=False)
    response = sign_in(client, "gesperrt@example.org")
    assert response.url == "/konto/gesperrt/"
    assert "Dieses Konto ist gesperrt" in client.get(response.url).content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "data",
    [{}, {"login": "person@example.org"}, {"login": "x", "password": "y"}, {"login": "a\x00@b.de", "password": "\x00"}],
)
def test_incomplete_or_broken_input_is_told(client, person, data):
    response = client.post(LOGIN, data)
    assert response.status_code == 200
    assert "Sie sind noch nicht angemeldet" in response.content.decode()


def test_very_long_input_is_refused_without_hashing_it(client, person):
    response = sign_in(client, password="x" * 1_000_000)
    assert response.status_code == 200
    assert "höchstens 512" in response.content.decode()


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"],
)
def test_sign_in_leads_nowhere_else(client, person, target):
    response = sign_in(client, next=target)
    assert response.status_code == 302
    assert "evil" not in response.url
    assert not response.url.startswith("javascript")


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, person):
    asked = client.get("/konto/")
    assert asked.url == "/konto/anmelden/?next=/konto/"
    assert 'name="next" value="/konto/"' in client.get(asked.url).content.decode()
    assert sign_in(client, next="/konto/").url == "/konto/"


def test_guessing_one_account_is_slowed_down_and_named(client, person):
    for _ in range(5):
        sign_in(client, password="falsch")
    page = sign_in(client).content.decode()
    assert "Zu viele Versuche" in page
    assert not get_user(client).is_authenticated


def test_guessing_many_accounts_from_one_address_is_slowed_down(client, person):
    for number in range(10):
        sign_in(client, email=f"niemand-{number}@example.org", password="falsch")
    assert "Zu viele Versuche" in sign_in(client).content.decode()


def test_limit_does_not_tell_whether_an_account_exists(client, person):
    for email in ("person@example.org", "niemand@example.org"):
        cache.clear()
        for _ in range(5):
            response = sign_in(client, email, password="falsch")
        assert "Zu viele Versuche" not in response.content.decode()
        assert "Zu viele Versuche" in sign_in(client, email, password="falsch").content.decode()


def test_too_many_sign_ins_from_one_address_get_a_page_of_ours(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)
    response = sign_in(client)
    assert response.status_code == 429
    assert "Cluster-Dialog" in response.content.decode()


def test_signing_out_needs_a_form_and_closes_connections(client_for, person):
    client = client_for(person)
    assert client.get("/konto/abmelden/").status_code == 200
    assert get_user(client) == person
    before = epochs_of([person_key(person.pk)])
    response = client.post("/konto/abmelden/")
    assert response.url == LOGIN
    assert not get_user(client).is_authenticated
    assert epochs_of([person_key(person.pk)]) != before
    assert "Sie sind abgemeldet." in client.get(LOGIN).content.decode()


def test_code_by_mail_signs_in_once(client, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(CODE, {"email": "person@example.org"})
    assert response.url == ENTER_CODE
    (sent,) = mail.outbox
    assert sent.subject == "Ihr Code zum Anmelden"
    code = re.search(r"\n\n([A-Z0-9-]{6,})\n", sent.body).group(1)
    assert client.post(ENTER_CODE, {"code": code}).status_code == 302
    assert get_user(client) == person
    client.logout()
    client.post(ENTER_CODE, {"code": code})
    assert not get_user(client).is_authenticated


def test_code_can_be_tried_three_times(client, person):
    client.post(CODE, {"email": "person@example.org"})
    for _ in range(2):
        assert "Dieser Code stimmt nicht" in client.post(ENTER_CODE, {"code": "FALSCH"}).content.decode()
    assert client.post(ENTER_CODE, {"code": "FALSCH"}).status_code == 302
    assert not get_user(client).is_authenticated


def test_asking_for_a_code_does_not_tell_whether_an_account_exists(client, person, django_capture_on_commit_callbacks):
    from django.test import Client

    known, unknown = client, Client()
    with django_capture_on_commit_callbacks(execute=True):
        answers = [
            known.post(CODE, {"email": "person@example.org"}),
            unknown.post(CODE, {"email": "nobody@example.org"}),
        ]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    first, second = (without_token(browser.get(ENTER_CODE)) for browser in (known, unknown))
    assert first.replace("person@", "nobody@") == second
    assert {message.to[0] for message in mail.outbox} == {"person@example.org", "nobody@example.org"}


def test_suspended_person_gets_no_code(client, db):
    UserFactory(email="gesperrt@example.org", is_active=False)
    client.post(CODE, {"email": "gesperrt@example.org"})
    assert not any("Ihr Code" in message.subject for message in mail.outbox)


def test_nobody_signs_up(client, db):
    for response in (
        client.get("/konto/anlegen/"),
        client.post("/konto/anlegen/", {"email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD}),
    ):
        assert "Konten werden mit einer persönlichen Einladung eröffnet" in response.content.decode()
    from dialog.accounts.models import User

    assert not User.objects.exists()


def test_administration_pages_use_the_same_sign_in(client, db):
    assert client.get("/verwaltung/login/").url.startswith(LOGIN)
