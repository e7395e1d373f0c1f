"""Versions beside people who write: what is brought back arrives live, and nobody loses a word."""

import pytest
from playwright.sync_api import expect

from documents.comments.actions import add_comment
from documents.editing.actions import append_update, create_page
from documents.editing.blocks import heading, paragraph
from documents.editing.queries import text_of
from documents.versions.making import make_version
from tests.browser.axe import overflow, violations
from tests.browser.document_page import address, expect_saved, open_document, text_field, to_end, tool
from tests.documents.editing.factories import Browser

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [heading(2, "Ziel"), paragraph("Wir prüfen alle Felder."), *[paragraph(f"Absatz {n}.") for n in range(6)]]
    made = create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)
    make_version(made, "automatic")
    browser = Browser.on(made)

    def edit(root):
        del root.children[1].children[0][0:3]
        root.children[1].children[0].insert(0, "Alle")

    append_update(author=live_cast.member, document=made, payload=browser.change(edit))
    append_update(author=live_cast.member, document=made, payload=browser.write("Ende"))
    add_comment(author=live_cast.member, document=made, body="Stimmt das?", quote="Felder")
    return made


def test_a_version_comes_back_while_a_colleague_writes(live_cast, document, open_page):
    colleague = open_document(open_page(live_cast.member), document)
    page = open_page(live_cast.chair)
    page.goto(f"{address(document)}fassungen/1/wiederherstellen/")
    to_end(colleague)
    colleague.keyboard.type(" und mehr")
    expect_saved(colleague)
    page.locator("main form button[type=submit]").click()
    expect(text_field(page)).to_contain_text("Wir prüfen alle Felder.")
    expect(text_field(colleague)).to_contain_text("Wir prüfen alle Felder.")
    expect(text_field(colleague)).to_contain_text("und mehr")
    colleague.keyboard.type(" und noch mehr")
    expect_saved(colleague)
    expect(text_field(page)).to_contain_text("und mehr und noch mehr")
    assert text_of(document.pk).startswith("Ziel\nWir prüfen alle Felder.\nAbsatz 0.")


def test_a_version_comes_back_over_suggestions_and_nothing_throws(live_cast, open_page):
    blocks = [heading(2, "Ziel"), *[paragraph(f"Absatz {n}. " + "Wort " * 20) for n in range(20)]]
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)
    make_version(document, "automatic")
    colleague, page = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    to_end(colleague)
    colleague.keyboard.type(" Davor.")
    tool(page, "suggest").click()
    text_field(page).locator("p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" ein längerer Vorschlag, der mit der alten Fassung geht")
    expect_saved(page)
    expect_saved(colleague)
    restoring = page.context.new_page()
    restoring.goto(f"{address(document)}fassungen/1/wiederherstellen/")
    restoring.locator("main form button[type=submit]").click()
    colleague.keyboard.type(" Danach.", delay=30)
    for window in (page, colleague):
        expect(text_field(window)).not_to_contain_text("ein längerer Vorschlag")
        expect(text_field(window)).to_contain_text("Danach.")
    expect_saved(colleague)
    assert page.errors == colleague.errors == []


def test_one_passage_is_brought_back_without_javascript(live_cast, document, open_page):
    page = open_page(live_cast.member, javascript=False)
    page.goto(f"{address(document)}fassungen/vergleich/?von=1&bis=jetzt")
    page.locator("#aenderung-1 button").click()
    expect(page.locator("#aenderung-1")).to_contain_text("Ende")
    assert text_of(document.pk).startswith("Ziel\nWir prüfen alle Felder.")
    assert text_of(document.pk).endswith("Ende")


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_about_a_text_are_accessible_and_fit(live_cast, document, open_page, width):
    page = open_page(live_cast.member, width=width)
    compared = "fassungen/vergleich/?von=1&bis=jetzt"
    versions = ["fassungen/", "fassungen/1/", "fassungen/1/wiederherstellen/", "fassungen/1/umbenennen/"]
    for path in (*versions, compared, f"{compared}&ansicht=fortlaufend", "wer-schrieb/", "kommentare/"):
        page.goto(address(document) + path)
        assert (path, violations(page), overflow(page)) == (path, [], 0)
