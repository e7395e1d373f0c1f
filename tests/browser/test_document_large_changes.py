"""Large changes: refused before they are in the text, or sent in pieces; a reload never locks anybody out."""

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from documents.editing.queries import text_of
from documents.editing.words import editor_words
from tests.browser.document_page import expect_saved, open_document, says, stored, text_field, to_end
from tests.browser.unsaved import kept, open_cuttable

pytestmark = [pytest.mark.browser, pytest.mark.live]
PASTE = """([kind, unit, times]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(kind, unit.repeat(times));
    const options = { clipboardData, bubbles: true, cancelable: true };
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture
def document(live_cast):
    return create_page(author=live_cast.chair, space=live_cast.space, title="Liste", blocks=[paragraph("Anfang.")])


@pytest.fixture
def page(open_page, live_cast, document):
    return open_cuttable(open_page(live_cast.member), document)


def paste(page: Page, unit: str, times: int, kind: str = "text/plain") -> None:
    page.evaluate(PASTE, [kind, unit, times])


def too_large() -> str:
    with translation.override("de"):
        return str(editor_words()["refused"]["too_large"])


@pytest.mark.parametrize(
    ("kind", "unit", "times"),
    [
        ("text/plain", "Zeile 1\n\n", 20_000),
        ("text/html", "<ul><li><p>eins</p></li></ul>", 5_000),
        ("text/plain", "ö" * 100, 2_600),
    ],
)
def test_what_weighs_too_much_is_refused_and_one_may_write_on(document, page, kind, unit, times):
    paste(page, unit, times, kind)
    expect(page.locator("[data-note-text]")).to_have_text(too_large())
    page.keyboard.type(" Weiter.")
    expect_saved(page)
    page.wait_for_timeout(300)
    assert text_of(document.pk) == "Anfang. Weiter."


def test_a_list_of_some_thousand_lines_is_taken(document, page):
    paste(page, "Zeile 1\n\n", 5_000)
    expect_saved(page)
    page.wait_for_timeout(500)
    assert text_of(document.pk).count("Zeile 1") == 5_000


def test_much_work_without_a_connection_comes_in_pieces(document, page):
    page.evaluate("cut()")
    for _time in range(3):
        paste(page, "x" * 90 + " ", 4_400)
    page.keyboard.type("Schluss.")
    page.evaluate("restore()")
    expect_saved(page)
    page.wait_for_timeout(500)
    text = text_of(document.pk)
    assert len(text) > 1_200_000
    assert text.endswith("Schluss.")
    assert kept(page) == []


def test_much_work_of_a_closed_page_comes_in_pieces_next_time(document, page):
    page.evaluate("cut()")
    for _time in range(3):
        paste(page, "x" * 90 + " ", 4_400)
    page.wait_for_timeout(2_500)
    again = page.context.new_page()
    page.close(run_before_unload=False)
    open_document(again, document)
    expect(again.locator("[data-note-text]")).to_contain_text(says("merged"))
    expect_saved(again)
    again.wait_for_timeout(500)
    assert len(text_of(document.pk)) > 1_200_000
    assert kept(again) == []


def test_a_frame_that_is_too_large_all_the_same_locks_nobody_out(document, page):
    page.evaluate("hold()")
    page.keyboard.type(" Nicht gespeichert.")
    page.evaluate("letGo()")
    page.evaluate("overload()")
    expect(page.locator("[data-connection]")).to_have_text(too_large())
    expect(page.locator("[data-kept]")).to_be_visible()
    page.wait_for_timeout(800)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(text_field(page)).to_have_attribute("contenteditable", "true")
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[data-kept-text]")).to_have_text(says("keptUnsaved"))
    to_end(page)
    page.keyboard.type(" Weiter.")
    expect_saved(page)
    page.wait_for_timeout(300)
    assert text_of(document.pk) == "Anfang. Weiter."
    page.locator("[data-kept-drop]").click()
    expect(page.locator("[data-kept]")).to_be_hidden()
    page.wait_for_timeout(300)
    assert kept(page) == []
    assert "Nicht gespeichert" not in stored(document)
