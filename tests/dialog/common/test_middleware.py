from contextvars import Context

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound, SignInNeeded, TooFast, TooLarge
from dialog.common.middleware import NamedErrors
from dialog.common.origin import absolute_url, remember_origin


@pytest.fixture
def request_of_a_visitor():
    request = RequestFactory().get("/gremien/?seite=2")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotFound, 404), (NotAllowed, 403), (Invalid, 400), (TooLarge, 413), (Conflict, 409), (TooFast, 429)],
)
def test_named_errors_become_pages(request_of_a_visitor, error, status):
    response = NamedErrors(lambda request: HttpResponse()).process_exception(request_of_a_visitor, error())
    assert response.status_code == status
    assert b"Traceback" not in response.content


def test_sign_in_leads_back_to_the_page(request_of_a_visitor):
    response = NamedErrors(lambda request: HttpResponse()).process_exception(request_of_a_visitor, SignInNeeded())
    assert response.url == "/konto/anmelden/?next=/gremien/%3Fseite%3D2"


def test_other_errors_are_left_to_django(request_of_a_visitor):
    assert NamedErrors(lambda request: HttpResponse()).process_exception(request_of_a_visitor, ValueError()) is None


@pytest.mark.parametrize("address", ["/konto/%00", "/konto/anmelden/?next=%00", "/%00/"])
def test_addresses_with_nul_are_refused(client, db, address):
    assert client.get(address).status_code == 400


def test_cookies_with_nul_are_refused(client, db):
    # As a header: newer versions of Python refuse to write such a cookie, attackers do not.
    assert client.get("/impressum/", headers={"cookie": "sessionid=" + "\x00" * 20}).status_code == 400


@pytest.mark.parametrize("address", ["/gibt-es-nicht/", "/%ff%fe/", "/konto/%ED%A0%80/", "/<script>/"])
def test_unknown_addresses_are_404(client, db, address):
    assert client.get(address).status_code == 404


def test_health_answers_without_a_sign_in(client, db):
    response = client.get("/gesundheit/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/impressum/", "/datenschutz/", "/barrierefreiheit/"])
def test_pages_of_the_law_are_open_and_name_what_is_missing(client, db, settings, address):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "")
    response = client.get(address)
    assert response.status_code == 200
    assert "noch nicht angegeben" in response.content.decode()


def test_imprint_shows_the_operator_as_text(client, db, settings):
    settings.OPERATOR = {**settings.OPERATOR, "name": "Amt <b>A</b>", "address": "Straße 1\n70000 Stuttgart"}
    page = client.get("/impressum/").content.decode()
    assert "Amt &lt;b&gt;A&lt;/b&gt;" in page
    assert "Straße 1<br>70000 Stuttgart" in page


def test_pages_of_the_law_exist_in_english(client, db):
    client.cookies["django_language"] = "en"
    for address, words in (
        ("/impressum/", "Imprint"),
        ("/datenschutz/", "What is stored"),
        ("/barrierefreiheit/", "Report a barrier"),
    ):
        assert words in client.get(address).content.decode()


def test_strict_policy_stands_on_every_page(client, db):
    policy = client.get("/impressum/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_old_form_is_told_in_plain_words(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/sprache/", {"language": "en"})
    assert response.status_code == 403
    assert "Formular" in response.content.decode()


def test_full_address_outside_of_requests_uses_the_fallback(settings):
    settings.SITE_ORIGINS = []
    assert Context().run(absolute_url, "/konto/") == "http://localhost:8000/konto/"
    settings.FALLBACK_ORIGIN = "http://localhost:8151"
    assert Context().run(absolute_url, "/konto/") == "http://localhost:8151/konto/"


def test_full_address_uses_the_configured_origin_first(settings):
    remember_origin("http://localhost:8103")
    settings.SITE_ORIGINS = []
    assert absolute_url("/konto/") == "http://localhost:8103/konto/"
    settings.SITE_ORIGINS = ["https://dialog.example.org"]
    assert absolute_url("/konto/") == "https://dialog.example.org/konto/"
