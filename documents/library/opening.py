"""The beginning of a text file, to be read in the page of the file."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from dialog.files.models import StoredFile
from dialog.files.sniffing import charset_of

SHOWN = 100 * 1024  # bytes
_TYPES = ("text/", "application/xml")
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
    charset = charset_of(data)
    return data.decode(charset, "replace" if charset == "windows-1252" else "ignore")
