"""Leaving a page: asked only with something unsaved; and nothing unsaved stays where the right to read has gone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from tests.browser.document_page import address, expect_saved
from tests.browser.unsaved import kept, open_cuttable

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    return create_page(author=live_cast.chair, space=live_cast.space, title="Papier", blocks=[paragraph("Anfang.")])


@pytest.fixture
def page(open_page, live_cast, document):
    return open_cuttable(open_page(live_cast.member), document)


def leave(page: Page) -> list[str]:
    """Close the window as a person does; return the kinds of questions that came."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    other = page.context.new_page()
    page.close(run_before_unload=True)
    other.wait_for_timeout(1_500)
    return asked


def test_leaving_a_saved_page_asks_nothing(page):
    page.keyboard.type(" Gespeichert.")
    expect_saved(page)
    assert leave(page) == []
    assert page.is_closed()


def test_leaving_a_page_that_is_only_read_asks_nothing(page):
    assert leave(page) == []
    assert page.is_closed()


def test_leaving_with_something_unsaved_asks(page):
    page.evaluate("cut()")
    page.keyboard.type(" Nicht gespeichert.")
    assert leave(page) == ["beforeunload"]
    assert not page.is_closed()


@pytest.fixture
def left(page):
    """Another window of a browser in which unsaved words of a closed page lie."""
    page.evaluate("cut()")
    page.keyboard.type(" Nicht gespeichert.")
    page.wait_for_timeout(1_500)
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto("/impressum/")
    assert kept(other)
    return other


def expect_nothing_kept(page: Page) -> None:
    for _try in range(20):
        if not kept(page):
            return
        page.wait_for_timeout(100)
    assert kept(page) == []


@pytest.mark.parametrize("place", ["page", "/", "/gremien/cluster-atlas/dokumente/"])
def test_who_may_no_longer_read_a_page_has_nothing_of_it_on_the_disk(live_cast, document, left, place):
    live_cast.space.memberships.filter(user=live_cast.member).update(ended_at=timezone.now())
    left.goto(address(document) if place == "page" else place)
    expect_nothing_kept(left)


@pytest.mark.parametrize("place", ["/", "/gremien/cluster-atlas/dokumente/"])
def test_who_may_still_read_it_keeps_it(document, left, place):
    with left.expect_response(lambda answer: answer.url.endswith(address(document))) as asked:
        left.goto(place)
    assert asked.value.status == 200
    left.wait_for_timeout(300)
    assert kept(left)


def test_somebody_else_in_this_browser_finds_nothing(live_cast, document, left, client_for):
    session = client_for(live_cast.chair).cookies["sessionid"].value
    left.context.add_cookies([{"name": "sessionid", "value": session, "url": left.evaluate("location.origin")}])
    left.goto("/")
    expect_nothing_kept(left)


def test_without_anything_unsaved_nothing_is_asked_for_and_nothing_is_made(live_cast, open_page, document):
    page = open_page(live_cast.member)
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.goto("/gremien/cluster-atlas/dokumente/")
    page.wait_for_timeout(500)
    assert "HEAD" not in asked
    assert page.evaluate("indexedDB.databases()") == []
