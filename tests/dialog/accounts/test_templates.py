"""All of allauth's pages, messages and mails come from our templates, and every address is German."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils import translation

from tests.factories import UserFactory

THEIRS = Path(allauth.__file__).parent / "templates"
NAMES = sorted(str(path.relative_to(THEIRS)) for path in (THEIRS / "account").rglob("*.*"))
OURS = settings.BASE_DIR / "templates"


@pytest.mark.parametrize("name", NAMES)
def test_template_is_ours(name):
    assert Path(get_template(name).origin.name).is_relative_to(OURS)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("account/email/")])
@pytest.mark.parametrize("language", ["de", "en"])
def test_mail_is_in_one_language(db, name, language):
    values = {"email": "a@example.org", "user": UserFactory(), "code": "ABC", "ip": "::1", "user_agent": "x"}
    with translation.override(language):
        text = get_template(name).render(values).strip()
    assert "{" not in text
    german = ("Guten Tag", "Ihr", "Ihre", "Bitte", "Konto", "Adresse", "Passwort")
    assert text == "" or any(word in text for word in german) == (language == "de"), text


def test_routes_of_allauth_are_german():
    for name in [name for name in get_resolver().reverse_dict if str(name).startswith("account_")]:
        args = {"account_confirm_email": ["x"], "account_reset_password_from_key": ["1", "x"]}.get(name, [])
        assert reverse(name, args=args).startswith("/konto/")


@pytest.mark.parametrize(
    "address",
    [
        "/konto/anmelden/",
        "/konto/anmelden/code/",
        "/konto/passwort/vergessen/",
        "/konto/passwort/vergessen/gesendet/",
        "/konto/passwort/neu/fertig/",
        "/konto/adressen/bestaetigen/",
        "/konto/gesperrt/",
        "/konto/anlegen/",
        "/zugang/anfragen/",
        "/zugang/angefragt/",
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_open_pages_have_one_heading_and_their_language(client, db, address, language):
    client.cookies["django_language"] = language
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert f'<html lang="{language}"' in page
    assert "<title> ·" not in page
    assert 'style="' not in page
