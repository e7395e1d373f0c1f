"""The editor by keyboard alone: to the tools and back, each tool by key, and what a screen reader is told."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import heading, paragraph
from tests.browser.document_page import (
    expect_saved,
    open_document,
    says,
    select_words,
    text_field,
    to_end,
    tool,
)

pytestmark = [pytest.mark.browser, pytest.mark.live]

WATCH = """() => {
    window.told = [];
    for (const place of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
        const note = () => place.textContent.trim() && window.told.push(place.textContent.trim());
        new MutationObserver(note).observe(place, { childList: true, characterData: true, subtree: true });
    }
}"""


@pytest.fixture
def document(live_cast):
    blocks = [heading(2, "Ausgangslage"), paragraph("Der Cluster-Dialog besteht seit 2007.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


@pytest.fixture
def page(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    return page


def use(page: Page, name: str) -> None:
    """Go to a tool with Alt+F10 and arrow keys, and press it."""
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    for _step in range(40):
        if page.evaluate("document.activeElement.dataset.tool") == name:
            break
        page.keyboard.press("ArrowRight")
    expect(tool(page, name)).to_be_focused()
    page.keyboard.press("Enter")


def insert(page: Page, name: str) -> None:
    use(page, "more")
    expect(page.locator("[role=menu]")).to_be_visible()
    for _step in range(20):
        if page.evaluate("document.activeElement.dataset.tool") == name:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_alt_f10_leads_to_the_tools_and_escape_back_to_the_same_place(page, document):
    page.keyboard.press("Alt+F10")
    expect(tool(page, "format")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "bold")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text_field(page)).to_be_focused()
    page.keyboard.type(" Weiter.")
    expect(text_field(page).locator("p")).to_have_text("Der Cluster-Dialog besteht seit 2007. Weiter.")
    page.keyboard.press("Alt+F10")
    expect(tool(page, "bold")).to_be_focused()


def test_styles_are_walked_through_by_arrow_keys(page, document):
    page.keyboard.press("Alt+F10")
    for level in (2, 3, 4):
        page.keyboard.press("ArrowDown")
        expect(text_field(page).locator(f"h{level}").last).to_contain_text("seit 2007")
        expect(tool(page, "format")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.type(" Ende")
    expect(text_field(page).locator("h4")).to_contain_text("seit 2007. Ende")


def test_a_table_is_made_and_removed_by_its_tools(page, document):
    use(page, "table")
    expect(text_field(page)).to_be_focused()
    for name, rows, cells in (("rowAfter", 4, 12), ("columnAfter", 4, 16), ("rowDelete", 3, 12)):
        use(page, name)
        expect(text_field(page).locator("tr")).to_have_count(rows)
        expect(text_field(page).locator("th, td")).to_have_count(cells)
    use(page, "tableDelete")
    expect(text_field(page).locator("table")).to_have_count(0)
    expect(text_field(page)).to_be_focused()
    page.keyboard.press("Alt+F10")
    assert page.evaluate("Boolean(document.activeElement.closest('[role=toolbar]'))")


def test_a_link_is_set_by_key_and_its_dialog_gives_the_focus_back(page, document):
    page.keyboard.press("Control+Shift+ArrowLeft")
    use(page, "link")
    dialog = page.locator("[data-link-dialog]")
    expect(dialog.locator("input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text_field(page)).to_be_focused()
    use(page, "link")
    page.keyboard.type("kein Ziel")
    page.keyboard.press("Enter")
    expect(dialog.locator("input")).to_be_focused()
    expect(dialog.locator("input")).to_have_attribute("aria-invalid", "true")
    dialog.locator("input").fill("example.org")
    for _round in range(8):
        page.keyboard.press("Tab")
        is_inside = "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        assert page.evaluate(is_inside)
    dialog.locator("input").focus()
    page.keyboard.press("Enter")
    expect(text_field(page)).to_be_focused()
    expect(text_field(page).get_by_role("link")).to_have_attribute("href", "https://example.org")


def test_from_a_footnote_one_comes_back_to_its_sign(page, document):
    page.keyboard.press("Home")
    insert(page, "footnote")
    expect(text_field(page).locator("ol.footnotes > li")).to_have_count(1)
    page.keyboard.type("Quelle: Atlas")
    page.keyboard.press("Escape")
    page.keyboard.type(" Siehe")
    expect(text_field(page).locator("ol.footnotes > li")).to_have_text("Quelle: Atlas")
    expect(text_field(page).locator("p").first).to_contain_text("Siehe")
    expect_saved(page)


def test_the_menu_is_walked_through_by_letters(page, document):
    use(page, "more")
    page.keyboard.press("f")
    expect(tool(page, "footnote")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    expect(tool(page, "keys")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tool(page, "more")).to_be_focused()


def test_a_task_is_ticked_by_key(page, document):
    insert(page, "taskList")
    expect(text_field(page).get_by_role("checkbox")).not_to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(text_field(page).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(text_field(page).get_by_role("checkbox")).not_to_be_checked()


def test_people_pictures_and_places_open_by_key(live_cast, page, document):
    page.keyboard.type(" ")
    insert(page, "mention")
    expect(page.locator(".mentions__person").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(text_field(page).locator(".mention")).to_have_count(1)
    for name, dialog in (
        ("place", "[data-place-dialog]"),
        ("image", "[data-image-dialog]"),
        ("keys", "[data-keys-dialog]"),
    ):
        insert(page, name)
        expect(page.locator(dialog)).to_be_visible()
        assert page.evaluate("Boolean(document.activeElement.closest('dialog'))")
        page.keyboard.press("Escape")
        expect(text_field(page)).to_be_focused()


def test_a_passage_is_commented_on_and_a_suggestion_made_by_key(page, document):
    page.keyboard.press("Control+Shift+ArrowLeft")
    use(page, "comment")
    expect(page.locator("[data-comment-new] textarea")).to_be_focused()
    page.keyboard.type("Seit wann genau?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-comment]")).to_contain_text("Seit wann genau?")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Escape")
    expect(text_field(page)).to_be_focused()
    use(page, "suggest")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    page.keyboard.type("Neu: ")
    expect(text_field(page).locator("ins")).to_have_text("Neu: ")


def test_while_somebody_types_nothing_is_read_out(page, document):
    page.evaluate(WATCH)
    page.keyboard.type(" Ein ganzer Satz, Taste für Taste.", delay=20)
    expect_saved(page)
    assert page.evaluate("window.told") == []
    select_words(page, "besteht")
    use(page, "suggest")
    expect(page.locator("[data-note-text]")).to_have_text(says("suggestOn"))
    assert page.evaluate("window.told") == [says("suggestOn")]


@pytest.mark.parametrize("language", ["de", "en"])
def test_tools_have_names_and_tell_their_state(live_cast, document, open_page, language):
    live_cast.member.language = language
    live_cast.member.save()
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    bar = page.get_by_role("toolbar")
    with translation.override(language):
        for name in ("Bold", "Italic", "List", "Numbers", "Link"):
            button = bar.get_by_role("button", name=gettext(name), exact=True)
            expect(button).to_have_attribute("aria-pressed", "false")
        for name in ("Table", "Undo", "Redo"):
            expect(bar.get_by_role("button", name=gettext(name), exact=True)).to_be_visible()
        expect(bar.get_by_role("button", name=pgettext("tool", "Comment"), exact=True)).to_be_visible()
        expect(bar.get_by_role("combobox", name=gettext("Paragraph style"), exact=True)).to_be_visible()
        suggest = bar.get_by_role("button", name=pgettext("tool", "Suggest"), exact=True)
        more = bar.get_by_role("button", name=pgettext("formatting", "Insert"), exact=True, expanded=False)
    expect(suggest).to_have_attribute("aria-pressed", "false")
    suggest.press("Enter")
    expect(suggest).to_have_attribute("aria-pressed", "true")
    suggest.press("Enter")
    more.press("Enter")
    expect(tool(page, "more")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(tool(page, "more")).to_be_focused()
    expect(tool(page, "more")).to_have_attribute("aria-expanded", "false")
    select_words(page, "besteht")
    bold = tool(page, "bold")
    bold.press("Enter")
    expect(bold).to_have_attribute("aria-pressed", "true")
