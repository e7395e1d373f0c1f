"""Room to write: behind what was inserted, behind a chosen image, below a table that ends the text."""

import pytest
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import (
    Block,
    code_block,
    footnote_reference,
    footnotes,
    image,
    paragraph,
    quote,
    rule,
    table,
)
from documents.editing.models import DocumentUpdate
from documents.editing.queries import blocks_for
from documents.library.models import Document
from tests.browser.document_page import expect_saved, open_document, text_field, to_end, tool
from tests.browser.test_document_tools import put_image

pytestmark = [pytest.mark.browser, pytest.mark.live]

LAST = {
    "table": table(["Region"], ["Ost"]),
    "image": None,
    "horizontalRule": rule(),
    "codeBlock": code_block("a = 1"),
    "blockquote": quote("Ein Satz"),
}


def page_with(live_cast, *blocks: Block) -> Document:
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=list(blocks))


def kinds(document: Document) -> list[str]:
    return [block.name for block in blocks_for(document.pk)]


def be_saved(page: Page) -> None:
    page.wait_for_timeout(150)  # the state beside the title follows the last letter a moment later
    expect_saved(page)


def insert_image(page: Page) -> None:
    tool(page, "more").click()
    tool(page, "image").click()
    dialog = page.locator("[data-image-dialog]")
    dialog.locator(".choice").click()
    dialog.locator("[data-image-alt]").fill("Karte")
    dialog.locator("[type=submit]").click()
    expect(text_field(page).get_by_role("img", name="Karte")).to_be_visible()


@pytest.mark.parametrize("follows", [True, False])
def test_letters_after_inserting_an_image_stand_behind_it(live_cast, open_page, follows):
    put_image(live_cast, "Karte.png")
    document = page_with(live_cast, paragraph("Davor."), *[paragraph("Danach.")] * follows)
    page = open_document(open_page(live_cast.member), document)
    text_field(page).get_by_text("Davor.").click()
    page.keyboard.press("End")
    insert_image(page)
    page.keyboard.type("Weiter. ")
    be_saved(page)
    blocks = blocks_for(document.pk)
    assert [block.name for block in blocks[:3]] == ["paragraph", "image", "paragraph"]
    assert "Weiter." in str(blocks[2])
    assert "Davor." in str(blocks[0])
    assert "Weiter" not in str(blocks[0])


def test_letters_behind_a_line_between_two_paragraphs_stand_below_it(live_cast, open_page):
    document = page_with(live_cast, paragraph("Davor."), table(["Region"], ["Ost"]))
    page = open_document(open_page(live_cast.member), document)
    text_field(page).get_by_text("Davor.").click()
    page.keyboard.press("End")
    tool(page, "more").click()
    tool(page, "line").click()
    page.keyboard.type("Weiter.")
    be_saved(page)
    assert kinds(document) == ["paragraph", "horizontalRule", "paragraph", "table"]


def test_letters_on_a_chosen_image_stand_behind_it_and_delete_removes_it(live_cast, open_page):
    picture = put_image(live_cast, "Karte.png")
    document = page_with(live_cast, paragraph("Davor."), image(picture.pk, "Karte"), paragraph("Danach."))
    page = open_document(open_page(live_cast.member), document)
    text_field(page).get_by_role("img").click()
    page.keyboard.type("Ein Satz.")
    be_saved(page)
    blocks = blocks_for(document.pk)
    assert [block.name for block in blocks] == ["paragraph", "image", "paragraph", "paragraph"]
    assert "Ein Satz." in str(blocks[2])
    text_field(page).get_by_role("img").click()
    tool(page, "table").click()
    expect(text_field(page).get_by_role("table")).to_be_visible()
    expect(text_field(page).get_by_role("img")).to_be_visible()
    text_field(page).get_by_role("img").click()
    page.keyboard.press("Delete")
    expect(text_field(page).get_by_role("img")).to_have_count(0)
    assert page.errors == []


def test_nothing_comes_in_place_of_an_image_where_changes_are_suggested(live_cast, open_page):
    picture = put_image(live_cast, "Karte.png")
    document = page_with(live_cast, image(picture.pk, "Karte"), paragraph("Danach."))
    page = open_document(open_page(live_cast.member), document)
    tool(page, "suggest").click()
    text_field(page).get_by_role("img").click()
    page.keyboard.type("x")
    expect(page.locator("[data-note]")).to_be_visible()
    assert kinds(document) == ["image", "paragraph"]
    expect(text_field(page).get_by_role("img")).to_be_visible()


@pytest.mark.parametrize("way", ["click", "key"])
@pytest.mark.parametrize("name", LAST)
def test_below_the_last_block_one_writes_a_paragraph(live_cast, open_page, name, way):
    last = LAST[name] or image(put_image(live_cast, "Karte.png").pk, "Karte")
    document = page_with(live_cast, paragraph("Davor."), last)
    page = open_document(open_page(live_cast.member), document)
    block = text_field(page).locator(":scope > *").last
    if way == "click":
        box = block.bounding_box()
        page.mouse.click(box["x"] + 30, box["y"] + box["height"] + 60)
    else:
        text_field(page).get_by_text("Davor.").click()
        for _step in range(4):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(50)
    page.keyboard.type("Darunter.")
    be_saved(page)
    blocks = blocks_for(document.pk)
    assert [block.name for block in blocks] == ["paragraph", name, "paragraph"]
    assert "Darunter." in str(blocks[2])
    assert page.errors == []


def test_looking_writes_nothing_and_a_second_click_makes_no_second_paragraph(live_cast, open_page):
    document = page_with(live_cast, table(["Region"], ["Ost"]))
    page = open_document(open_page(live_cast.member), document)
    page.wait_for_timeout(300)
    assert not DocumentUpdate.objects.filter(document=document).exists()
    box = text_field(page).locator("table").bounding_box()
    for _time in range(3):
        page.mouse.click(box["x"] + 30, box["y"] + box["height"] + 120)
    be_saved(page)
    assert kinds(document) == ["table", "paragraph"]


def test_between_a_table_and_the_footnotes_there_is_room(live_cast, open_page):
    notes = footnotes({"n1": "Nach dem Bericht."})
    document = page_with(live_cast, paragraph("Ja", footnote_reference("n1")), table(["Region"], ["Ost"]), notes)
    page = open_document(open_page(live_cast.member), document)
    box = text_field(page).locator("table").bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + box["height"] + 15)
    page.keyboard.type("Darunter.")
    be_saved(page)
    assert kinds(document) == ["paragraph", "table", "paragraph", "footnotes"]


def test_a_name_takes_one_space_however_one_writes_on(live_cast, open_page):
    document = page_with(live_cast, paragraph("Bitte"))
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.type(f" @{live_cast.chair.display_name[:4]}")
    expect(page.locator(".mentions__person")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.type(" prüfen  sehr")
    be_saved(page)
    expect(text_field(page).locator("p")).to_have_text(f"Bitte @{live_cast.chair.display_name} prüfen  sehr")
