"""One page with everything in everything goes out as a file and comes in again; what may change is named here."""

import difflib
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as Word
from docx.oxml.ns import qn

from documents.editing.blocks import (
    Block,
    Run,
    bold,
    bullets,
    cell,
    code_block,
    footnote_reference,
    footnotes,
    heading,
    image,
    italic,
    line_break,
    link,
    numbers,
    paragraph,
    quote,
    rule,
    table,
    tasks,
)
from documents.formats.exports import write_docx, write_html, write_markdown
from documents.formats.imports.reading import read_upload
from tests.documents.formats.samples import HEAD, one_picture


def box(words: str, *more: Block, done: bool = False) -> Block:
    return Block("taskList", (Block("taskItem", (paragraph(words), *more), {"checked": done}),))


def quoted(*blocks: Block) -> Block:
    return Block("blockquote", blocks)


def row_heads(*rows: tuple[str, str]) -> Block:
    made = (Block("tableRow", (cell(paragraph(head), header=True), cell(paragraph(text)))) for head, text in rows)
    return Block("table", tuple(made))


PAGE = [
    heading(2, "Eins"), heading(3, "Zwei"), heading(4, "Drei ", italic("schräg")),
    paragraph("Text ", bold("fett"), italic("kursiv"), Run("beide", {"bold": {}, "italic": {}}), " ",
              Run("weg", {"strike": {}}), " ", Run("code", {"code": {}}), " ", link("Link", "https://example.org/x"),
              " ", Run("fetter Link", {"bold": {}, "link": {"href": "mailto:a@example.org"}}), line_break(), "Zeile"),
    bullets("a", [paragraph("b"), bullets("c", [paragraph("d"), bullets("e")])], "f"),
    numbers("1", [paragraph("2"), numbers("2.1", [paragraph("2.2"), numbers("2.2.1", "2.2.2")])], "3"),
    paragraph("Dazwischen"),
    numbers("neu eins", "neu zwei"),
    paragraph("Dazwischen"),
    numbers("fünf", "sechs", start=5),
    bullets([paragraph("Absatz"), paragraph("zweiter"), paragraph("dritter")],
            [paragraph("Zitat"), quote("darin")],
            [paragraph("Tabelle"), table(["a"], ["b"])],
            [paragraph("Bild"), image(7, "Karte")],
            [paragraph("Code"), code_block("x = 1\n  y")],
            [paragraph("Zahlen"), numbers("i", [paragraph("ii"), paragraph("tiefer")])]),
    tasks(("offen", False), ("erledigt", True)),
    paragraph("Dazwischen"),
    box("oben", box("unten", done=True), paragraph("danach")),
    quoted(paragraph("eins"), paragraph("zwei"), bullets("drei", "vier"), numbers("fünf"), quoted(paragraph("tief"))),
    code_block("if a < b:\n    c\n\n\td"),
    code_block("zweiter"),
    rule(),
    table(["K1", "K2"], ["a", "b"], [cell(paragraph("zwei"), colspan=2)]),
    paragraph("Dazwischen"),
    table(["ohne", "Kopf"], ["c", "d"], head=False),
    paragraph("Dazwischen"),
    table(["r", "s"], [cell(paragraph("hoch"), rowspan=2), "1"], ["2"]),
    paragraph("Dazwischen"),
    row_heads(("Ost", "1"), ("West", "2")),
    table(["Liste"], [cell(paragraph("vor"), bullets("x", "y"), paragraph("nach"))]),
    image(7, "Karte der Regionen"),
    image(7, ""),
    paragraph("Note", footnote_reference("n1"), ", zweite", footnote_reference("n2"), ", nochmals",
              footnote_reference("n1"), "."),
    footnotes({"n1": "Erste", "n2": "Zweite"}),
]  # fmt: skip
# What Markdown has no signs for: heads of rows; images stand as addresses, here of another server.
MARKDOWN = {
    "    tableHeader\n      paragraph Ost": "    tableCell\n      paragraph Ost",
    "    tableHeader\n      paragraph West": "    tableCell\n      paragraph West",
    "image Karte der Regionen\nimage ": "paragraph [Bild: Karte der Regionen]",
    "    image Karte": "    paragraph [Bild: Karte]",
}
WAYS = {"docx": (write_docx, {}), "html": (write_html, {}), "md": (write_markdown, MARKDOWN)}
_SHOWN = ("level", "start", "checked", "colspan", "rowspan", "alt")


def outline(blocks, depth: int = 0) -> str:
    """Return blocks as lines: name, attributes and words of each, with the marks of the words."""
    lines = []
    for block in blocks:
        about = "".join(f" {value}" for key, value in block.attributes.items() if key in _SHOWN)
        words = "".join(_inline(part) for part in block.content if _stands_in_line(part))
        lines.append(f"{'  ' * depth}{block.name}{about}{' ' + words if words else ''}")
        inner = [part for part in block.blocks if not _stands_in_line(part)]
        lines += [outline(inner, depth + 1)] if inner else []
    return "\n".join(lines)


def _stands_in_line(part) -> bool:
    return isinstance(part, Run) or part.name in ("hardBreak", "footnoteReference")


def _inline(part) -> str:
    if isinstance(part, Block):
        return f"<{part.name}>"
    marks = "".join(sorted(f"{name}{value.get('href', '')}|" for name, value in part.marks.items()))
    return f"[{marks}{part.text}]" if marks else part.text


@pytest.mark.parametrize("way", WAYS)
def test_all_of_it_comes_back(way):
    write, changes = WAYS[way]
    expected = outline(PAGE)
    for before, after in changes.items():
        assert before in expected
        expected = expected.replace(before, after)
    found = outline(read_upload(write(HEAD, PAGE, one_picture), f"b.{way}").blocks)

    assert list(difflib.unified_diff(expected.splitlines(), found.splitlines(), lineterm="", n=1)) == []


@pytest.fixture(scope="module")
def word() -> bytes:
    return write_docx(HEAD, PAGE, one_picture)


def test_second_reference_to_a_note_leads_to_it(word):
    blocks = read_upload(word, "b.docx").blocks
    keys = [part.word("data-id") for part in blocks[-2].content if isinstance(part, Block)]

    assert keys[0] == keys[2] != keys[1]


def test_every_style_and_number_that_word_meets_is_there(word):
    """Word opens a file with a style or list that is missing, but shows it plain: nobody would notice."""
    document = Word(BytesIO(word))
    body, styles = document.element.body, {style.style_id for style in document.styles}
    used = {
        element.get(qn("w:val")) for name in ("pStyle", "rStyle", "tblStyle") for element in body.iter(qn(f"w:{name}"))
    }
    numbering = document.part.numbering_part.element
    lists = {element.get(qn("w:numId")) for element in numbering.iter(qn("w:num"))}

    assert used - styles == set()
    assert {element.get(qn("w:val")) for element in body.iter(qn("w:numId"))} <= lists
    patterns = {element.get(qn("w:abstractNumId")) for element in numbering.iter(qn("w:abstractNum"))}
    assert {element.find(qn("w:abstractNumId")).get(qn("w:val")) for element in numbering.iter(qn("w:num"))} <= patterns


def test_every_relation_of_the_word_file_is_used_and_there(word):
    with ZipFile(BytesIO(word)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(names) == len(set(names))
    document = Word(BytesIO(word))
    for element in document.element.body.iter():
        for name in ("r:id", "r:embed"):
            key = element.get(qn(name))
            assert key is None or key in document.part.rels


def test_marks_of_bookmarks_and_pictures_are_numbered_apart(word):
    body = Word(BytesIO(word)).element.body
    for name, key in ((qn("w:bookmarkStart"), qn("w:id")), (qn("wp:docPr"), "id")):
        numbers_ = [element.get(key) for element in body.iter(name)]
        assert len(numbers_) == len(set(numbers_)) >= 2


def test_lists_of_word_restart(word):
    """Each numbered list has a number of its own, which says with what it begins."""
    document = Word(BytesIO(word))
    keys = [line._p.pPr.numPr.numId.val for line in document.paragraphs if line.text in ("1", "neu eins", "fünf")]
    numbering = document.part.numbering_part.element
    starts = {
        int(element.get(qn("w:numId"))): [start.get(qn("w:val")) for start in element.iter(qn("w:startOverride"))]
        for element in numbering.iter(qn("w:num"))
    }

    assert len(set(keys)) == len(keys)
    assert [starts[key] for key in keys][:1] == [["1"]]
    assert ["5"] in [starts[key] for key in keys]
