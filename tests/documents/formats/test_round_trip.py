"""What leaves us as Word, HTML or Markdown comes in again as it was."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings

from documents.editing.blocks import Block, Run, bullets, heading, numbers, paragraph
from documents.formats.exports import write_docx, write_html, write_markdown
from documents.formats.imports import convert
from documents.formats.imports.reading import _block, read_upload
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, one_picture, picture
from tests.documents.formats.trees import TEXTS, normalised

WAYS = {
    "docx": (write_docx, convert.read_docx),
    "html": (write_html, convert.read_html),
    "md": (write_markdown, convert.read_markdown),
}
KEPT = Block("image", (), {"number": 0, "alt": "Karte der Regionen"})
# Markdown names an image's address, which here is that of another server.
PICTURE = {"docx": KEPT, "html": KEPT, "md": paragraph("[Bild: Karte der Regionen]")}
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


def returned(way: str, blocks) -> dict:
    write, read = WAYS[way]
    return json.loads(read(write(HEAD, blocks, lambda _id: None)))


@pytest.mark.parametrize("way", WAYS)
def test_random_texts_come_back(way):
    @few
    @given(TEXTS)
    @example([numbers("a", start=3), numbers("b", start=7)])
    @example([bullets("a", [paragraph("b"), numbers("c", "d", start=2)])])
    @example([paragraph("1. kein", Run("e", {"bold": {}}), "Liste"), heading(4, "# x")])
    def comes_back(blocks):
        found = returned(way, blocks)

        assert normalised([_block(part) for part in found["blocks"]]) == normalised(blocks)
        assert found["title"] == HEAD.title

    comes_back()


@pytest.mark.parametrize("way", WAYS)
def test_every_node_comes_back_but_for_work_in_progress(way):
    imported = read_upload(WAYS[way][0](HEAD, EVERYTHING, one_picture), f"text.{way}")
    names = [block.name for block in imported.blocks]

    assert names == ["heading", "paragraph", "heading", "bulletList", "taskList", "blockquote", "codeBlock",
                     "horizontalRule", "table", PICTURE[way].name, "paragraph", "footnotes"]  # fmt: skip
    assert imported.title == HEAD.title
    assert imported.blocks[9] == PICTURE[way]
    assert imported.blocks[10] == paragraph("@Leitung prüft alt dies")
    assert imported.blocks[-1].blocks[0].content == (paragraph("Nach dem Bericht von 2017."),)
    reference = imported.blocks[1].content[-1]
    assert isinstance(reference, Block)
    assert reference.word("data-id") == imported.blocks[-1].blocks[0].word("data-id")


@pytest.mark.parametrize("way", ["docx", "html"])
def test_images_come_back_as_they_were(way):
    imported = read_upload(WAYS[way][0](HEAD, EVERYTHING, one_picture), f"text.{way}")

    assert [image.data for image in imported.images.values()] == [picture()]
    assert imported.report == []
