from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.editing.blocks import (
    Block,
    bullets,
    deleted,
    footnote_reference,
    footnotes,
    heading,
    image,
    inserted,
    numbers,
    paragraph,
    tasks,
)
from documents.formats.exports import write_docx
from documents.formats.grids import grid_of
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture


def opened(blocks, images=one_picture):
    return Document(BytesIO(write_docx(HEAD, blocks, images)))


def numbering(paragraph) -> tuple[str, str]:
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    return found.find(qn("w:numId")).get(qn("w:val")), found.find(qn("w:ilvl")).get(qn("w:val"))


def test_head_stands_in_text_and_properties():
    word = opened([])
    text = "\n".join(line.text for line in word.paragraphs)

    assert word.paragraphs[0].style.name == "Title"
    assert [line for line in [HEAD.title, *HEAD_LINES] if line not in text] == []
    about = word.core_properties
    assert (about.title, about.language, about.subject) == (HEAD.title, "de-DE", HEAD.file_reference)
    assert about.created.replace(tzinfo=None) == HEAD.date.replace(tzinfo=None)
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de-DE"


def test_headings_are_styles():
    word = opened([heading(2, "a"), heading(3, "b"), heading(4, "c")])
    assert [line.style.name for line in word.paragraphs[-3:]] == ["Heading 1", "Heading 2", "Heading 3"]


def test_each_numbered_list_begins_anew_and_lists_nest():
    word = opened([numbers("a", [paragraph("b"), bullets("innen")]), numbers("c", start=4)])
    a, b, inner, c = word.paragraphs[-4:]

    assert numbering(a)[0] == numbering(b)[0] != numbering(c)[0]
    assert numbering(inner)[1] == "1"
    starts = word.part.numbering_part.element.findall(f"{qn('w:num')}/{qn('w:lvlOverride')}/{qn('w:startOverride')}")
    assert [start.get(qn("w:val")) for start in starts] == ["1", "4"]


def test_tasks_are_boxes_to_tick():
    word = opened([tasks(("a", False), ("b", True))])
    checked = [node.get(node.attrib.keys()[0]) for node in word.element.iter() if node.tag.endswith("}checked")]
    assert checked == ["0", "1"]


def test_table_has_a_head_and_joined_cells():
    table = opened(EVERYTHING).tables[0]

    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Region", "Mittel"], ["Ost", "5"], ["zusammen 5", "zusammen 5"]
    ]  # fmt: skip


def test_pictures_have_their_description_and_others_stand_as_words():
    word = opened([image(7, "Karte"), image(8, "Plan")])

    assert [node.get("descr") for node in word.element.iter(qn("wp:docPr"))] == ["Karte"]
    assert word.paragraphs[-1].text == "[Bild: Plan]"


def test_footnotes_are_real_ones():
    data = write_docx(HEAD, [paragraph("a", footnote_reference("x")), footnotes({"x": "Nachweis"})])
    with ZipFile(BytesIO(data)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert "Nachweis" in notes


def test_open_suggestions_stay_out():
    text = "\n".join(
        line.text for line in opened([paragraph("x", inserted("neu", "s"), deleted("alt", "t"))]).paragraphs
    )
    assert "xalt" in text
    assert "neu" not in text


@pytest.mark.parametrize("name", ["bulletList", "orderedList", "taskList", "table", "blockquote", "image", "fremd"])
def test_empty_nodes_do_no_harm(name):
    assert opened([Block(name), Block(name, (Block("listItem"),)), paragraph("Ende")]).paragraphs[-1].text == "Ende"


def test_holes_in_a_table_are_filled():
    rows = (
        Block("tableRow", (Block("tableCell", (), {"rowspan": 2}), Block("tableCell", (), {"colspan": 2}))),
        Block("tableRow", (Block("tableCell"),)),
        Block("tableRow", (Block("tableCell", (), {"colspan": 99, "rowspan": 99}),)),
    )
    grid = grid_of(Block("table", rows))

    assert (grid.height, grid.width) == (3, 99)
    assert sum(place.rows * place.columns for place in grid.places) == 3 * 99
