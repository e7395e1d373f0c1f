"""The beginning of a text file, to be read in the page of the file."""

import codecs
from dataclasses import dataclass

from django.core.files.storage import default_storage

from dialog.files.models import StoredFile

SHOWN = 100 * 1024  # bytes
_TYPES = ("text/", "application/xml")
_MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
# Controls that turn lines around or hide characters are no text.
_DROPPED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF, 0])


@dataclass(frozen=True, slots=True)
class Opening:
    text: str
    is_whole: bool


def opening_of(stored: StoredFile) -> Opening | None:
    """Return the first 100 KB of a text file as text, None for other files and for those that may not be read (yet)."""
    readable = stored.scan in (StoredFile.Scan.CLEAN, StoredFile.Scan.UNSCANNED)
    if not readable or not stored.media_type.startswith(_TYPES):
        return None
    try:
        with default_storage.open(stored.storage_name) as blob:
            data: bytes = blob.read(SHOWN)
    except OSError:
        return None
    return Opening(_decoded(data).translate(_DROPPED), stored.size <= SHOWN)


def _decoded(data: bytes) -> str:
    """Decode what is UTF-8 or says what it is; the rest as Windows wrote it. A character cut in two is left out."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(charset, "ignore")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
