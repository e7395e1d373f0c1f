"""Text and pictures of files, good ones and hostile ones; each read in a process of its own."""

import json
import subprocess
import sys
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from dialog.files.bounded import BoundedError, TooMuch, Unreadable, run_bounded
from dialog.files.reading import content
from dialog.files.reading.content import draw_pictures, read_text, text_reader_for
from tests.dialog.files.factories import stored_file
from tests.dialog.files.reading import samples


@pytest.fixture
def text_of(cast):
    return lambda name, data: read_text(stored_file(cast.member, name, data))


@pytest.fixture
def pictures_of(cast):
    return lambda name, data: draw_pictures(stored_file(cast.member, name, data))


GOOD = {
    "a.docx": (samples.docx("Erster Absatz", "Zweiter"), "Kopfzeile\nErster Absatz\nZweiter"),
    "a.odt": (samples.odt("Erster<text:tab/>Absatz", "<text:span>Zwei</text:span>ter"), "Erster Absatz\nZweiter"),
    "a.pptx": (samples.pptx(), "Zweite\nZehnte\nNotiz"),
    "a.xlsx": (samples.xlsx(), "Region\tNeckar-Alb\n42.5\tdirekt"),
    "a.pdf": (samples.pdf("Prüfung", "Seite zwei"), "Prüfung\nSeite zwei"),
    "a.txt": ("Größe\n".encode(), "Größe"),
    "b.txt": ("Größe\r\nzwei".encode("cp1252"), "Größe\nzwei"),
    "c.csv": ("Größe;1".encode("utf-16"), "Größe;1"),
    "d.md": ("Größe".encode("utf-16-le"), "Größe"),
    "wirklich-ein-pdf.docx": (samples.pdf("Prüfung"), "Prüfung"),
    "tief.docx": (samples.word_package(samples.word_xml("<w:p>" * 5000 + "</w:p>" * 5000)), ""),
    "leer.pdf": (samples.pdf(""), ""),
}


@pytest.mark.parametrize("name", GOOD)
def test_text(text_of, name):
    data, text = GOOD[name]
    assert text_of(name, data) == text


UNREADABLE = {
    "kaputt.docx": samples.docx("Text")[:-200],
    "halb.pdf": b"%PDF-1.7\n1 0 obj\n",
    "nur-name.docx": samples.packed({"anderes.txt": "x"}),
    "lacht.docx": samples.laughs(),
    "kein-xml.docx": samples.word_package(b"\x00\x01<w:document"),
    "fremd.docx": samples.word_package(
        samples.word_xml("<w:p><w:t>&fremd;</w:t></w:p>", '<!DOCTYPE d [<!ENTITY fremd SYSTEM "file:///etc/passwd">]>')
    ),
    "bytes.txt": b"\x00\x01\x02" * 1000,
    "alt.doc": samples.OLE + b"\x00" * 600,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_so(text_of, name):
    with pytest.raises(Unreadable) as caught:
        text_of(name, UNREADABLE[name])
    assert caught.value.reason == ""


PROTECTED = {
    "gesperrt.pdf": samples.locked_pdf(),
    "gesperrt.docx": samples.locked_docx(),
    "gesperrt.odt": samples.odt("x", manifest="<m><encryption-data/></m>"),
}


@pytest.mark.parametrize("name", PROTECTED)
def test_a_password_is_named_as_the_reason(text_of, name):
    with pytest.raises(Unreadable) as caught:
        text_of(name, PROTECTED[name])
    assert caught.value.reason == content.PROTECTED


def test_a_bomb_is_stopped_by_what_it_announces(text_of):
    bomb = samples.zip_bomb()
    assert len(bomb) < 2_000_000
    with pytest.raises(TooMuch):
        text_of("bombe.docx", bomb)


def test_parts_that_unpack_to_more_than_200_mb_are_too_much(text_of):
    assert text_of("gross.docx", samples.word_in_parts(13)).endswith("Anfang\nEnde")
    with pytest.raises(TooMuch):
        text_of("zu-gross.docx", samples.word_in_parts(14))


def test_no_more_is_unpacked_than_the_directory_says(text_of):
    """Whatever follows what it announces is not looked at, so that a directory that lies hides only its own text."""
    assert set(text_of("lügt.docx", samples.word_in_parts(14, announced="with")).split()) == {"Anfang"}
    with pytest.raises(Unreadable):
        text_of("lügt-schlecht.docx", samples.word_in_parts(14, announced="without"))


def test_a_million_empty_paragraphs_are_too_much_and_not_an_empty_text(text_of):
    with pytest.raises(TooMuch):
        text_of("leer.docx", samples.word_package(samples.word_xml("<w:p/>" * 1_000_001)))


def test_a_package_of_too_many_entries_is_too_much(text_of):
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": samples.word_xml("")}
    with pytest.raises(TooMuch):
        text_of("viele.docx", samples.packed(parts | {f"x/{n}": "" for n in range(10_001)}))


def test_text_is_cut_at_a_million_characters(text_of):
    assert len(text_of("lang.txt", b"Wort\n" * 400_000)) in range(999_000, 1_000_001)
    runs = "<w:p><w:r><w:t>" + "Wort " * 1000 + "</w:t></w:r></w:p>"
    assert len(text_of("lang.docx", samples.word_package(samples.word_xml(runs * 300)))) in range(990_000, 1_000_001)


def test_pages_that_hold_themselves_end(text_of, pictures_of):
    for read in (text_of, pictures_of):
        with suppress(BoundedError):
            assert read("kreis.pdf", samples.looping_pdf()) is not None


def test_pictures_of_a_pdf(pictures_of):
    pictures = pictures_of("a.pdf", samples.pdf(*[f"Seite {n}" for n in range(12)]))
    assert (len(pictures.pages), pictures.page_count) == (10, 12)
    assert size_of(pictures.pages[0]) == (1000, 1416)
    assert max(size_of(pictures.thumbnail)) == 160


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 14_400), (14_400, 3), (1e9, 1e9)])
def test_a_huge_page_makes_a_picture_like_others(pictures_of, size):
    try:
        pictures = pictures_of("gross.pdf", samples.pdf("x", size=size))
    except (Unreadable, TooMuch):
        return
    width, height = size_of(pictures.pages[0])
    assert width <= 1001
    assert height <= 2001


def test_a_drawing_without_end_is_given_up(tmp_path):
    path = tmp_path / "endlos.pdf"
    path.write_bytes(samples.pdf("x", content=b"q " + b"0 0 m 500 500 l 0 500 l 500 0 l s " * 200_000))
    with pytest.raises(TooMuch):
        run_bounded("dialog.files.reading.pdf.pictures_of", path, seconds=1, memory_mb=700, output_limit=1_000_000)


def test_a_photo_stands_upright_and_tells_nothing_of_its_camera(pictures_of):
    data = samples.image((1600, 900), turned=True)
    assert b"Kamera-Hersteller" in data
    pictures = pictures_of("foto.jpg", data)
    assert size_of(pictures.pages[0]) == (900, 1600)
    assert size_of(pictures.thumbnail) == (90, 160)
    assert all(b"Kamera-Hersteller" not in picture for picture in [*pictures.pages, pictures.thumbnail])
    assert not Image.open(BytesIO(pictures.pages[0])).getexif()


def test_a_small_image_stays_small(pictures_of):
    assert size_of(pictures_of("klein.png", samples.image((20, 10), "PNG")).pages[0]) == (20, 10)


def test_an_image_bomb_is_not_unpacked(pictures_of):
    with pytest.raises(TooMuch):
        pictures_of("bombe.png", samples.image_bomb())


def test_half_an_image_is_unreadable(pictures_of):
    with pytest.raises(Unreadable):
        pictures_of("halb.png", samples.image((500, 500), "PNG")[:300])
    with pytest.raises(Unreadable):
        pictures_of("gesperrt.pdf", samples.locked_pdf())


def test_kinds_that_nobody_reads(cast):
    stored = stored_file(cast.member, "film.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 50)
    assert text_reader_for(stored) is None
    assert not content.has_pictures(stored)
    for read in (read_text, draw_pictures):
        with pytest.raises(Unreadable):
            read(stored)


@pytest.mark.parametrize("packed", [b"", b"{}\n", b"[]\n", b'{"sizes": [3, 3], "page_count": 1}\nabcdef', b"null\nx"])
def test_what_a_process_gone_astray_hands_back_is_no_picture(packed):
    with pytest.raises(Unreadable):
        content._unpacked(packed)


def test_servers_do_not_hold_the_libraries():
    """What reads hostile files is loaded by its own processes only."""
    code = (
        "import os, sys, json; os.environ['DJANGO_SETTINGS_MODULE'] = 'dialog.settings.test'; import django; "
        "django.setup(); import dialog.urls; "
        "print(json.dumps([n for n in ('lxml', 'pypdfium2', 'PIL', 'pypdf', 'snowballstemmer') if n in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, text=True)
    assert json.loads(out.stdout.splitlines()[-1]) == []


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size
