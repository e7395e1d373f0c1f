"""Lists as deep as the door lets them in are whole in everything that is made of a text."""

from io import BytesIO
from itertools import cycle
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from documents.editing.blocks import Block, blocks_of, numbers, paragraph, quote, seed_state, table, tasks
from documents.editing.state import build_page
from documents.editing.trial import LiveText
from documents.editing.walkers import to_html, to_text
from documents.formats.exports import write_docx, write_html, write_markdown, write_odt, write_pdf
from documents.formats.exports.pdf.levels import DEEPEST, levelled
from tests.documents.editing.texts import deep_list, words_of_deep_list
from tests.documents.formats.samples import HEAD

KINDS = [("bulletList", "listItem"), ("orderedList", "listItem"), ("taskList", "taskItem")]


def stored(*blocks):
    """Return the blocks as they come back out of a stored text, which the door has let in."""
    state = seed_state(blocks)
    LiveText([]).admit(state, author=1)
    return blocks_of(build_page([state]))


def inside(file: bytes, name: str) -> str:
    with ZipFile(BytesIO(file)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("levels", [12, 28])
def test_every_level_is_in_every_format(kind, levels):
    blocks = stored(deep_list(levels, *kind))
    texts = {
        "html": to_html(blocks),
        "text": to_text(blocks),
        "page": write_html(HEAD, blocks).decode(),
        "markdown": write_markdown(HEAD, blocks).decode(),
        "docx": inside(write_docx(HEAD, blocks), "word/document.xml"),
        "odt": inside(write_odt(HEAD, blocks), "content.xml"),
        "pdf": "".join(page.extract_text() for page in PdfReader(BytesIO(write_pdf(HEAD, blocks))).pages),
    }
    missing = {name: [words for words in words_of_deep_list(levels) if words not in text]
               for name, text in texts.items()}  # fmt: skip
    assert missing == {name: [] for name in texts}


def test_html_of_deep_lists_is_closed():
    html = to_html(stored(deep_list(28)))
    assert [html.count(f"<{tag}>") for tag in ("ul", "li", "p")] == [28] * 3
    assert [html.count(f"</{tag}>") for tag in ("ul", "li", "p")] == [28] * 3


def test_word_knows_nine_levels_of_lists():
    document = inside(write_docx(HEAD, stored(deep_list(28))), "word/document.xml")
    assert 'w:ilvl w:val="8"' in document
    assert 'w:ilvl w:val="9"' not in document


@pytest.mark.parametrize("kinds", ["q", "t", "tl", "qtl"])
def test_anything_in_each_other_can_be_printed(kinds):
    """As deep as the door lets it in: quotes, tables, lists."""
    block, depth = paragraph("Ganz innen"), 0
    for kind in cycle(kinds):
        depth += {"q": 1, "t": 3, "l": 2}[kind]
        if depth > 57:
            break
        block = {"q": lambda inner: Block("blockquote", (inner,)), "t": one_cell, "l": one_task}[kind](block)
    pdf = PdfReader(BytesIO(write_pdf(HEAD, stored(block))))
    assert "Ganz innen" in "".join(page.extract_text() for page in pdf.pages)


def one_cell(block):
    return Block("table", (Block("tableRow", (Block("tableCell", (block,)),)),))


def one_task(block):
    return Block("taskList", (Block("taskItem", (paragraph("Aufgabe"), block)),))


def test_a_list_that_is_parted_goes_on_with_its_next_number():
    deepest = Block(
        "orderedList",
        (
            Block("listItem", (paragraph("vier"), Block("bulletList", (Block("listItem", (paragraph("innen"),)),)))),
            Block("listItem", (paragraph("fünf"),)),
        ),
        {"start": 4.0},
    )
    parts = levelled([deepest], DEEPEST)
    assert [(part.name, part.number("start")) for part in parts] == [
        ("orderedList", 4), ("bulletList", 0), ("orderedList", 5),
    ]  # fmt: skip
    assert to_text(parts).split() == to_text([deepest]).split()


def test_what_is_not_deep_stays_as_it_is():
    blocks = (numbers("eins", "zwei"), quote("Zitat"), table(["a", "b"], ["1", "2"]), tasks(("tun", False)))
    assert levelled(blocks) == blocks
