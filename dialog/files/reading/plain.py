"""The text of TXT, CSV and MD in whichever charset. Runs in a bounded process only."""

import codecs
from contextlib import suppress
from pathlib import Path

from dialog.files.bounded import Unreadable
from dialog.files.reading.gathering import MAX_TEXT, Enough, Gathered

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PIECE = 1024 * 1024


def text_of(path: Path) -> bytes:
    """Return the text: UTF-8, UTF-16 where a mark says so, else as Windows wrote it. Raises Unreadable for no text."""
    with path.open("rb") as file:
        data = file.read(4 * MAX_TEXT)
    found = Gathered()
    with suppress(Enough):
        found.add(_decoded(data))
    return found.as_bytes()


def ole_text(path: Path) -> bytes:
    """Say why nothing is read of an old container: an Office file with a password, or a format that nobody reads."""
    kept = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if _ENCRYPTED in kept + piece:
                raise Unreadable("protected")
            kept = piece[-len(_ENCRYPTED) :]
    raise Unreadable


def _decoded(data: bytes) -> str:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, "replace")
    if b"\x00" in data[:8192]:
        return _without_mark(data)
    try:
        # A character that the bound cuts in two is no reason to take it for another charset.
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _without_mark(data: bytes) -> str:
    """Decode UTF-16 without a mark: in our languages nearly every second byte is zero."""
    head = data[:8192]
    if head[1::2].count(0) > 0.8 * len(head[1::2]):
        return data.decode("utf-16-le", "replace")
    if head[::2].count(0) > 0.8 * len(head[::2]):
        return data.decode("utf-16-be", "replace")
    raise Unreadable
