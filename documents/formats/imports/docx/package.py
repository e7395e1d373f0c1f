"""The ZIP that a Word file is: looked at before anything in it is read, and read within bounds."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from dialog.files.bounded import TooMuch, Unreadable

MB = 1024 * 1024
MOST_ENTRIES = 4_000
MOST_BYTES = 300 * MB  # all entries unpacked, pictures included
MOST_XML = 40 * MB  # what is read of it
MOST_RATIO = 250  # unpacked to packed, for entries above 1 MB
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENT = "word/document.xml"


def read_parts(payload: bytes) -> dict[str, bytes]:
    """Return the XML parts of a Word file by name.

    Raises Unreadable ("password", "old_word", "not_word", "entities") or TooMuch ("bomb").
    """
    if payload.startswith(OLE):
        raise Unreadable("password" if _ENCRYPTED in payload else "old_word")
    try:
        with ZipFile(BytesIO(payload)) as archive:
            entries = archive.infolist()
            _check(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries if _is_read(entry.filename)}
    except (BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable("corrupt") from error
    if DOCUMENT not in parts:
        raise Unreadable("not_word")
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise Unreadable("entities")
    return parts


def _check(entries: list[ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")
    read = sum(entry.file_size for entry in entries if _is_read(entry.filename))
    if len(entries) > MOST_ENTRIES or read > MOST_XML or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise TooMuch("bomb")
    if any(entry.file_size > MB and entry.file_size > MOST_RATIO * entry.compress_size for entry in entries):
        raise TooMuch("bomb")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Unreadable("corrupt")


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "word/theme/", "docProps/"))


def packed(parts: dict[str, bytes]) -> BytesIO:
    """Return a ZIP of these parts alone."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    out.seek(0)
    return out
