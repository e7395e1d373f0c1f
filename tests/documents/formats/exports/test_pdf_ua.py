"""What PDF/UA asks of a file, as far as reading it back can tell: each rule of ours has its test."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from documents.editing.blocks import bold, cell, heading, image, link, numbers, paragraph, table
from documents.formats.exports import write_pdf
from tests.documents.editing.texts import EVERYTHING, sections
from tests.documents.formats.samples import HEAD, one_picture

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"}


def read(blocks, head=HEAD) -> PdfReader:
    return PdfReader(BytesIO(write_pdf(head, blocks, one_picture)))


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    long = table(["Region", "Mittel"], *[[str(number), "x"] for number in range(60)])
    return read([*EVERYTHING[:-1], long, *sections(3), EVERYTHING[-1]])


def elements(node: Any, parent: str = "") -> Iterator[tuple[str, DictionaryObject]]:
    """Yield each element of the structure with the name of the one around it, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child, parent)
    elif isinstance(node, DictionaryObject):
        if "/S" in node or node.get("/Type") in ("/OBJR", "/StructTreeRoot"):
            yield parent, node
        if node.get("/Type") != "/OBJR" and "/K" in node:
            yield from elements(node["/K"], node.get("/S", parent))


def named(reader: PdfReader, name: str) -> list[DictionaryObject]:
    return [node for _parent, node in elements(reader.root_object["/StructTreeRoot"]) if node.get("/S") == name]


def table_attributes(node: DictionaryObject) -> DictionaryObject:
    return next(entry.get_object() for entry in node["/A"] if entry.get_object()["/O"] == "/Table")


def test_title_is_shown_and_language_is_said(reader):
    catalog = reader.root_object

    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/MarkInfo"]["/Suspects"].value is False
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert catalog["/Lang"] == "de"
    assert HEAD.title in reader.xmp_metadata.dc_title.values()


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_language_is_that_of_the_text(language):
    assert read([paragraph("x")], replace(HEAD, language=language)).root_object["/Lang"] == language


def test_words_are_parted_by_the_rules_of_their_language():
    """German and French part the same word at other places, so its lines end differently."""
    words = [paragraph("Donaudampfschifffahrtsgesellschaftskapitän responsabilisation " * 12)]
    found = {
        language: read(words, replace(HEAD, language=language)).pages[0].extract_text() for language in ("de", "fr")
    }
    ends = {
        language: {line[-4:] for line in text.splitlines() if line.endswith(("-", "‐"))}
        for language, text in found.items()
    }

    assert all(ends.values())
    assert ends["de"] != ends["fr"]


def test_all_that_is_shown_is_tagged_or_an_artifact(reader):
    untagged = []
    for number, page in enumerate(reader.pages, 1):
        depth = 0
        for operands, operator in ContentStream(page["/Contents"], reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in SHOWS and not depth:
                untagged.append((number, operator, operands))
        assert depth == 0

    assert untagged == []


def test_each_page_leads_to_the_structure_and_is_walked_in_its_order(reader):
    assert "/ParentTree" in reader.root_object["/StructTreeRoot"]
    assert len(reader.pages) > 2
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
        assert isinstance(page["/StructParents"], int)


def test_figures_have_their_description(reader):
    assert [figure["/Alt"] for figure in named(reader, "/Figure")] == ["Karte der Regionen"]


def test_decoration_is_no_figure():
    reader = read([paragraph("vor"), image(7, ""), image(7, " "), image(7, "Karte")])

    assert sum(len(page.images) for page in reader.pages) == 1  # the same three times
    assert [figure["/Alt"] for figure in named(reader, "/Figure")] == ["Karte"]
    assert b"pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()


def test_heads_of_tables_are_headers_and_cells_name_theirs(reader):
    heads = named(reader, "/TH")
    ids = [head["/ID"] for head in heads]

    assert [table_attributes(head)["/Scope"] for head in heads] == ["/Column"] * 4
    assert len(set(ids)) == 4
    assert {key for cell_ in named(reader, "/TD") for key in table_attributes(cell_)["/Headers"]} == set(ids)
    assert all(table_attributes(cell_)["/Headers"] for cell_ in named(reader, "/TD"))
    assert {parent for parent, node in elements(reader.root_object["/StructTreeRoot"]) if node.get("/S") == "/TR"} == {
        "/THead",
        "/TBody",
    }


def test_joined_cells_say_how_far_they_reach():
    reader = read([table(["a", "b"], [cell(paragraph("c"), rowspan=2), "d"], ["e"], [cell(paragraph("f"), colspan=2)])])
    spans = [(table_attributes(node).get("/ColSpan", 1), table_attributes(node).get("/RowSpan", 1))
             for node in named(reader, "/TD")]  # fmt: skip

    assert spans == [(1, 2), (1, 1), (1, 1), (2, 1)]


def test_links_have_words_and_stand_in_their_element(reader):
    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    links = [note for note in annotations if note["/Subtype"] == "/Link"]

    assert len(links) == len(annotations) >= 6
    assert [note for note in links if not note.get("/Contents")] == []
    parents = [
        parent for parent, node in elements(reader.root_object["/StructTreeRoot"]) if node.get("/Type") == "/OBJR"
    ]
    assert parents == ["/Link"] * len(links)
    assert {note["/A"]["/URI"] for note in links if "/A" in note} == {
        "https://example.org/?a=1&b=2",
        "https://example.org/quelle",
    }


def test_items_of_lists_have_sign_and_body(reader):
    for item in named(reader, "/LI"):
        assert [child.get_object()["/S"] for child in item["/K"]] == ["/Lbl", "/LBody"]
    kinds = {entry.get_object()["/ListNumbering"] for node in named(reader, "/L") for entry in node["/A"]}
    assert {"/Decimal", "/Circle"} <= kinds


def test_notes_have_names_of_their_own():
    texts = [item for item in EVERYTHING if item.name != "footnotes"]
    ids = [note["/ID"] for note in named(read([*texts, EVERYTHING[-1]]), "/Note")]

    assert len(ids) == len(set(ids)) == 1


def test_headings_follow_each_other_without_a_gap():
    reader = read(
        [heading(3, "a"), heading(4, "b"), heading(2, bold("c"), link("d", "https://example.org/")), heading(4, "e")]
    )
    found = [node["/S"] for _parent, node in elements(reader.root_object["/StructTreeRoot"])
             if node.get("/S", "").startswith("/H")]  # fmt: skip

    assert found == ["/H1", "/H2", "/H1", "/H2"]


def test_numbers_of_a_list_are_read_as_they_stand():
    reader = read([numbers("drei", "vier", start=3)])
    assert "3." in reader.pages[0].extract_text()
    assert len(named(reader, "/Lbl")) == 2


def test_all_letters_can_be_copied(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/ToUnicode" in font.get_object()
