"""The page of a document as journeys use it: its address, its text, its tools."""

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from documents.editing.queries import blocks_for
from documents.editing.words import editor_words

SAVED = "alle Änderungen gespeichert"


def address(document) -> str:
    return f"/gremien/cluster-atlas/dokumente/seiten/{document.pk}/"


def text_field(page: Page) -> Locator:
    return page.locator(".ProseMirror")


def tool(page: Page, name: str) -> Locator:
    return page.locator(f"[data-tool={name}]")


def open_document(page: Page, document) -> Page:
    page.goto(address(document))
    expect(text_field(page)).to_be_visible()
    return page


def to_end(page: Page, *, of: str = "p") -> None:
    """Put the caret at the end of the last paragraph (or heading …)."""
    text_field(page).locator(of).last.click()
    page.keyboard.press("End")
    # The editor hears of a new place a moment later; on a busy machine a key would still act on the old one.
    page.wait_for_timeout(100)


def select_words(page: Page, words: str) -> None:
    """Mark these words of the text, as a hand does with the mouse."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                node.parentElement.closest("[contenteditable=true]")?.focus();
                getSelection().setBaseAndExtent(node, at, node, at + words.length);
                return;
            }
            throw new Error("not in the text");
        }""",
        words,
    )
    page.wait_for_timeout(50)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-connection]")).to_contain_text(SAVED)


def stored(document) -> str:
    """Return what is stored, with the names of nodes and marks."""
    return str(blocks_for(document.pk))


def says(name: str) -> str:
    """Return what the page says under this name, as far as it does not depend on the moment."""
    with translation.override("de"):
        return str(editor_words()[name]).split("{")[0]
