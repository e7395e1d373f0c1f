"""A page is laid before others and released: live for whoever has it open, and without scripts for who answers."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.library.models import Document
from documents.releases.actions import add_translation, archive_page
from documents.releases.models import ReleaseRequest
from tests.browser.axe import overflow, violations
from tests.documents.releases.factories import draft, fresh, laid_before, released

pytestmark = [pytest.mark.browser, pytest.mark.live]


def address(page: str, document: Document, *more) -> str:
    return reverse(f"releases:{page}", args=["cluster-atlas", document.pk, *more])


def test_from_draft_to_release(live_cast, open_page):
    document = draft(live_cast)
    author, other = open_page(live_cast.member), open_page(live_cast.ministry)
    for page in (author, other):
        page.goto(document.get_absolute_url())
        expect(page.locator(".ProseMirror")).to_have_attribute("contenteditable", "true")

    author.get_by_role("link", name="Zur Freigabe vorlegen").click()
    author.get_by_label("Moderation").check()
    author.get_by_role("button", name="Zur Freigabe vorlegen").click()
    expect(author.get_by_role("heading", level=1)).to_contain_text("Freigabe von")
    # Whoever has it open sees it stop being a draft, without loading it anew.
    expect(other.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")
    expect(other.locator("[data-release-part]")).to_contain_text("Zur Freigabe vorgelegt")

    moderator = open_page(live_cast.moderator, javascript=False)
    moderator.goto("/")
    moderator.get_by_role("link", name=document.title, exact=True).click()
    moderator.get_by_role("button", name="Freigeben").click()
    expect(moderator.locator("h1")).to_have_text(document.title)
    expect(moderator.get_by_text("Die Region hat drei Cluster.")).to_be_visible()

    expect(other.locator("[data-release-part]")).to_contain_text(re.compile("(Freigabe|Release) 1"))
    other.get_by_role("button", name="Neuen Entwurf beginnen").click()
    expect(other.locator(".ProseMirror")).to_have_attribute("contenteditable", "true")
    assert author.errors == other.errors == []


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 700)])
def test_every_page_is_accessible_and_fits(live_cast, open_page, width, height):
    cast = live_cast
    new, asked, done, old = (draft(cast, title=title) for title in ("Entwurf", "Vorlage", "Fertig", "Alt"))
    request = laid_before(cast, cast.moderator, cast.chair, document=asked, note="Bitte bis Montag.")
    released(cast, document=done)
    add_translation(author=cast.member, document=fresh(done), language="en", title="Position paper")
    archive_page(by=cast.chair, document=old)
    page = open_page(cast.moderator, width=width, height=height)
    places = [address(name, new) for name in ("release_request", "release_list", "details", "archive")]
    places += [address("release_request", asked), address("release_detail", done, 1)]
    places += [address("translation_list", done), address("release_list", done), address("release_list", old)]
    places += [reverse("releases:space_history", args=["cluster-atlas"])]
    for place in places:
        page.goto(place)
        assert violations(page) == [], place
        assert overflow(page) <= 0, place
    page.goto(address("release_request", asked))
    page.get_by_text("Zurückweisen").first.click()
    page.get_by_role("button", name="Zurückweisen").click()
    assert violations(page) == []
    assert ReleaseRequest.objects.get(pk=request.pk).is_open
