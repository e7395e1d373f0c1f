from io import BytesIO
from zipfile import ZipFile

from odfdo import Document

from documents.editing.blocks import footnote_reference, footnotes, heading, numbers, paragraph
from documents.formats.exports import write_odt
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture


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
