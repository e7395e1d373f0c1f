"""Files that are broken, disguised or meant to do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dialog.common.errors import TooLarge
from dialog.files.errors import EmptyFile
from documents.editing.blocks import paragraph
from documents.editing.walkers import to_html, to_text
from documents.formats.exports import write_docx
from documents.formats.imports.reading import Unusable, read_upload
from documents.formats.imports.report import report_lines
from tests.documents.formats.samples import HEAD

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MB = 1024 * 1024


def docx(**changed: bytes) -> bytes:
    """Return a Word file with some parts replaced or added; "word__document" is word/document.xml."""
    out = BytesIO()
    changes = {name.replace("__", "/") + ".xml": data for name, data in changed.items()}
    with ZipFile(BytesIO(write_docx(HEAD, [paragraph("Text")]))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry.filename, old.read(entry))
        for name, data in changes.items():
            new.writestr(name, data)
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """Set the mark of an encrypted entry in the directory of a ZIP."""
    place = data.index(b"PK\x01\x02")
    return data[: place + 8] + bytes([data[place + 8] | 1]) + data[place + 9 :]


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
FOREIGN = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "Passwort"),
        (OLE + b"\0" * 600, "alten Word-Format"),
        (b"PK\x03\x04" + b"x" * 3000, "beschädigt"),
        (docx()[:4000], "beschädigt"),
        (locked(docx()), "Passwort"),
        (zipped(**{"a.txt": b"x"}), "keine Word-Datei"),
        (docx(word__document=b"<w:document"), "beschädigt"),
        (docx(word__document=LAUGHS), "Anweisungen"),
        (docx(word__styles=FOREIGN), "Anweisungen"),
        (docx(word__more=b"\0" * (60 * MB)), "entpackt"),
        (docx(**{f"word__m{n}": b"x" for n in range(4100)}), "entpackt"),
        (b"%PDF-1.7 " + b"x" * 100, "Dateien dieser Art"),
        (b"MZ" + b"x" * 100, "Dateien dieser Art"),
        (b"\0\1\2\3" * 100, "Dateien dieser Art"),
    ],
)
def test_refused_with_a_clear_reason(data, said):
    with pytest.raises(Unusable) as caught:
        read_upload(data, "bericht.docx")
    assert said in str(caught.value)


def test_empty_and_too_large_files():
    with pytest.raises(EmptyFile):
        read_upload(b"", "bericht.docx")
    with pytest.raises(TooLarge):
        read_upload(b"x" * (2 * MB + 1), "bericht.md")
    with pytest.raises(TooLarge):
        read_upload(docx() + b"\0" * 10 * MB, "bericht.docx")


def outcome(source: str) -> str:
    """Return the text that came of it, or why it was refused."""
    try:
        return to_text(read_upload(source.encode(), "bericht.html").blocks)
    except Unusable as error:
        return str(error)


@pytest.mark.parametrize(("tag", "times"), [("<ul><li>", 300), ("<blockquote>", 5000), ("<b>", 20_000), ("<div>", 900)])
def test_deep_nesting_is_flattened_or_refused(tag, times):
    said = outcome(tag * times + "tief")
    assert said.split()[-1] == "tief" or "zu tief verschachtelt" in said


def test_deep_markdown_is_flattened():
    imported = read_upload(b"> " * 400 + b"tief", "bericht.md")
    assert "tief" in to_text(imported.blocks)


def test_two_megabytes_of_html_end_in_time():
    said = outcome("<p>Ein Absatz mit <b>Wort</b></p>" * 60_000)
    assert said.count("\n") == 59_999 or "zu groß" in said


def test_what_could_run_is_left_out_and_links_lose_their_scripts():
    source = """<title>T</title><style>p{}</style><p onclick="x()">Text <a href="javascript:alert(1)">hier</a>
      <a href="JaVaScRiPt&#58;alert(1)">da</a><a href="//evil.example">dort</a></p><script>alert(2)</script>
      <iframe src="https://example.org">innen</iframe><svg onload="x()"><text>Bild</text></svg>
      <p>Ende<img src="x" onerror="alert(3)"></p>"""
    imported = read_upload(source.encode(), "bericht.html")
    html = str(to_html(imported.blocks))

    assert imported.title == "T"
    assert "alert" not in html
    assert "innen" not in html
    assert "<a " not in html
    assert "onclick" not in html
    assert "Text hier dadort" in to_text(imported.blocks)
    assert any("Skripte" in line for line in imported.report)
    assert report_lines({"images_elsewhere": 1})[0] in imported.report


def test_control_characters_and_overrides_do_not_survive():
    imported = read_upload("<h1>Be\u202ericht</h1><p>a\x00\x0b\x1fb&#0;&#xE000;5&#xE001;c</p>".encode(), "b.html")

    assert imported.title == "Bericht"
    assert not set(to_text(imported.blocks)) & set("\x00\x0b\x1f\ue000\ue001")


def test_bytes_that_are_not_utf8_are_read_as_windows_wrote_them():
    imported = read_upload("Grüße – „ja“".encode("cp1252"), "b.md")

    assert to_text(imported.blocks) == "Grüße – „ja“"
    assert any("UTF-8" in line for line in imported.report)


def test_image_of_a_foreign_server_is_none_of_ours():
    source = b"![a](/dokumente/bild/7/) x\n\n![b](https://evil.example/dokumente/bild/7/)\n\n![c](/dokumente/bild/8/)"
    imported = read_upload(source, "b.md")

    assert [block.attributes.get("document") for block in imported.blocks if block.name == "image"] == [7, 8]
    assert "[Bild: b]" in to_text(imported.blocks)
