from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from documents.editing.blocks import Block, heading, image, paragraph
from documents.formats.exports import write_pdf
from tests.documents.editing.texts import EVERYTHING, sections
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(write_pdf(HEAD, EVERYTHING, one_picture)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def tags(node, found: list[str] | None = None) -> list[str]:
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, DictionaryObject):
        if "/S" in node:
            found.append(node["/S"])
        node = node.get("/K", [])
        node = node.get_object() if hasattr(node, "get_object") else node
    for child in node if isinstance(node, list) else [node]:
        if hasattr(child, "get_object") and not isinstance(child.get_object(), int):
            tags(child, found)
    return found


def alternatives(node, found: list[str] | None = None) -> list[str]:
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, DictionaryObject):
        if "/Alt" in node:
            found.append(node["/Alt"])
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        for child in kids if isinstance(kids, list) else [kids]:
            if hasattr(child, "get_object"):
                alternatives(child, found)
    return found


def test_it_is_tagged_and_says_what_it_is(reader):
    catalog = reader.root_object

    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712  (its own kind of boolean)
    assert catalog["/Lang"].startswith("de")
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  (its own kind of boolean)
    assert reader.metadata.title == HEAD.title
    assert b"pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()


def test_every_kind_of_node_has_its_tag(reader):
    found = set(tags(reader.root_object["/StructTreeRoot"]))

    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link", "/Note"} <= found
    assert "Karte der Regionen" in alternatives(reader.root_object["/StructTreeRoot"])


def test_headings_are_bookmarks(reader):
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == ["Ausgangslage"]


def test_fonts_are_embedded(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_head_and_text_stand_in_it(reader):
    text = text_of(reader)

    assert [line for line in HEAD_LINES if line not in text] == []
    for words in ("Zitat", "zusammen 5", "(erledigt)", "@Leitung", "Nach dem Bericht von 2017.", "prüft alt"):
        assert words in text
    assert "offene Änderungsvorschläge" in text


def test_same_input_gives_the_same_bytes():
    assert write_pdf(HEAD, EVERYTHING, one_picture) == write_pdf(HEAD, EVERYTHING, one_picture)


def test_what_people_write_is_no_markup():
    text = text_of(PdfReader(BytesIO(write_pdf(HEAD, [paragraph("#panic[] $x$ *a* @b <c> \\ // =")]))))
    assert "#panic[] $x$ *a* @b <c> \\ // =" in text


def test_skipped_heading_levels_are_closed_up():
    reader = PdfReader(
        BytesIO(write_pdf(HEAD, [heading(4, "Tief"), heading(2, "Hoch"), heading(4, ""), heading(4, "x")]))
    )

    assert b"pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()
    assert text_of(reader).count("Tief") == 1


def test_characters_without_a_font_do_not_stop_it():
    assert write_pdf(HEAD, [paragraph("\U0001fbca 漢字")]).startswith(b"%PDF")


def test_odd_trees_are_written_all_the_same():
    odd = [
        Block("table", (Block("tableRow"),)),
        Block("bulletList"),
        Block("foreign", (paragraph("fremd"),)),
        image(9, ""),
        Block("table", (Block("tableRow", (Block("tableCell", (), {"colspan": 50, "rowspan": 9}),)),)),
    ]
    assert "fremd" in text_of(PdfReader(BytesIO(write_pdf(HEAD, odd, one_picture))))


def test_a_long_page_is_written_whole():
    assert "50. Abschnitt" in text_of(PdfReader(BytesIO(write_pdf(HEAD, sections(50)))))
