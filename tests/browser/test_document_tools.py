"""The tools of the editor: each puts into the shared text what it says, by mouse and by key."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import heading, paragraph
from documents.editing.models import DocumentUpdate
from documents.editing.queries import blocks_for
from documents.library.actions import upload_file
from documents.library.models import Document
from tests.browser.document_page import (
    expect_saved,
    open_document,
    says,
    select_words,
    stored,
    text_field,
    to_end,
    tool,
)
from tests.dialog.files.factories import whole_upload
from tests.documents.editing.texts import EVERYTHING

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [heading(2, "Ausgangslage"), paragraph("Der Cluster-Dialog besteht seit 2007.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


def paste(page: Page, html: str) -> None:
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".ProseMirror").dispatchEvent(event);
        }""",
        html,
    )


def test_opening_a_page_changes_nothing(live_cast, open_page):
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Alles", blocks=EVERYTHING)
    before = blocks_for(document.pk)
    for person in (live_cast.member, live_cast.chair, live_cast.guest):
        page = open_document(open_page(person), document)
        page.wait_for_timeout(400)
        # The name of a task's checkbox is hidden through the script's own way, which the policy allows.
        assert page.locator(".ProseMirror [style]:not(label > span)").count() == 0
        assert [error for error in page.errors if "404" not in error] == []
    assert not DocumentUpdate.objects.filter(document=document).exists()
    assert blocks_for(document.pk) == before


def test_a_table_is_inserted_walked_through_and_removed_by_key(live_cast, document, open_page):
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    to_end(page)
    tool(page, "table").click()
    expect(text_field(other).locator("tr")).to_have_count(3)
    expect(page.locator("[data-table-tools]")).to_be_visible()
    page.keyboard.type("Region")
    page.keyboard.press("Tab")
    page.keyboard.type("Zahl")
    expect(text_field(other).locator("th").nth(1)).to_contain_text("Zahl")
    tool(page, "rowAfter").click()
    tool(page, "columnDelete").click()
    expect(text_field(other).locator("tr")).to_have_count(4)
    expect(text_field(other).locator("th")).to_have_count(2)
    expect_saved(page)
    assert "tableHeader" in stored(document)
    tool(page, "tableDelete").click()
    expect(text_field(other).locator("table")).to_have_count(0)
    expect(page.locator("[data-table-tools]")).to_be_hidden()
    assert page.errors == other.errors == []


def test_escape_then_tab_leaves_the_text(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    tool(page, "table").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('ProseMirror')")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(50)
    assert page.evaluate("Boolean(document.activeElement.closest('[role=toolbar]'))")


def test_the_tools_are_one_stop_and_arrow_keys_move_inside(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member, width=360), document)
    assert page.locator("[data-toolbar] [data-tool][tabindex='0']").count() == 1
    page.locator("[data-tool=format]").focus()
    for _step in range(2):
        page.keyboard.press("ArrowRight")
    expect(tool(page, "italic")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    tool(page, "more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=menu]")).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("[data-keys-dialog]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(text_field(page)).to_be_focused()


def test_somebody_is_mentioned_by_name(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.type(" Bitte prüfen: @")
    people = page.locator(".mentions__person")
    expect(people.first).to_be_visible()
    page.keyboard.type(live_cast.chair.display_name[:4])
    expect(people).to_have_count(1)
    assert text_field(page).get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    expect(text_field(page).locator(".mention")).to_have_text(f"@{live_cast.chair.display_name}")
    assert text_field(page).get_attribute("aria-activedescendant") is None
    expect_saved(page)
    assert "mention" in stored(document)


def test_a_link_leads_to_something_of_the_group(live_cast, document, open_page):
    create_page(author=live_cast.chair, space=live_cast.space, title="Arbeitsplan 2018")
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.type(" ")
    tool(page, "more").click()
    tool(page, "place").click()
    dialog = page.locator("[data-place-dialog]")
    dialog.get_by_role("searchbox").fill("arbeits")
    dialog.locator(".choice", has_text="Arbeitsplan 2018").click()
    dialog.locator("[type=submit]").click()
    expect(text_field(page).get_by_role("link", name="Arbeitsplan 2018")).to_be_visible()
    expect(text_field(page)).to_be_focused()
    page.keyboard.type(" und weiter")
    expect(text_field(page).get_by_role("link")).to_have_text("Arbeitsplan 2018")


def test_footnotes_are_numbered_alike_for_both(live_cast, document, open_page):
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    to_end(page)
    tool(page, "more").click()
    tool(page, "footnote").click()
    page.keyboard.type("Quelle: Atlas")
    to_end(other, of="h2")
    tool(other, "more").click()
    tool(other, "footnote").click()
    other.keyboard.type("Stand 2017")
    for window in (page, other):
        expect(text_field(window).locator("sup[data-number='2']")).to_have_count(1)
        expect(text_field(window).locator("ol.footnotes > li[data-number='1']")).to_contain_text("Stand 2017")
        expect_saved(window)
    assert stored(document).count("'footnote'") == 2


def test_paragraphs_of_a_footnote_stand_below_each_other(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    tool(page, "more").click()
    tool(page, "footnote").click()
    page.keyboard.type("Quelle: Atlas")
    page.keyboard.press("Enter")
    page.keyboard.type("Stand 2017")
    first, second = (text_field(page).locator(".footnotes p").nth(number).bounding_box() for number in (0, 1))
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]


def test_no_table_stands_in_a_table(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    tool(page, "table").click()
    expect(tool(page, "table")).to_have_attribute("aria-disabled", "true")
    tool(page, "table").click(force=True)
    paste(page, "<p>Davor</p><table><tr><td>Innen</td><td>daneben</td></tr></table><p>Danach</p>")
    expect(text_field(page)).to_contain_text("Danach")
    assert text_field(page).locator("table").count() == 1
    text_field(page).locator("h2").click()
    expect(tool(page, "table")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("End")
    paste(page, "<table><tr><td>A<table><tr><td>in B</td></tr></table></td></tr></table>")
    expect(text_field(page)).to_contain_text("in B")
    assert text_field(page).locator("table table").count() == 0
    assert page.errors == []


def test_headings_have_keys_and_lists_a_deepest_level(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    for digit, level in ((1, 2), (2, 3), (3, 4)):
        page.keyboard.press(f"Control+Shift+Digit{digit}")
        expect(text_field(page).locator(f"h{level}").last).to_contain_text("seit 2007")
    page.keyboard.press("Control+Shift+Digit3")
    expect(text_field(page).locator("p")).to_contain_text("seit 2007")
    page.keyboard.press("Control+Shift+Digit8")
    for level in range(30):
        page.keyboard.press("Enter")
        page.keyboard.type(f"Ebene {level}")
        page.keyboard.press("Tab")
    expect(page.locator("[data-note-text]")).to_have_text(says("tooDeep"))
    assert text_field(page).locator("ul").count() < 26
    expect_saved(page)
    assert "Ebene 29" in stored(document)
    assert page.errors == []


def test_signs_at_the_start_of_a_line_make_headings(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    for signs, level in (("#", 2), ("##", 3), ("###", 4)):
        page.keyboard.press("Enter")
        page.keyboard.type(f"{signs} Teil {level}")
        expect(text_field(page).locator(f"h{level}").last).to_have_text(f"Teil {level}")


def test_words_become_bold_tasks_and_headings(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    select_words(page, "seit 2007")
    tool(page, "bold").click()
    expect(text_field(page).locator("strong")).to_have_text("seit 2007")
    expect(tool(page, "bold")).to_have_attribute("aria-pressed", "true")
    tool(page, "more").click()
    tool(page, "taskList").click()
    text_field(page).get_by_role("checkbox").check()
    expect(text_field(page).get_by_role("checkbox")).to_be_checked()
    expect_saved(page)
    assert "taskItem" in stored(document)
    assert page.errors == []


def test_two_megabytes_are_refused_in_words_and_what_was_typed_stays(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.type(" Behalten.")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "x".repeat(2_000_000));
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".ProseMirror").dispatchEvent(event);
        }"""
    )
    expect(page.locator("[data-note-text]")).to_be_visible()
    expect_saved(page)
    assert "Behalten." in stored(document)
    assert "xxx" not in stored(document)


def put_image(live_cast, name: str) -> Document:
    buffer = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(buffer, "PNG")
    upload = whole_upload(live_cast.chair, name, buffer.getvalue()).pk
    return upload_file(author=live_cast.chair, space=live_cast.space, upload_id=upload)


def test_an_image_of_the_library_comes_in_with_words(live_cast, document, open_page):
    image = put_image(live_cast, "Karte.png")
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    to_end(page)
    tool(page, "more").click()
    tool(page, "image").click()
    dialog = page.locator("[data-image-dialog]")
    dialog.locator(".choice").click()
    dialog.locator("[type=submit]").click()
    expect(dialog.locator("[data-choice-error-text]")).to_have_text(says("sayWhatIsSeen"))
    expect(dialog.locator("[data-image-alt]")).to_be_focused()
    dialog.locator("[data-image-alt]").fill("Karte der zwölf Regionen")
    dialog.locator("[type=submit]").click()
    expect(text_field(other).get_by_role("img", name="Karte der zwölf Regionen")).to_have_attribute(
        "src", f"/dokumente/bild/{image.pk}/"
    )
    expect_saved(page)
    assert "Karte der zwölf Regionen" in stored(document)
    assert page.errors == other.errors == []


def test_an_older_script_says_that_it_must_be_loaded_anew(live_cast, document, open_page):
    page = open_page(live_cast.member)
    page.route_web_socket("**/ws/dokumente/**", lambda socket: socket.close(code=4406))
    page.goto(f"/gremien/cluster-atlas/dokumente/seiten/{document.pk}/")
    expect(page.locator("[data-connection]")).to_have_text(says("outdated"))
    expect(page.get_by_text("Der Cluster-Dialog besteht seit 2007.")).to_be_visible()
