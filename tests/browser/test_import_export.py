"""A Word file with images becomes a page, is seen as one, and leaves again as a file that holds them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import expect

from documents.library.models import Document
from tests.browser.axe import overflow, violations
from tests.documents.formats.imports.words import picture, word_with

pytestmark = pytest.mark.browser
ADDRESS = "/gremien/cluster-atlas/dokumente/importieren/"


def hand_over(page, data: bytes, name: str = "bericht.docx") -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/zip", "buffer": data})
    page.get_by_role("button", name="Seite anlegen").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_images_of_a_word_file_are_seen_in_the_page_and_leave_with_it(live_cast, open_page, javascript):
    page = open_page(live_cast.member, width=360, javascript=javascript)
    page.goto(ADDRESS)
    hand_over(page, word_with(picture(1, size=(900, 300)), alt="Karte der Länder", title="Lage"))
    expect(page).to_have_url(re.compile(r"/dokumente/seiten/\d+/"))
    expect(page.get_by_text("Bitte sehen Sie sie durch")).to_be_visible()
    shown = page.get_by_role("img", name="Karte der Länder").first
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") == 900
    assert overflow(page) == 0

    page.goto(page.url.split("?")[0].rstrip("/") + "/export/")
    with page.expect_download() as download:
        page.locator("a[href$='/docx/']").click()
    word = Word(BytesIO(Path(download.value.path()).read_bytes()))
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == ["Karte der Länder"]
    assert page.errors == []


def test_refused_file_is_said_and_the_title_stays(live_cast, open_page):
    page = open_page(live_cast.member, width=360)
    page.goto(ADDRESS)
    page.get_by_label("Titel").fill("Mein Titel")
    hand_over(page, b"PK\x03\x04" + bytes(50))
    expect(page.locator("#id_file_error")).to_contain_text("beschädigt")
    expect(page.get_by_label("Titel")).to_have_value("Mein Titel")
    assert violations(page) == []
    assert overflow(page) == 0
    assert not Document.objects.exists()
