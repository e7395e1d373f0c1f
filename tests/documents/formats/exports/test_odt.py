from io import BytesIO
from zipfile import ZipFile

from odfdo import Document

from documents.editing.blocks import bullets, cell, footnote_reference, footnotes, heading, numbers, paragraph, table
from documents.formats.exports import write_odt
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture
from tests.documents.formats.test_whole_page import PAGE


def opened(blocks) -> Document:
    return Document(BytesIO(write_odt(HEAD, blocks, one_picture)))


def test_head_stands_in_text_and_properties():
    file = opened([])
    text = file.get_formatted_text()

    assert [line for line in [HEAD.title, *HEAD_LINES] if line not in text] == []
    assert (file.meta.title, file.meta.language, file.meta.subject) == (HEAD.title, "de-DE", HEAD.file_reference)
    assert 'fo:language="de"' in file.styles.root.serialize()


def test_every_node_is_there():
    body = opened(EVERYTHING).body

    assert [(h.get_attribute("text:outline-level"), h.text) for h in body.headers] == [
        ("1", "Ausgangslage"),
        ("2", "Listen"),
    ]
    assert [table.size for table in body.tables] == [(2, 3)]
    assert "Karte der Regionen" in body.serialize()
    assert "table:table-header-rows" in body.serialize()
    assert body.get_element("//text:a").get_attribute("xlink:href") == "https://example.org/?a=1&b=2"


def test_lists_keep_their_start():
    body = opened([numbers("a", "b", start=3)]).body
    assert [item.get_attribute("text:start-value") for item in body.get_elements("//text:list-item")] == ["3", None]


def test_footnotes_are_real_ones():
    body = opened([paragraph("a", footnote_reference("x")), footnotes({"x": "Nachweis"})]).body
    assert "Nachweis" in body.get_element("//text:note/text:note-body").serialize()


def test_pictures_are_inside():
    with ZipFile(BytesIO(write_odt(HEAD, EVERYTHING, one_picture))) as archive:
        assert "Pictures/7.png" in archive.namelist()
        assert "Pictures/7.png" in archive.read("META-INF/manifest.xml").decode()


def test_spaces_and_signs_are_kept():
    text = opened([paragraph("a  b\tc & <d>\ne"), heading(2, " f")]).body.serialize()
    assert '<text:s text:c="2"/>' in text
    assert "c &amp; &lt;d&gt;<text:line-break/>e" in text


def outline(element, depth: int = 0) -> list[str]:
    """Return lists, items, tables and words, each inside of what it stands in."""
    kept = ("text:list", "text:list-item", "text:list-header", "table:table", "text:p")
    made = []
    for child in element.children:
        if child.tag not in kept:
            made += outline(child, depth)
        elif child.tag == "text:p":
            made += ["  " * depth + child.text_recursive] if child.text_recursive else []
        else:
            made.append("  " * depth + child.tag.partition(":")[2])
            made += outline(child, depth + 1)
    return made


def test_tables_in_lists_stand_between_their_parts_and_numbers_go_on():
    """An item of a list holds no table in OpenDocument."""
    inner = [paragraph("b"), table([cell(bullets("x"))], head=False), paragraph("c"), bullets("d")]
    body = opened([numbers([paragraph("a"), numbers(inner, "e")], "f")]).body

    assert outline(body)[len(HEAD_LINES) + 1 :] == [
        "list", "  list-item", "    a", "    list", "      list-item", "        b",
        "table", "  list", "    list-item", "      x",
        "list", "  list-header", "    list", "      list-header", "        c", "        list", "          list-item",
        "            d", "      list-item", "        e", "  list-item", "    f",
    ]  # fmt: skip
    again = body.get_elements("//text:list[@text:continue-numbering='true']")
    assert [entry.get_attribute("text:style-name") for entry in again] == ["Numbers", "Numbers"]


def test_every_element_stands_where_opendocument_allows_it():
    """What LibreOffice would drop without a word: of the whole page, what stands in lists, texts and cells."""
    body = opened(PAGE).body
    inside = {"text:list": {"text:list-item", "text:list-header"},
              "text:list-item": {"text:p", "text:h", "text:list"},
              "text:list-header": {"text:p", "text:h", "text:list"},
              "table:table-cell": {"text:p", "text:h", "text:list", "table:table"},
              "text:note-body": {"text:p"}}  # fmt: skip
    for name, allowed in inside.items():
        found = {child.tag for element in body.get_elements(f"//{name}") for child in element.children}
        assert found <= allowed, name


def test_the_whole_page_is_read_back():
    body = opened(PAGE).body

    assert [(h.get_attribute("text:outline-level"), h.text_recursive) for h in body.headers] == [
        ("1", "Eins"), ("2", "Zwei"), ("3", "Drei schräg"),
    ]  # fmt: skip
    assert len(body.get_elements("//text:list/text:list-item/text:list/text:list-item/text:list")) >= 2
    assert {a.get_attribute("xlink:href") for a in body.get_elements("//text:a")} == {
        "https://example.org/x",
        "mailto:a@example.org",
    }
    assert len(body.get_elements("//table:table")) == 6
    notes = [note.text_recursive.strip() for note in body.get_elements("//text:note/text:note-body")]
    assert notes == ["Erste", "Zweite"]
    assert [desc.text for desc in body.get_elements("//svg:desc")] == ["Karte", "Karte der Regionen", ""]


def test_styles_that_are_used_are_there():
    file = opened(PAGE)
    known = file.styles.root.serialize() + file.content.root.serialize()
    used = {value for element in file.body.get_elements("//*[@text:style-name]")
            for value in [element.get_attribute("text:style-name")]}  # fmt: skip

    assert {name for name in used if f'style:name="{name}"' not in known} == set()


def test_headings_carry_no_number_and_nothing_of_one():
    """LibreOffice writes a dot before each heading where the pattern of a number is left."""
    levels = opened([heading(2, "Eins")]).styles.root.get_elements("//text:outline-level-style")
    assert levels
    for level in levels:
        assert level.get_attribute("style:num-format") in ("", None)
        assert level.get_attribute("loext:num-list-format") is None
