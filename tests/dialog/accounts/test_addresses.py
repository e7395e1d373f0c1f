import re

import pytest
from django.core import mail

from dialog.common.models import OutgoingMail
from tests.factories import PASSWORD, UserFactory

ADDRESSES = "/konto/adressen/"


@pytest.fixture
def person(db):
    return UserFactory(email="person@example.org")


@pytest.fixture
def browser(client, person):
    """Signed in, and the password typed again: what concerns the access asks for it."""
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})
    client.post("/konto/noch-einmal-bestaetigen/", {"password": PASSWORD})
    return client


def confirmation_link(body: str) -> str:
    return re.search(r"http://testserver(/konto/adressen/bestaetigen/\S+)", body).group(1)


def test_further_address_is_confirmed_by_mail_and_becomes_the_main_one(
    browser, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(ADDRESSES, {"action_add": "", "email": "zweite@example.org"})
    message = next(message for message in mail.outbox if message.to == ["zweite@example.org"])
    assert message.subject == "Bitte bestätigen Sie Ihre Adresse"
    link = confirmation_link(message.body)
    assert "zweite@example.org" in browser.get(link).content.decode()
    browser.post(link)
    browser.post(ADDRESSES, {"action_primary": "", "email": "zweite@example.org"})
    person.refresh_from_db()
    assert person.email == "zweite@example.org"
    page = browser.get(ADDRESSES).content.decode()
    assert "bestätigt" in page
    browser.post(ADDRESSES, {"action_remove": "", "email": "person@example.org"})
    assert list(person.emailaddress_set.values_list("email", flat=True)) == ["zweite@example.org"]


def test_opening_the_link_alone_confirms_nothing(browser, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(ADDRESSES, {"action_add": "", "email": "zweite@example.org"})
    browser.get(confirmation_link(mail.outbox[-1].body))
    assert not person.emailaddress_set.get(email="zweite@example.org").verified


@pytest.mark.parametrize("door", ["/konto/passwort/vergessen/", "/konto/anmelden/code/"])
@pytest.mark.parametrize("verified", [False, True])
def test_only_a_confirmed_address_opens_the_account(client, person, door, verified):
    person.emailaddress_set.create(email="zweite@example.org", verified=verified, primary=False)
    client.post(door, {"email": "zweite@example.org"})
    subject = OutgoingMail.objects.get(recipient="zweite@example.org").subject
    assert (subject != "Kein Konto zu dieser Adresse") == verified


def test_address_of_somebody_else_is_not_told_and_cannot_be_confirmed(browser, person):
    UserFactory(email="fremd@example.org")
    response = browser.post(ADDRESSES, {"action_add": "", "email": "fremd@example.org"}, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "ist unterwegs an fremd@example.org" in page
    assert not person.emailaddress_set.filter(email="fremd@example.org", verified=True).exists()


@pytest.mark.parametrize("link", ["falsch", "MTox:abc:def", "x" * 500])
def test_broken_link_is_told(client, db, link):
    page = client.get(f"{ADDRESSES}bestaetigen/{link}/").content.decode()
    assert "Dieser Link gilt nicht mehr" in page


def test_main_address_stays(browser, person):
    page = browser.post(ADDRESSES, {"action_remove": "", "email": person.email}, follow=True).content.decode()
    assert "können Sie nicht entfernen" in page
    assert person.emailaddress_set.count() == 1


def test_five_addresses_are_enough(browser, person):
    for number in range(4):
        person.emailaddress_set.create(email=f"weitere-{number}@example.org", verified=False, primary=False)
    assert "Adresse hinzufügen" not in browser.get(ADDRESSES).content.decode()
    browser.post(ADDRESSES, {"action_add": "", "email": "sechste@example.org"})
    assert person.emailaddress_set.count() == 5


def test_change_asks_for_the_password_again_and_then_goes_on(client_for, person):
    client = client_for(person)
    response = client.post(ADDRESSES, {"action_add": "", "email": "zweite@example.org"}, follow=True)
    assert "Bitte bestätigen Sie, dass Sie es sind" in response.content.decode()
    asked = response.redirect_chain[-1][0]
    assert "Das ist nicht Ihr Passwort" in client.post(asked, {"password": "falsch"}).content.decode()
    assert person.emailaddress_set.count() == 1
    client.post(asked, {"password": PASSWORD, "next": ADDRESSES})
    assert person.emailaddress_set.filter(email="zweite@example.org", verified=False).exists()


def test_address_that_is_broken_is_told(browser, person):
    for email in ("keine", "a\x00@example.org", "x" * 300 + "@example.org"):
        response = browser.post(ADDRESSES, {"action_add": "", "email": email})
        assert response.status_code == 200
        assert 'aria-invalid="true"' in response.content.decode()
