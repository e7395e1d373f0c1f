"""Word files with images, as others write them, and changed as an attacker would."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from PIL import Image


def picture(colour: int = 0, kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    """Return an image; each colour makes other bytes."""
    out = BytesIO()
    Image.new("RGB", size, (colour % 256, colour // 256 % 256, 90)).save(out, kind)
    return out.getvalue()


def word_with(*images: bytes, alt: str = "", title: str = "") -> bytes:
    """Return a Word file with a paragraph before each image."""
    word = Document()
    if title:
        word.add_paragraph(title, "Title")
    for number, data in enumerate(images, 1):
        word.add_paragraph(f"Absatz {number}")
        word.add_picture(BytesIO(data))
        word.inline_shapes[-1]._inline.docPr.set("descr", alt)
    return saved(word)


def saved(word) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the ZIP with each part as `change` (name, content) makes it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return out.getvalue()


def with_media(data: bytes, content: bytes) -> bytes:
    """Return the Word file with other bytes in the place of all its images."""
    return changed(data, lambda name, part: content if name.startswith("word/media/") else part)
