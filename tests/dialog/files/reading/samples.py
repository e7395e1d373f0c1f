"""Makes files as programs write them, and as hostile people do."""

import zipfile
import zlib
from io import BytesIO

from docx import Document as WordDocument
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx(*paragraphs: str) -> bytes:
    document, data = WordDocument(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.save(data)
    return data.getvalue()


def packed(parts: dict[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def word_xml(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def word_package(xml: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>'
    return word_package(word_xml("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", doctype))


def zip_bomb(size_mb: int = 400) -> bytes:
    """A DOCX whose text unpacks to hundreds of MB of one long run of spaces between tags."""
    start, end = word_xml("|").encode().split(b"|")
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w") as part:
            part.write(start)
            for _mb in range(size_mb):
                part.write(b"<w:p/>" * (1024 * 1024 // 6))
            part.write(end)
    return data.getvalue()


def word_in_parts(count: int, filler: bytes = b" ", *, size_mb: int = 15, announced: str = "") -> bytes:
    """A DOCX of a text and heads that unpack to `size_mb` each, filled between tags; the text ends with a word.

    `announced`: the directory tells only of the XML before the filler, "with" its checksum or "without".
    """
    start, end = word_xml("<w:p><w:t>Anfang</w:t></w:p>|<w:p><w:t>Ende</w:t></w:p>").encode().split(b"|")
    short = start + b"</w:body></w:document>"
    data, block = BytesIO(), filler * (1024 * 1024 // len(filler))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name in ["word/document.xml", *(f"word/header{n}.xml" for n in range(1, count))]:
            with package.open(name, "w") as part:
                part.write(short if announced else start)
                for _mb in range(size_mb):
                    part.write(block)
                part.write(end)
            if announced:
                entry = package.getinfo(name)
                entry.file_size = len(short)
                entry.CRC = zlib.crc32(short) if announced == "with" else entry.CRC
    return data.getvalue()


def xlsx() -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = f"<sst {space}><si><t>Region</t></si><si><r><t>Neckar</t></r><r><t>-Alb</t></r></si></sst>"
    first = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    cells = first + '<row><c><v>42.5</v></c><c t="inlineStr"><is><t>direkt</t></is></c></row>'
    sheet = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f"<workbook {space}/>",
            "xl/sharedStrings.xml": shared,
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def pptx() -> bytes:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'

    def slide(text: str) -> str:
        return f"<s {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>"

    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide10.xml": slide("Zehnte"),
            "ppt/slides/slide2.xml": slide("Zweite"),
            "ppt/notesSlides/notesSlide1.xml": slide("Notiz"),
        }
    )


def odt(*paragraphs: str, manifest: str = "<m/>") -> bytes:
    space = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    gone = "<text:tracked-changes><text:p>gelöscht</text:p></text:tracked-changes>"
    mime = "application/vnd.oasis.opendocument.text"
    content = f"<office {space}>{gone}{body}</office>"
    parts = {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": content}
    return packed(parts, compression=zipfile.ZIP_STORED)


def pdf(*texts: str, size: tuple[float, float] = (595, 842), content: bytes | None = None) -> bytes:
    """A small PDF with one page for each text, written by hand."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(texts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, text in enumerate(texts):
        stream = content or b"BT /F1 24 Tf 72 700 Td (" + text.encode("cp1252") + b") Tj ET"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {5 + 2 * n} 0 R "
        objects.append(page.encode() + b"/Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return data + head + table + tail


def looping_pdf() -> bytes:
    """Pages that hold themselves, and a form that draws itself."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1000000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 6 >>\nstream\n/X Do \nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 12 >>\n"
        b"stream\n/X Do /X Do \nendstream",
    ]
    return _pdf_file(objects)


def locked_pdf(text: str = "Geheim") -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, data = PdfWriter(clone_from=PdfReader(BytesIO(pdf(text)))), BytesIO()
    writer.encrypt("geheim", algorithm="AES-256")
    writer.write(data)
    return data.getvalue()


def locked_docx() -> bytes:
    """The container that Word writes for a file with a password."""
    return OLE + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1000


def image(size: tuple[int, int] = (1600, 900), kind: str = "JPEG", *, turned: bool = False) -> bytes:
    data, picture = BytesIO(), Image.new("RGB", size, "navy")
    exif = Image.Exif()
    exif[0x010F] = "Kamera-Hersteller"
    if turned:
        exif[0x0112] = 6
    picture.save(data, kind, exif=exif)
    return data.getvalue()


def image_bomb(side: int = 30_000) -> bytes:
    """A PNG of 900 million pixels in about 100 KB."""
    data = BytesIO()
    Image.new("1", (side, side)).save(data, "PNG")
    return data.getvalue()
