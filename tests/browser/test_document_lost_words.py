"""Words typed into a block that somebody removes at that moment are offered, not lost; nothing else is."""

import pytest
from playwright.sync_api import Page, expect
from pycrdt import XmlFragment

from documents.editing.actions import change_page, create_page
from documents.editing.blocks import insert_block, paragraph
from documents.editing.queries import text_of
from documents.editing.updates import FIELD
from documents.library.models import Document
from documents.versions.actions import name_text, restore_version
from tests.browser.document_page import expect_saved, open_document, says, text_field, to_end, tool
from tests.browser.unsaved import kept, open_cuttable

pytestmark = [pytest.mark.browser, pytest.mark.live]
LATELY = 6_000  # milliseconds after which what is stored counts as known to everybody


@pytest.fixture
def version(live_cast):
    """A named version, and the page it is of with a paragraph more."""
    made = create_page(author=live_cast.chair, space=live_cast.space, title="Papier", blocks=[paragraph("Erstens.")])
    version = name_text(by=live_cast.chair, document=made, name="vorher")
    _add(live_cast, made, "Zweitens.")
    return version


@pytest.fixture
def document(version):
    return version.document


@pytest.fixture
def page(open_page, live_cast, document):
    return open_cuttable(open_page(live_cast.member), document)


def _add(cast, document, words):
    def change(page):
        root = page.get(FIELD, type=XmlFragment)
        insert_block(root, len(root.children), paragraph(words))

    change_page(author=cast.chair, document=document, change=change, permission="editing.write")


def _remove_last(cast, document):
    def change(page):
        root = page.get(FIELD, type=XmlFragment)
        del root.children[len(root.children) - 1]

    change_page(author=cast.chair, document=document, change=change, permission="editing.write")


def box(page: Page):
    return page.locator("[data-lost]")


def reopen(page: Page, document) -> Page:
    page.wait_for_timeout(1_500)
    again = page.context.new_page()
    again.errors = []
    page.close(run_before_unload=False)
    return open_document(again, document)


def test_words_typed_offline_into_a_paragraph_that_a_restore_removes_are_offered(live_cast, version, page):
    page.evaluate("cut()")
    page.keyboard.type(" Im Zug geschriebn")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("e")
    page.keyboard.press("End")
    page.keyboard.type(".")
    restore_version(by=live_cast.chair, version=version)
    page.evaluate("restore()")
    expect(box(page)).to_be_visible(timeout=20_000)
    expect(page.locator("[data-lost-words]")).to_have_text("Im Zug geschrieben.")
    expect_saved(page)
    page.locator("[data-lost-insert]").click()
    expect(box(page)).to_be_hidden()
    expect(text_field(page).locator("p").last).to_have_text("Im Zug geschrieben.")
    page.keyboard.type(" Weiter.")
    expect_saved(page)
    page.wait_for_timeout(1_000)
    assert text_of(version.document_id) == "Erstens.\nIm Zug geschrieben. Weiter."
    assert kept(page) == []
    assert page.errors == [] or all("nirgendwo" in line for line in page.errors)


def test_they_are_offered_when_the_page_is_opened_again_until_they_are_dealt_with(live_cast, version, page):
    page.evaluate("cut()")
    page.keyboard.type(" Im Zug geschrieben.")
    document = version.document
    page.wait_for_timeout(1_500)
    assert kept(page)
    restore_version(by=live_cast.chair, version=version)
    again = reopen(page, document)
    expect(page_words(again)).to_have_text("Im Zug geschrieben.")
    expect_saved(again)
    expect(again.locator("[data-note-text]")).not_to_contain_text(says("merged"))
    again.wait_for_timeout(1_000)
    again.reload()
    expect(page_words(again)).to_have_text("Im Zug geschrieben.")
    again.locator("[data-lost-drop]").click()
    expect(box(again)).to_be_hidden()
    again.wait_for_timeout(300)
    assert kept(again) == []
    assert text_of(document.pk) == "Erstens."


def page_words(page: Page):
    return page.locator("[data-lost-words]")


def test_who_may_only_read_by_then_may_copy_them(live_cast, version, page):
    page.evaluate("cut()")
    page.keyboard.type(" Zu spät.")
    restore_version(by=live_cast.chair, version=version)
    Document.objects.filter(pk=version.document_id).update(state=Document.State.REVIEW)
    again = reopen(page, version.document)
    expect(page_words(again)).to_have_text("Zu spät.")
    expect(again.locator("[data-lost-insert]")).to_be_hidden()
    again.locator("[data-lost-copy]").click()
    expect(again.locator("[data-lost-status]")).not_to_be_empty()


def test_letters_on_their_way_while_a_colleague_removes_the_paragraph_are_offered(live_cast, document, page):
    page.evaluate("hold()")
    page.keyboard.type(" Unterwegs.")
    _remove_last(live_cast, document)
    expect(page_words(page)).to_have_text("Unterwegs.")


def test_letters_stored_just_before_the_news_of_the_removal_came_are_offered(live_cast, document, page):
    page.keyboard.type(" Ab")
    expect_saved(page)
    _remove_last(live_cast, document)
    expect(page_words(page)).to_have_text("Ab")


def test_a_colleague_who_removes_what_is_long_saved_brings_no_box(live_cast, document, page):
    page.keyboard.type(" Längst gespeichert.")
    expect_saved(page)
    page.wait_for_timeout(LATELY)
    _remove_last(live_cast, document)
    expect(text_field(page).locator("p")).to_have_count(1)
    page.wait_for_timeout(300)
    expect(box(page)).to_be_hidden()


def test_who_removes_the_paragraph_oneself_or_undoes_it_sees_no_box(live_cast, document, page):
    page.keyboard.press("Enter")
    page.keyboard.type("Nur ein Versuch")
    page.keyboard.press("Shift+Home")
    for _key in range(2):
        page.keyboard.press("Backspace")
    page.wait_for_timeout(800)
    page.keyboard.press("Enter")
    page.keyboard.type("Und noch einer")
    tool(page, "undo").click()
    expect(text_field(page).locator("p").last).to_have_text("Zweitens.")
    expect_saved(page)
    page.wait_for_timeout(500)
    # The look is taken with every change from elsewhere that removes something.
    _remove_last(live_cast, document)
    expect(text_field(page)).not_to_contain_text("Zweitens.")
    page.wait_for_timeout(300)
    expect(box(page)).to_be_hidden()


def test_a_single_word_that_a_colleague_removes_brings_no_box(live_cast, document, page):
    def change(page):
        text = page.get(FIELD, type=XmlFragment).children[1].children[0]
        del text[0 : len(text)]

    page.keyboard.type(" Wort")
    expect_saved(page)
    page.wait_for_timeout(300)
    change_page(author=live_cast.chair, document=document, change=change, permission="editing.write")
    expect(text_field(page)).not_to_contain_text("Wort")
    page.wait_for_timeout(300)
    expect(box(page)).to_be_hidden()


def test_a_paragraph_that_a_colleague_makes_a_heading_brings_no_box(live_cast, document, page, open_page):
    other = open_document(open_page(live_cast.chair), document)
    page.keyboard.type(" Schon zu sehen")
    expect(text_field(other)).to_contain_text("Schon zu sehen")
    expect_saved(page)
    to_end(other)
    other.keyboard.press("Control+Shift+1")
    expect(text_field(page).locator("h2")).to_contain_text("Schon zu sehen")
    page.wait_for_timeout(300)
    expect(box(page)).to_be_hidden()
