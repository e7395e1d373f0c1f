import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory, override_settings
from django.urls import reverse

from dialog.demo.views import style

PARTS = """
kern-btn--primary tabs__tab tag--danger initials--violet row--news table--stack pagination post__card is-new trace
composer data-markdown-toolbar is-sending is-failed is-removed connection--off empty loading__bars kern-alert--danger
aria-invalid kern-fieldset is-chosen collaboration-carets__label entry--decision agenda__item chain__step
"""

pytestmark = pytest.mark.django_db


def test_page_shows_every_part(client) -> None:
    response = client.get(reverse("demo:style"))
    assert response.status_code == 200
    html = response.content.decode()
    for part in PARTS.split():
        assert part in html, part


def test_page_carries_nothing_inline(client) -> None:
    html = client.get(reverse("demo:style")).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count("<script src=")


def test_page_does_not_exist_outside_demo_mode() -> None:
    request = RequestFactory().get("/stil/")
    request.user = AnonymousUser()
    with override_settings(DEMO_MODE=False), pytest.raises(Http404):
        style(request)
