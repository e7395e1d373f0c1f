"""Word files as others write them."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.editing.blocks import bullets, heading, paragraph, quote
from documents.formats.imports.reading import read_upload
from documents.formats.imports.report import report_lines
from tests.documents.formats.samples import picture


def saved(word) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def add_xml(word, xml: str) -> None:
    word.element.body.sectPr.addprevious(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_styles_with_german_and_english_names():
    word = Document()
    for name in ("Überschrift 1", "Zitat", "Titel"):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for text, style in (("Bericht", "Titel"), ("Eins", "Überschrift 1"), ("Zwei", "Heading 2"), ("Tief", "Heading 7"),
                        ("Wort", "Zitat"), ("Text", "Normal")):  # fmt: skip
        word.add_paragraph(text, style)
    imported = read_upload(saved(word), "x.docx")

    assert imported.title == "Bericht"
    assert list(imported.blocks) == [
        heading(2, "Eins"),
        heading(3, "Zwei"),
        heading(4, "Tief"),
        quote("Wort"),
        paragraph("Text"),
    ]
    assert imported.report == report_lines({"headings": 1})


def test_lists_of_word():
    word = Document()
    for text, style in (("a", "List Bullet"), ("b", "List Bullet 2"), ("c", "List Number"), ("d", "List Number")):
        word.add_paragraph(text, style)
    imported = read_upload(saved(word), "x.docx")

    assert [block.name for block in imported.blocks] == ["bulletList", "orderedList"]
    assert imported.blocks[0].blocks[0].blocks[1].name == "bulletList"


def test_what_word_calls_a_continued_list_stays_in_its_item():
    word = Document()
    word.styles.add_style("Listenfortsetzung 2", WD_STYLE_TYPE.PARAGRAPH)
    for text, style in (("a", "List Bullet"), ("b", "List Continue"), ("c", "List Bullet 2"),
                        ("d", "Listenfortsetzung 2"), ("e", "List Bullet"), ("f", "Normal")):  # fmt: skip
        word.add_paragraph(text, style)
    imported = read_upload(saved(word), "x.docx")

    inner = [paragraph("a"), paragraph("b"), bullets([paragraph("c"), paragraph("d")])]
    assert list(imported.blocks) == [bullets(inner, "e"), paragraph("f")]


def test_heads_of_tables_by_their_style():
    """As LibreOffice writes them: without a mark at the row."""
    word = Document()
    word.styles.add_style("Table Heading", WD_STYLE_TYPE.PARAGRAPH)
    cells = word.add_table(2, 2)
    for place, text in enumerate(("", "Mittel", "Ost", "5")):
        line = cells.cell(*divmod(place, 2)).paragraphs[0]
        line.text = text
        line.style = "Normal" if text in ("", "5") else "Table Heading"
    (found,) = read_upload(saved(word), "x.docx").blocks

    assert [[cell.name for cell in row.blocks] for row in found.blocks] == [
        ["tableCell", "tableHeader"],
        ["tableHeader", "tableCell"],
    ]


def test_report_says_what_was_left_out():
    word = Document()
    word.styles.add_style("Amtlicher Hinweis", WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("Text", "Amtlicher Hinweis")
    word.add_picture(BytesIO(picture()))
    word.sections[0].header.paragraphs[0].text = "Kopf"
    outer = word.add_table(1, 1)
    outer.cell(0, 0).add_table(1, 1).cell(0, 0).text = "innen"
    change = "<w:ins w:id='1' w:author='x'><w:r><w:t>neu</w:t></w:r></w:ins>"
    add_xml(word, f"<w:p>{change}<w:r><w:commentReference w:id='1'/></w:r></w:p>")
    imported = read_upload(saved(word), "x.docx")

    assert imported.report == [
        *report_lines({"images_silent": 1}),
        "1 Kommentar wurde weggelassen.",
        "1 nachverfolgte Änderung gilt als angenommen.",
        "1 Tabelle in einer anderen Tabelle wurde zu einfachen Absätzen.",
        "Kopf- und Fußzeilen wurden weggelassen.",
        "Unbekannte Formatvorlagen wurden zu einfachen Absätzen: „Amtlicher Hinweis“",
    ]
    assert "innen" in str(imported.blocks)
    assert "neu" in str(imported.blocks)


def test_external_pictures_are_not_fetched():
    word = Document()
    word.add_picture(BytesIO(picture()))
    data = saved(word)
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.endswith("document.xml.rels"):
                part = part.replace(b'Target="media/image1.png"', b'Target="file:///etc/passwd" TargetMode="External"')
            new.writestr(entry.filename, part)

    assert "root:" not in str(read_upload(out.getvalue(), "x.docx"))
