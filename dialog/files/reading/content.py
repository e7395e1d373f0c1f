"""The text and the page pictures of a stored file, read in a bounded process."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from dialog.files.bounded import TooMuch, Unreadable, run_bounded
from dialog.files.limits import MB, PIECE
from dialog.files.models import StoredFile

MAX_TEXT = 1_000_000  # characters that are kept of one file
MAX_PAGES = 10  # pictures of one file
PROTECTED = "protected"  # the reason for which files with a password are unreadable
BUSY = "busy"  # the reason where no process was free: to be tried again

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_HERE = "dialog.files.reading."
_TEXT_READERS = {
    "application/pdf": "pdf.text_of",
    _OOXML + "wordprocessingml.document": "office.docx_text",
    _OOXML + "presentationml.presentation": "office.pptx_text",
    _OOXML + "spreadsheetml.sheet": "office.xlsx_text",
    _ODF + "text": "office.odf_text",
    _ODF + "spreadsheet": "office.odf_text",
    _ODF + "presentation": "office.odf_text",
    "application/x-ole-storage": "plain.ole_text",
    "text/plain": "plain.text_of",
    "text/csv": "plain.text_of",
    "text/markdown": "plain.text_of",
}
_ENDINGS_OF_TEXT = (".txt", ".csv", ".md")
_UNKNOWN = "application/octet-stream"
_PICTURES = {
    "application/pdf": "pdf.pictures_of",
    **dict.fromkeys(("image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"), "pictures.pictures_of"),
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures of the first pages as WebP, 1,000 pixels wide, and one of 160 pixels; how many pages there are."""

    pages: list[bytes]
    thumbnail: bytes
    page_count: int


def text_reader_for(stored: StoredFile) -> str | None:
    """Return the function that reads the text of a file of this kind; None where nobody does."""
    reader = _TEXT_READERS.get(stored.media_type)
    # UTF-16 has zero bytes, so it counts as unknown; Office files with a password are OLE containers.
    if reader is None and stored.media_type == _UNKNOWN and stored.original_name.lower().endswith(_ENDINGS_OF_TEXT):
        reader = "plain.text_of"
    return _HERE + reader if reader else None


def has_pictures(stored: StoredFile) -> bool:
    """Return whether pictures can be made of a file of this kind."""
    return stored.media_type in _PICTURES


def read_text(stored: StoredFile) -> str:
    """Return the text of a file, at most 1,000,000 characters; empty where it holds none.

    Takes at most 20 s of CPU and 400 MB in a process of its own. Raises Unreadable (reason "protected" where a password
    is needed) and TooMuch (reason "busy": try again later); Unreadable also for kinds that nobody reads.
    """
    reader = text_reader_for(stored)
    if reader is None:
        raise Unreadable
    with local_copy(stored) as path:
        found = run_bounded(reader, path, seconds=20, memory_mb=400, output_limit=4 * MAX_TEXT + 1)
    return found.decode("utf-8", "replace").replace("\x00", "")[:MAX_TEXT]


def draw_pictures(stored: StoredFile) -> Pictures:
    """Return pictures of the first 10 pages of a PDF, or of an image, without anything else that stood in the file.

    Takes at most 20 s of CPU and 700 MB in a process of its own. Raises what `read_text` raises.
    """
    function = _PICTURES.get(stored.media_type)
    if function is None:
        raise Unreadable
    with local_copy(stored) as path:
        packed = run_bounded(_HERE + function, path, seconds=20, memory_mb=700, output_limit=16 * MB)
    return _unpacked(packed)


@contextmanager
def local_copy(stored: StoredFile) -> Iterator[Path]:
    """Give a stored file a path on this machine; where the storage is elsewhere, a copy for as long as it is needed."""
    try:
        path = Path(default_storage.path(stored.storage_name))
    except NotImplementedError:
        path = None
    if path and path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy:
        with default_storage.open(stored.storage_name) as blob:
            for piece in blob.chunks(PIECE):
                copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def _unpacked(packed: bytes) -> Pictures:
    """Take apart what the process wrote: a line with sizes, then pictures. It read a hostile file, so it is checked."""
    head, _line, body = packed.partition(b"\n")
    try:
        told = json.loads(head)
        sizes, page_count = [int(size) for size in told["sizes"]], int(told["page_count"])
    except (ValueError, KeyError, TypeError):
        raise Unreadable from None
    pictures, at = [], 0
    for size in sizes[: MAX_PAGES + 1]:
        pictures.append(body[at : at + size])
        at += size
    if len(pictures) < 2 or not all(is_webp(picture) for picture in pictures):
        raise Unreadable
    return Pictures(pictures[1:], pictures[0], min(max(page_count, 1), 100_000))


def is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


__all__ = [
    "BUSY",
    "PROTECTED",
    "Pictures",
    "TooMuch",
    "Unreadable",
    "draw_pictures",
    "has_pictures",
    "read_text",
    "text_reader_for",
]
