"""The ZIP that a Word file is: looked at before anything in it is read, and read within bounds."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from dialog.files.bounded import TooMuch, Unreadable
from dialog.files.sniffing import HEAD, media_type_of
from documents.formats.imports.pictures import KINDS, MOST_BYTES

MB = 1024 * 1024
MOST_ENTRIES = 4_000
MOST_UNPACKED = 300 * MB  # all entries unpacked, pictures included
MOST_XML = 40 * MB  # what is read of it
MOST_MEDIA = 40 * MB  # what is read of images
MOST_RATIO = 250  # unpacked to packed, for entries above 1 MB
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENT = "word/document.xml"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def read_parts(payload: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the XML parts of a Word file by name, and its images; of those only so much that they can be judged.

    Raises Unreadable ("password", "old_word", "not_word", "entities") or TooMuch ("bomb").
    """
    if payload.startswith(OLE):
        raise Unreadable("password" if _ENCRYPTED in payload else "old_word")
    try:
        with ZipFile(BytesIO(payload)) as archive:
            entries = archive.infolist()
            _check(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries if _is_read(entry.filename)}
            media = _media(archive, [entry for entry in entries if _is_media(entry.filename)])
    except (BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable("corrupt") from error
    if DOCUMENT not in parts:
        raise Unreadable("not_word")
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise Unreadable("entities")
    return parts, media


def _media(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    """Return images by name; a damaged one is empty, and of what is no image that a page can show only the head."""
    found: dict[str, bytes] = {}
    left = MOST_MEDIA
    for entry in entries:
        if left < MOST_BYTES + HEAD:
            break
        try:
            with archive.open(entry) as opened:
                data = opened.read(HEAD)
                data += opened.read(MOST_BYTES + 1 - len(data)) if media_type_of(data, "") in KINDS else b""
        except (BadZipFile, zlib.error, EOFError):
            data = b""
        left -= len(data)
        found[entry.filename] = data
    return found


def _check(entries: list[ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")
    read = sum(entry.file_size for entry in entries if _is_read(entry.filename))
    if len(entries) > MOST_ENTRIES or read > MOST_XML or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TooMuch("bomb")
    if any(entry.file_size > MB and entry.file_size > MOST_RATIO * entry.compress_size for entry in entries):
        raise TooMuch("bomb")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Unreadable("corrupt")


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "word/theme/", "docProps/"))


def _is_media(name: str) -> bool:
    return name.startswith("word/media/") or name.lower().endswith(_PICTURES)


def packed(parts: dict[str, bytes]) -> BytesIO:
    """Return a ZIP of these parts alone."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    out.seek(0)
    return out
