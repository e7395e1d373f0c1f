import io
import zipfile

import pytest

from dialog.files.sniffing import HEAD, media_type_of

OOXML = "application/vnd.openxmlformats-officedocument."


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()[:HEAD]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n....", "bild.png", "image/png"),
        (b"\xff\xd8\xff\xe0", "foto.jpg", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "bild.webp", "image/webp"),
        (b"%PDF-1.7", "papier.pdf", "application/pdf"),
        (b"%PDF-1.7", "tarnung.html", "application/pdf"),
        (b"<!DOCTYPE html><p>", "harmlos.txt", "text/html"),
        (b"Notiz <SCRIPT>alert(1)</SCRIPT>", "bild.png", "text/html"),
        (b'<?xml version="1.0"?><svg onload="x()">', "bild.svg", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "daten.xml", "application/xml"),
        ("Grüße".encode(), "notiz.txt", "text/plain"),
        ("Grüße".encode("latin-1"), "notiz.txt", "text/plain"),
        ("Grüße".encode("utf-16"), "notiz.txt", "text/plain"),
        ("Grüße <script>".encode("utf-16"), "notiz.txt", "text/html"),
        ("\0\0".encode("utf-16"), "notiz.txt", "application/octet-stream"),
        (b"a;b\n1;2\n", "liste.csv", "text/csv"),
        (b"MZ\x90\x00", "rechnung.pdf", "application/x-msdownload"),
        (b"\x00\x01\x02", "etwas.png", "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alt.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alt.html", "application/x-ole-storage"),
        (zipped("a.txt"), "paket.zip", "application/zip"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "tabelle", OOXML + "spreadsheetml.sheet"),
        (zipped("[Content_Types].xml", "_rels/.rels"), "brief.docx", OOXML + "wordprocessingml.document"),
        (
            zipped("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text")),
            "brief.odt",
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_content_decides_and_the_ending_only_within_its_family(head, name, expected):
    assert media_type_of(head, name) == expected
