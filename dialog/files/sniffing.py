"""What a file is, told from its first bytes. Endings only choose within a family that the bytes have proven."""

import codecs
import re

HEAD = 8192  # bytes to look at
UNKNOWN = "application/octet-stream"

_SIGNATURES: list[tuple[bytes, str]] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
]
_OOXML = "application/vnd.openxmlformats-officedocument."
_OFFICE_FOLDERS = [
    (b"word/", _OOXML + "wordprocessingml.document"),
    (b"xl/", _OOXML + "spreadsheetml.sheet"),
    (b"ppt/", _OOXML + "presentationml.presentation"),
]
_BY_ENDING = {
    "application/zip": {
        "docx": _OOXML + "wordprocessingml.document",
        "xlsx": _OOXML + "spreadsheetml.sheet",
        "pptx": _OOXML + "presentationml.presentation",
    },
    "application/x-ole-storage": {
        "doc": "application/msword",
        "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "msg": "application/vnd.ms-outlook",
    },
    "text/plain": {"csv": "text/csv", "md": "text/markdown", "ics": "text/calendar"},
}
_ODF_TYPE = re.compile(rb"^mimetype(application/vnd\.oasis\.opendocument\.[a-z-]{1,40})")
_MARKUP = [(b"<svg", "image/svg+xml"), (b"<html", "text/html"), (b"<!doctype html", "text/html"),
           (b"<script", "text/html"), (b"<body", "text/html"), (b"<iframe", "text/html")]  # fmt: skip
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def media_type_of(head: bytes, name: str) -> str:
    """Return the media type of a file from its first bytes (HEAD of them are enough).

    Text that holds markup counts as HTML or SVG, whatever its ending says; what is unknown is a stream of bytes.
    """
    found = _binary_type(head) or _text_type(head)
    ending = name.rpartition(".")[2].lower()
    return _BY_ENDING.get(found, {}).get(ending, found)


def _binary_type(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return _zip_type(head) if media_type == "application/zip" else media_type
    return None


def _zip_type(head: bytes) -> str:
    odf = _ODF_TYPE.match(head[30:200])
    if odf:
        return odf.group(1).decode("ascii")
    if b"[Content_Types].xml" in head or b"_rels/" in head:
        return next((media_type for folder, media_type in _OFFICE_FOLDERS if folder in head), "application/zip")
    return "application/zip"


def charset_of(head: bytes) -> str:
    """Return how a text is written: as its mark says, in UTF-8, or else as Windows did. Its end may be cut off."""
    if head.startswith(_UTF_16_MARKS):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _text_type(head: bytes) -> str:
    if head.startswith(_UTF_16_MARKS):
        head = head.decode("utf-16", "ignore").encode()
    if _NOT_TEXT.search(head):
        return UNKNOWN
    lower = head.lower()
    for mark, media_type in _MARKUP:
        if mark in lower:
            return media_type
    return "application/xml" if lower.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") else "text/plain"
