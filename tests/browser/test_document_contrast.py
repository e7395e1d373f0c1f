"""Colours of the system: what colours and surfaces said is still to be seen."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from tests.browser.document_page import open_document, select_words, tool

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [paragraph("Der Cluster-Dialog besteht.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Vermerk", blocks=blocks)


def pixels(page: Page, box: dict[str, float]) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(clip=box))).convert("L")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_line_under_the_tabs_has_no_gaps(live_cast, document, open_page, width):
    page = open_page(live_cast.member, width=width, forced_colors="active")
    page.goto(f"/gremien/cluster-atlas/dokumente/seiten/{document.pk}/fassungen/")
    page.wait_for_load_state("networkidle")  # counts on the tabs come after the page
    tabs = page.locator(".tabs").bounding_box()
    # The edge at the right fades where tabs go on there.
    box = {"x": tabs["x"], "y": tabs["y"] + tabs["height"] - 1, "width": tabs["width"] - 40, "height": 1}
    line = pixels(page, box)
    assert line.getextrema()[1] < 128


def test_pressed_tools_and_those_out_of_use_are_told_apart(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member, forced_colors="active"), document)
    select_words(page, "besteht")
    tool(page, "bold").click()
    expect(tool(page, "bold")).to_have_attribute("aria-pressed", "true")
    look = "tool => ['color', 'backgroundColor', 'opacity'].map(name => getComputedStyle(tool)[name])"
    pressed, other, off = (tool(page, name).evaluate(look) for name in ("bold", "italic", "redo"))
    assert pressed[0] != other[0]
    assert pressed[1] != other[1]
    assert off[0] != other[0]
    assert off[2] == "1"
