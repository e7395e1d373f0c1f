"""Images that lie in a file become files of the library, at their place in the page."""

from base64 import b64encode
from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.formats.imports.reading import read_upload
from documents.formats.imports.report import report_lines
from tests.documents.formats.imports.words import picture, saved, word_with


def data_address(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def names(blocks) -> list[str]:
    return [block.name for block in blocks]


def test_images_of_word_stand_at_their_place_with_their_description():
    imported = read_upload(word_with(picture(1), picture(2, "JPEG"), alt="Karte der Länder"), "b.docx")

    assert names(imported.blocks) == ["paragraph", "image", "paragraph", "image"]
    assert [block.word("alt") for block in imported.blocks[1::2]] == ["Karte der Länder"] * 2
    assert [(found.ending, found.data) for found in imported.images.values()] == [
        ("png", picture(1)),
        ("jpg", picture(2, "JPEG")),
    ]
    assert imported.report == []


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_data_addresses_of_html_and_markdown_are_images(kind):
    data = picture(3, kind.upper())
    address = data_address(data, kind)
    html = read_upload(f'<p>vor <img alt="Karte" src="{address}"> nach</p>'.encode(), "b.html")
    markdown = read_upload(f"vor\n\n![Karte]({address})\n\nnach".encode(), "b.md")

    for imported in (html, markdown):
        assert names(imported.blocks) == ["paragraph", "image", "paragraph"]
        assert imported.blocks[1].word("alt") == "Karte"
        assert [found.data for found in imported.images.values()] == [data]


def test_images_that_markdown_names_at_its_end_are_found():
    source = f"Text ![Karte][eins]\n\n[eins]: <{data_address(picture())}>\n"
    imported = read_upload(source.encode(), "b.md")

    assert [found.data for found in imported.images.values()] == [picture()]


def test_one_image_at_three_places_is_one():
    imported = read_upload(word_with(picture(1), picture(2), picture(1), picture(1)), "b.docx")

    assert names(imported.blocks).count("image") == 4
    assert len(imported.images) == 2
    assert imported.report == report_lines({"images_silent": 4})


def test_images_in_headings_lists_tables_and_titles_are_kept():
    source = "<h1>Titel<img src={0}></h1><h2>Eins<img src={1}></h2><ul><li><img src={2}></li></ul>"
    source += "<table><tr><td><img src={3}></td></tr></table>"
    addresses = [data_address(picture(number)) for number in range(4)]
    imported = read_upload(source.format(*addresses).encode(), "b.html")

    assert imported.title == "Titel"
    assert names(imported.blocks) == ["image", "heading", "image", "bulletList", "table"]
    assert imported.blocks[3].blocks[0].blocks[1].name == "image"
    assert imported.blocks[4].blocks[0].blocks[0].blocks[0].name == "image"
    assert len(imported.images) == 4


def test_images_where_none_can_stand_are_said():
    source = f'<pre><img src="{data_address(picture())}">x</pre><p>a<sup><a href="#n">1</a></sup></p>'
    source += f'<ol><li id="n">Note <img src="{data_address(picture(1))}"></li></ol>'
    imported = read_upload(source.encode(), "b.html")

    assert imported.images == {}
    assert imported.report == report_lines({"images_place": 2})


def test_html_with_megabytes_of_images_is_read_and_as_much_text_is_not():
    noise = bytes(range(256)) * 100
    large = [picture(number) + noise * 60 for number in range(4)]  # what follows the image's end is not looked at
    source = "".join(f'<p>x<img alt="y" src="{data_address(data)}"></p>' for data in large).encode()
    imported = read_upload(source, "b.html")

    assert len(source) > 8_000_000
    assert [found.data for found in imported.images.values()] == large


def test_markdown_with_megabytes_of_images_is_read():
    large = picture() + bytes(5_000_000)
    imported = read_upload(f"# T\n\n![y]({data_address(large)})\n\nText".encode(), "b.md")

    assert names(imported.blocks) == ["image", "paragraph"]


def test_images_that_old_versions_of_word_wrote():
    word = Word()
    word.add_picture(BytesIO(picture()))
    drawing = word.element.body.xpath(".//w:drawing")[0]
    key = drawing.xpath(".//a:blip")[0].get(qn("r:embed"))
    pict = parse_xml(
        f'<w:pict {nsdecls("w", "r")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:imagedata r:id="{key}"/>'
        "</v:shape></w:pict>"
    )
    drawing.getparent().replace(drawing, pict)
    imported = read_upload(saved(word), "b.docx")

    assert names(imported.blocks) == ["image"]
    assert [found.data for found in imported.images.values()] == [picture()]
