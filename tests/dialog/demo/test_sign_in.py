from importlib import reload

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import clear_url_caches

from dialog.demo.cast import ACCOUNTS, PASSWORD
from tests.factories import UserFactory

NAMES = "leitung moderation ministerium kontakt-neckar-alb kontakt-stuttgart netzwerk gast fremd admin"
ADDRESSES = {f"{name}@example.org" for name in NAMES.split()}


def test_demo_accounts_are_the_agreed_ones():
    assert {account.email for account in ACCOUNTS} == ADDRESSES
    assert len(ACCOUNTS) == len(ADDRESSES)
    assert PASSWORD == "cluster-dialog-demo"
    assert [account.email for account in ACCOUNTS if account.is_staff] == ["admin@example.org"]


def test_sign_in_page_lists_all_demo_accounts_as_one_form(client, db):
    page = client.get("/konto/anmelden/").content.decode()
    for account in ACCOUNTS:
        assert f'value="{account.email}"' in page
    assert "/vorfuehrung/post/" in page


@pytest.mark.parametrize("email", sorted(ADDRESSES))
def test_one_click_signs_in(client, db, email):
    person = UserFactory(email=email)
    assert client.post("/vorfuehrung/anmelden/", {"email": email}).status_code == 302
    assert get_user(client) == person


def test_one_click_leads_to_the_page_that_asked(client, db):
    UserFactory(email="gast@example.org")
    data = {"email": "gast@example.org", "next": "/konto/"}
    assert client.post("/vorfuehrung/anmelden/", data).url == "/konto/"
    assert "evil" not in client.post("/vorfuehrung/anmelden/", {**data, "next": "//evil.example/"}).url


def test_other_accounts_are_not_opened(client, db):
    UserFactory(email="echt@example.org")
    for email in ("echt@example.org", "", "\x00", "gast@example.org' OR 1=1"):
        assert client.post("/vorfuehrung/anmelden/", {"email": email}).status_code == 404
    assert not get_user(client).is_authenticated


def test_suspended_demo_account_stays_out(client, db):
    UserFactory(email="gast@example.org", is_active=False)
    client.post("/vorfuehrung/anmelden/", {"email": "gast@example.org"})
    assert not get_user(client).is_authenticated


def test_missing_demo_data_is_told(client, db):
    response = client.post("/vorfuehrung/anmelden/", {"email": "gast@example.org"}, follow=True)
    assert "Die Demo-Daten sind nicht geladen" in response.content.decode()


def test_one_click_is_a_protected_form(db):
    UserFactory(email="gast@example.org")
    assert Client().get("/vorfuehrung/anmelden/").status_code == 405
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/vorfuehrung/anmelden/", {"email": "gast@example.org"}).status_code == 403


def test_without_demo_mode_nothing_of_it_exists(client, db, settings):
    import dialog.urls

    UserFactory(email="gast@example.org")
    settings.DEMO_MODE = False
    try:
        reload(dialog.urls)
        clear_url_caches()
        page = client.get("/konto/anmelden/").content.decode()
        assert "gast@example.org" not in page
        assert "vorfuehrung" not in page
        assert client.post("/vorfuehrung/anmelden/", {"email": "gast@example.org"}).status_code == 404
        assert client.get("/vorfuehrung/post/").status_code == 404
    finally:
        settings.DEMO_MODE = True
        reload(dialog.urls)
        clear_url_caches()


def test_action_itself_is_shut_without_demo_mode(client, db, settings):
    UserFactory(email="gast@example.org")
    settings.DEMO_MODE = False
    assert client.post("/vorfuehrung/anmelden/", {"email": "gast@example.org"}).status_code == 404
