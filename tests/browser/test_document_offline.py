"""What is typed without a connection is kept in the browser, joined later, and never left to somebody else."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from documents.editing.queries import text_of
from documents.library.models import Document
from tests.browser.document_page import SAVED, expect_saved, open_document, says, stored, text_field, to_end
from tests.browser.unsaved import CUTTABLE, kept

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [paragraph("Der Cluster-Dialog besteht seit 2007.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


@pytest.fixture
def breakable(open_page, live_cast, document):
    """A window whose connection can be cut and restored."""
    page = open_page(live_cast.member)
    page.add_init_script(CUTTABLE)
    return open_document(page, document)


def test_what_is_typed_without_a_connection_arrives_when_it_is_back(live_cast, document, open_page, breakable):
    other = open_document(open_page(live_cast.chair), document)
    breakable.evaluate("cut()")
    to_end(breakable)
    breakable.keyboard.type(" Ohne Netz geschrieben.")
    expect(breakable.locator("[data-connection]")).to_have_text(says("brokenUnsaved"))
    expect(breakable.locator("[data-trouble]")).to_be_visible()
    to_end(other, of="p")
    other.keyboard.press("Home")
    other.keyboard.type("Gleichzeitig. ")
    breakable.evaluate("restore()")
    for window in (breakable, other):
        expect(text_field(window)).to_contain_text("Ohne Netz geschrieben.", timeout=20_000)
        expect(text_field(window)).to_contain_text("Gleichzeitig.")
    expect_saved(breakable)
    assert "Ohne Netz geschrieben." in text_of(document.pk)


def test_a_network_that_goes_is_told_at_once_and_joined_again(live_cast, document, breakable):
    page = breakable
    to_end(page)
    page.evaluate("mute(); dispatchEvent(new Event('offline'))")
    expect(page.locator("[data-connection]")).to_have_text(says("broken"))
    page.keyboard.type(" Im Funkloch.")
    expect(page.locator("[data-connection]")).to_have_text(says("brokenUnsaved"))
    expect(page.locator("[data-trouble]")).to_be_visible()
    page.evaluate("restore()")
    expect_saved(page)
    page.wait_for_timeout(300)
    assert "Im Funkloch." in text_of(document.pk)
    assert page.errors == []


def test_a_server_that_does_not_answer_is_told_after_a_while(live_cast, document, breakable):
    page = breakable
    to_end(page)
    page.evaluate("mute()")
    page.keyboard.type(" Ohne Antwort.")
    expect(page.locator("[data-connection]")).to_have_text(says("saving"))
    expect(page.locator("[data-connection]")).to_have_text(says("unanswered"), timeout=15_000)
    assert kept(page)
    expect(page.locator("[data-connection]")).to_contain_text(SAVED, timeout=40_000)
    page.wait_for_timeout(300)
    assert "Ohne Antwort." in text_of(document.pk)


def test_a_page_that_was_closed_offline_brings_its_changes_next_time(live_cast, document, breakable):
    page = breakable
    page.evaluate("cut()")
    to_end(page)
    page.keyboard.type(" Im Zug geschrieben.")
    page.wait_for_timeout(1_500)
    assert [key.rsplit("/", 1)[0] for key in kept(page)] == [f"{live_cast.member.pk}/{document.pk}"]
    again = page.context.new_page()
    again.errors = []
    page.close(run_before_unload=False)
    open_document(again, document)
    expect(text_field(again)).to_contain_text("Im Zug geschrieben.")
    expect(again.locator("[data-note-text]")).to_contain_text(says("merged"))
    expect_saved(again)
    again.wait_for_timeout(300)
    assert "Im Zug geschrieben." in text_of(document.pk)
    assert kept(again) == []


def test_what_somebody_wrote_is_not_stored_as_somebody_else(live_cast, document, breakable, client_for):
    page = breakable
    page.evaluate("cut()")
    to_end(page)
    page.keyboard.type(" Nur von mir.")
    session = client_for(live_cast.chair).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.evaluate("location.origin")}])
    page.evaluate("restore()")
    expect(page.locator("[data-connection]")).to_have_text(says("otherPerson"))
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(text_field(page)).to_contain_text("Nur von mir.")
    page.wait_for_timeout(300)
    assert "Nur von mir." not in stored(document)


def test_nothing_is_kept_while_everything_is_saved(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.type(" Kurz.")
    expect_saved(page)
    page.wait_for_timeout(1_000)
    assert kept(page) == []


def test_signing_out_leaves_nothing_behind(live_cast, document, breakable):
    page = breakable
    page.evaluate("cut()")
    to_end(page)
    page.keyboard.type(" Geheim.")
    page.wait_for_timeout(1_500)
    assert kept(page)
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto("/konto/")
    other.locator("form.form[action*=abmelden] button").click()
    expect(other).to_have_url("/konto/anmelden/", timeout=10_000)
    assert kept(other) == []


def test_a_page_in_review_is_read_and_unsaved_words_can_be_copied(live_cast, document, breakable):
    page = breakable
    page.evaluate("cut()")
    to_end(page)
    page.keyboard.type(" Zu spät.")
    Document.objects.filter(pk=document.pk).update(state=Document.State.REVIEW)
    page.evaluate("restore()")
    expect(text_field(page)).to_have_attribute("contenteditable", "false")
    expect(text_field(page)).to_contain_text("Zu spät.")
    expect(page.locator("[data-state-tag]")).not_to_have_text("Entwurf")
    expect(page.locator("[data-kept]")).to_be_visible()
    page.locator("[data-kept-copy]").click()
    expect(page.locator("[data-kept-status]")).not_to_be_empty()
    assert "Zu spät" not in stored(document)


def test_who_loses_the_right_to_read_may_take_unsaved_words_along(live_cast, document, breakable):
    page = breakable
    page.evaluate("cut()")
    to_end(page)
    page.keyboard.type(" Noch nicht gespeichert.")
    page.wait_for_timeout(1_200)
    live_cast.space.memberships.filter(user=live_cast.member).update(ended_at=timezone.now())
    page.evaluate("restore()")
    expect(page.locator("[data-connection]")).to_have_text(says("closed"))
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(text_field(page)).to_contain_text("Noch nicht gespeichert.")
    page.wait_for_timeout(300)
    assert kept(page) == []
    page.locator("[data-kept-drop]").click()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert "Noch nicht" not in stored(document)
