"""The row of tools: where one enters it, how it is seen on a phone, what those find there who only read."""

import pytest
from playwright.sync_api import expect

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph, table
from documents.library.models import Document
from tests.browser.document_page import open_document, text_field, tool
from tests.browser.test_document_tools import put_image

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [
        paragraph("Ein Satz."),
        table(["Region", ""], ["Eine ganze Reihe von Worten, die viel Platz nimmt " * 4, ""]),
    ]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


def test_the_first_stop_is_the_first_tool_also_after_rights_have_come(live_cast, document, open_page):
    Document.objects.filter(pk=document.pk).update(state=Document.State.REVIEW)
    page = open_document(open_page(live_cast.member), document)
    page.keyboard.press("Alt+F10")
    expect(tool(page, "comment")).to_be_focused()
    Document.objects.filter(pk=document.pk).update(state=Document.State.DRAFT)
    page.reload()
    expect(tool(page, "bold")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("Tab")
    while not page.evaluate("Boolean(document.activeElement.closest('[role=toolbar]'))"):
        page.keyboard.press("Tab")
    expect(tool(page, "format")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(tool(page, "bold")).to_be_focused()


def test_on_a_phone_an_arrow_shows_that_there_are_more_tools(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member, width=360), document)
    arrow = page.locator(".editor-bar__further").first
    expect(arrow).to_have_text("›")
    expect(tool(page, "undo")).not_to_be_in_viewport()
    for _time in range(6):
        if arrow.inner_text() == "‹":
            break
        arrow.click()
        page.wait_for_timeout(600)
    expect(tool(page, "redo")).to_be_in_viewport()
    arrow.click()
    expect(arrow).to_have_text("›")
    expect(tool(page, "bold")).to_be_in_viewport()
    page.wait_for_timeout(600)
    # No tool with the focus lies below it.
    tool(page, "format").focus()
    for _step in range(11):
        page.keyboard.press("ArrowRight")
        box = page.evaluate("(({left, right}) => [left, right])(document.activeElement.getBoundingClientRect())")
        assert box[1] <= arrow.bounding_box()["x"] + 1
    wide = open_document(open_page(live_cast.member), document)
    expect(wide.locator(".editor-bar__further").first).to_be_hidden()


def test_who_only_reads_hears_no_hints_for_writing(live_cast, document, open_page):
    Document.objects.filter(pk=document.pk).update(state=Document.State.REVIEW)
    page = open_document(open_page(live_cast.member), document)
    expect(tool(page, "comment")).to_be_visible()
    expect(page.get_by_role("toolbar", name="Kommentar")).to_be_visible()
    expect(page.get_by_text("Tabulatortaste")).to_be_hidden()
    assert text_field(page).get_attribute("aria-describedby") is None


@pytest.mark.parametrize("state", ["draft", "released"])
def test_an_empty_column_stays_wide_enough(live_cast, document, open_page, state):
    Document.objects.filter(pk=document.pk).update(state=state)
    page = open_document(open_page(live_cast.member, width=360), document)
    for cell in text_field(page).locator("td, th").all():
        assert cell.bounding_box()["width"] >= 80
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_image_is_uploaded_in_another_tab_and_found_when_one_comes_back(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    tool(page, "more").click()
    tool(page, "image").click()
    dialog = page.locator("[data-image-dialog]")
    expect(dialog.locator("[data-choice-none]")).to_be_visible()
    link = dialog.get_by_role("link", name="hochladen")
    with page.expect_popup() as opened:
        link.click()
    assert "hochladen" in opened.value.url
    put_image(live_cast, "Karte.png")
    opened.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(dialog.locator(".choice")).to_have_count(1)
    dialog.locator(".choice").click()
    put_image(live_cast, "Plan.png")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(dialog.locator(".choice")).to_have_count(2)
    expect(dialog.locator(".choice", has_text="Karte").get_by_role("radio")).to_be_checked()
