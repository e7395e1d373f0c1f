"""Images that are none, are too much or lie elsewhere: the text comes in, the report says what was left out and why."""

from base64 import b64encode
from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from PIL import Image

from documents.editing.walkers import to_text
from documents.formats.imports import pictures
from documents.formats.imports.reading import Unusable, read_upload
from documents.formats.imports.report import report_lines
from tests.documents.formats.imports.words import changed, picture, with_media, word_with

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few hundred bytes that says to have 3,600 million pixels."""
    data = picture()
    head = b"IHDR" + pack(">II", width, height) + data[24:29]
    return data[:12] + head + pack(">I", crc32(head)) + data[33:]


def left_out(data: bytes, reason: str, name: str = "b.docx", text: str = "Absatz 1\n[Bild: Karte]") -> None:
    imported = read_upload(data, name)

    assert imported.images == {}
    assert imported.report == report_lines({reason: 1})
    assert to_text(imported.blocks) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb(), "images_pixels"),
        (SVG, "images_kind"),
        (b"%PDF-1.7 nothing", "images_kind"),
        (b"MZ" + bytes(100), "images_kind"),
        (b"<html><script>alert(1)</script>", "images_kind"),
        (b"BM" + bytes(100), "images_kind"),
        (b"", "images_broken"),
        (picture()[:60], "images_broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "images_broken"),
        (b"GIF89a" + SVG, "images_broken"),
        (picture() + bytes(5 * 1024 * 1024), "images_large"),
    ],
)
def test_what_cannot_be_shown_is_left_out_of_word(content, reason):
    data = with_media(word_with(picture(), alt="Karte"), content)
    if reason != "images_large":
        left_out(data, reason)
        return
    with pytest.raises(Unusable):  # so many zeros in a ZIP are a bomb of another kind
        read_upload(data, "b.docx")


def test_large_images_are_left_out_of_html():
    address = "data:image/png;base64," + b64encode(picture() + bytes(5 * 1024 * 1024)).decode()
    left_out(f'<p>Absatz 1</p><img alt="Karte" src="{address}">'.encode(), "images_large", "b.html")


@pytest.mark.parametrize(
    "address",
    [
        "data:image/svg+xml;base64," + b64encode(SVG).decode(),
        "data:image/svg+xml,%3Csvg%3E%3C/svg%3E",
        "data:text/html;base64," + b64encode(b"<script>alert(1)</script>").decode(),
        "data:image/png;base64," + b64encode(SVG).decode(),
    ],
)
def test_what_is_no_image_is_left_out_of_html(address):
    left_out(f'<p>Absatz 1</p><img alt="Karte" src="{address}">'.encode(), "images_kind", "b.html")


def test_svg_is_left_out_of_markdown():
    address = "data:image/svg+xml;base64," + b64encode(SVG * 3).decode()
    left_out(f"Absatz 1\n\n![Karte]({address})".encode(), "images_kind", "b.md")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/a.png", "//evil.example/a.png", "file:///etc/passwd", "a.png", "cid:1@x", "#0", "#a-0", ""],
)
def test_what_lies_elsewhere_is_not_fetched(address):
    left_out(f'<p>Absatz 1</p><img alt="Karte" src="{address}">'.encode(), "images_elsewhere", "b.html")


@pytest.mark.parametrize("target", [b"http://127.0.0.1:9/a.png", b"file:///etc/passwd", b"../../../etc/passwd"])
@pytest.mark.parametrize("relation", [b"r:embed", b"r:link"])
def test_relations_of_word_that_lead_out_of_the_file_are_not_followed(target, relation):
    def change(name: str, part: bytes) -> bytes:
        if name.endswith("document.xml.rels"):
            return part.replace(b'Target="media/image1.png"', b'Target="' + target + b'" TargetMode="External"')
        return part.replace(b"r:embed", relation) if name == "word/document.xml" else part

    left_out(changed(word_with(picture(), alt="Karte"), change), "images_elsewhere")


def test_other_parts_of_the_file_are_no_images():
    def change(name: str, part: bytes) -> bytes:
        if name.endswith("document.xml.rels"):
            return part.replace(b'Target="media/image1.png"', b'Target="document.xml"')
        return part

    left_out(changed(word_with(picture(), alt="Karte"), change), "images_kind")


def test_of_500_images_50_are_kept():
    imported = read_upload(word_with(*map(picture, range(500)), alt="Karte"), "b.docx")

    assert len(imported.images) == 50
    assert imported.report == report_lines({"images_many": 450})


def test_bytes_and_pixels_have_a_bound_together():
    images = pictures.Images()
    answers = [images.take(picture(number) + bytes(4 * 1024 * 1024)) for number in range(3)]
    assert answers == [0, 1, pictures.MANY]

    images = pictures.Images()
    answers = [images.take(flat(number)) for number in range(5)]
    assert answers == [0, 1, 2, 3, pictures.MANY]


def flat(colour: int) -> bytes:
    """Return an image of 25 million pixels, a few kilobytes large."""
    out = BytesIO()
    Image.new("L", (5000, 5000), colour).save(out, "PNG")
    return out.getvalue()
