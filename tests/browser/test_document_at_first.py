"""How the page of a document begins: nothing jumps, the caret is where one begins to write, all is said once."""

import pytest
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import heading, paragraph, tasks
from documents.library.models import Document
from tests.browser.axe import violations
from tests.browser.document_page import address, open_document, text_field, tool

pytestmark = [pytest.mark.browser, pytest.mark.live]

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""
# A page that was opened before. A line of the head may still be one line less once its font is there.
GOOD = 0.05


def write(live_cast, *blocks, state: str = Document.State.DRAFT) -> Document:
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)
    Document.objects.filter(pk=document.pk).update(state=state)
    return document


def loaded(page: Page, document: Document) -> float:
    """Return how far the page jumped while it loaded a second time."""
    open_document(page, document)
    page.add_init_script(SHIFTS)
    open_document(page, document)
    page.wait_for_timeout(800)
    return page.evaluate("window.shifts.reduce((sum, value) => sum + value, 0)")


@pytest.mark.parametrize("state", Document.State.values)
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_the_page_loads(live_cast, open_page, state, width):
    document = write(live_cast, heading(2, "Ziel"), *(paragraph("Ein Absatz. " * 12) for _ in range(6)), state=state)
    for person in (live_cast.chair, live_cast.guest):
        assert loaded(open_page(person, width=width), document) < GOOD


def test_an_empty_page_is_ready_to_be_written_on(live_cast, open_page):
    empty, written = write(live_cast), write(live_cast, paragraph("Etwas."))
    page = open_document(open_page(live_cast.member), empty)
    expect(text_field(page)).to_be_focused()
    page.keyboard.type("Der Anfang")
    expect(text_field(page)).to_have_text("Der Anfang")
    open_document(page, written)
    expect(page.locator("[data-connection]")).to_contain_text("gespeichert")
    assert page.evaluate("document.activeElement === document.body")


def test_a_task_is_a_checkbox_with_a_name_and_its_words(live_cast, open_page):
    page = open_document(open_page(live_cast.member), write(live_cast, tasks(("Atlas prüfen", False))))
    tree = text_field(page).aria_snapshot()
    assert tree.count("Atlas prüfen") == 2
    expect(text_field(page).get_by_role("checkbox", name="Atlas prüfen")).to_have_count(1)


def test_without_images_the_dialog_says_where_they_come_from(live_cast, open_page):
    page = open_document(open_page(live_cast.member), write(live_cast, paragraph("Etwas.")))
    tool(page, "more").click()
    tool(page, "image").click()
    dialog = page.locator("[data-image-dialog]")
    link = dialog.locator("[data-choice-none] a")
    expect(link).to_be_focused()
    expect(dialog.locator("[data-image-alt]")).to_be_hidden()
    expect(dialog.locator("[type=submit]")).to_be_hidden()
    assert violations(page) == []
    assert link.get_attribute("href") == "/gremien/cluster-atlas/dokumente/hochladen/"


def test_the_row_of_tools_begins_without_a_divider(live_cast, open_page):
    page = open_document(open_page(live_cast.member), write(live_cast, paragraph("Etwas."), state="review"))
    group = page.locator(".editor-bar__group", has=tool(page, "comment"))
    expect(group).to_be_visible()
    assert group.evaluate("node => getComputedStyle(node, '::before').content") == "none"


def test_the_state_of_release_is_there_without_scripts(live_cast, open_page):
    page = open_page(live_cast.chair, javascript=False)
    page.goto(address(write(live_cast, paragraph("Etwas."))))
    expect(page.locator("[data-release-part] .kern-btn")).to_be_visible()
    assert "zuletzt geändert" in page.content()


@pytest.mark.parametrize("width", [320, 360])
def test_name_and_menu_share_a_line(live_cast, open_page, width):
    page = open_page(live_cast.member, width=width)
    page.goto("/")
    page.locator(".menu__button").evaluate(
        """button => {
            const pill = document.createElement("span");
            [pill.className, pill.textContent] = ["pill", "13 neu"];
            button.append(pill);
        }"""
    )
    page.wait_for_timeout(100)
    brand, menu = (page.locator(name).first.bounding_box() for name in (".header .brand", ".menu__button"))
    assert abs((brand["y"] + brand["height"] / 2) - (menu["y"] + menu["height"] / 2)) < 4
    assert menu["x"] + menu["width"] <= width
