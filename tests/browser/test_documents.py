"""Two people write one document, in two browsers."""

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import heading, paragraph
from documents.editing.queries import blocks_for

pytestmark = [pytest.mark.browser, pytest.mark.live]
SAVED = "alle Änderungen gespeichert"


@pytest.fixture
def document(live_cast):
    blocks = [heading(2, "Ausgangslage"), paragraph("Der Cluster-Dialog besteht seit 2007.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


def address(document) -> str:
    return f"/gremien/cluster-atlas/dokumente/seiten/{document.pk}/"


def text_field(page: Page):
    return page.locator(".ProseMirror")


def text_of(page: Page) -> str:
    """Return the text without the names at others' carets."""
    return page.evaluate(
        """() => {
            const copy = document.querySelector(".ProseMirror").cloneNode(true);
            copy.querySelectorAll(".collaboration-carets__caret").forEach((caret) => caret.remove());
            return [...copy.children].map((block) => block.textContent).join("|").replaceAll(/[^ -~ß-ü|]/g, "");
        }"""
    )


def test_two_people_write_one_document(live_cast, document, open_page):
    one, two = open_page(live_cast.member), open_page(live_cast.chair)
    for page in (one, two):
        page.goto(address(document))
        expect(text_field(page)).to_contain_text("Der Cluster-Dialog besteht seit 2007.")
    text_field(one).locator("p").last.click()
    one.keyboard.press("Control+End")
    one.keyboard.type(" Die Regionen schreiben mit.")
    expect(text_field(two)).to_contain_text("Die Regionen schreiben mit.")
    text_field(two).locator("h2").click()
    two.keyboard.press("End")
    two.keyboard.type(" und Ziel")
    expect(text_field(one).locator("h2")).to_contain_text("Ausgangslage und Ziel")
    for page in (one, two):
        expect(page.locator("[data-connection]")).to_contain_text(SAVED)
    expect(two.locator("[data-people]")).to_contain_text("Neckar-Alb")
    assert text_of(one) == text_of(two)
    assert one.errors == two.errors == []


def test_both_type_at_the_same_place_and_nothing_is_lost(live_cast, document, open_page):
    pages = [open_page(live_cast.member), open_page(live_cast.chair)]
    for page in pages:
        page.goto(address(document))
        expect(text_field(page)).to_contain_text("seit 2007")
        text_field(page).locator("p").last.click()
        page.keyboard.press("Control+End")
    begin = text_of(pages[0])
    letters = "abcdefghij", "ABCDEFGHIJ"
    for pair in zip(*letters, strict=True):
        for page, letter in zip(pages, pair, strict=True):
            page.keyboard.type(letter)
    for page in pages:
        expect(page.locator("[data-connection]")).to_contain_text(SAVED)
    for page, others in zip(pages, reversed(letters), strict=True):
        expect(text_field(page)).to_contain_text(others[-1])
    text = text_of(pages[0])
    assert text == text_of(pages[1])
    # Where two carets stand at one place, the letters may mingle; each one is there exactly once.
    assert Counter(text) - Counter(begin) == Counter("".join(letters))


def test_guest_reads_along_and_cannot_write(live_cast, document, open_page):
    guest, writer = open_page(live_cast.guest), open_page(live_cast.member)
    for page in (guest, writer):
        page.goto(address(document))
        expect(text_field(page)).to_contain_text("seit 2007")
    expect(text_field(guest)).to_have_attribute("contenteditable", "false")
    text_field(writer).locator("p").last.click()
    writer.keyboard.press("Control+End")
    writer.keyboard.type(" Neu.")
    expect(text_field(guest)).to_contain_text("Neu.")


def test_document_is_read_without_javascript(live_cast, document, open_page):
    page = open_page(live_cast.guest, javascript=False)
    page.goto(address(document))
    expect(page.get_by_role("heading", name="Ausgangslage")).to_be_visible()
    expect(page.get_by_text("Der Cluster-Dialog besteht seit 2007.")).to_be_visible()


def test_what_was_typed_is_in_the_database_when_the_page_says_saved(live_cast, document, open_page):
    page = open_page(live_cast.member)
    page.goto(address(document))
    expect(text_field(page)).to_contain_text("seit 2007")
    text_field(page).locator("p").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Gespeichert heißt gespeichert.")
    expect(page.locator("[data-connection]")).to_contain_text(SAVED)
    assert "Gespeichert heißt gespeichert." in str(blocks_for(document.pk))
