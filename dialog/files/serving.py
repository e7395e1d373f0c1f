"""Sends stored files to people who may have them: never as something a browser would run, in pieces, resumable."""

import asyncio
import re
from collections.abc import AsyncIterator, Generator
from contextlib import suppress
from typing import IO

from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from dialog.files.errors import Infected, NotScannedYet
from dialog.files.limits import PIECE
from dialog.files.models import StoredFile
from dialog.files.sniffing import charset_of

IMAGES = frozenset(["image/png", "image/jpeg", "image/gif", "image/webp"])
HARMLESS = IMAGES | {"application/pdf", "text/plain"}
_SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def serve_file(request: HttpRequest, stored: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """Answer with the file's bytes in pieces of 64 KB; the caller has checked that this person may read it.

    An attachment, unless `inline` asks for it and the type is proven harmless. Understands If-None-Match, HEAD and
    one Range. Raises Infected, and NotScannedYet while the file waits for the scanner.
    """
    _refuse_unsafe(stored)
    etag = f'"{stored.sha256}"'
    if etag in [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]:
        return _labelled(HttpResponse(status=304), stored, inline)
    span = _wanted(request, stored.size, etag)
    if span is None:
        outside = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _labelled(outside, stored, inline)
    start, stop = span
    response = _body(request, stored, start, stop)
    response["Content-Length"] = str(stop - start)
    if "Range" in request.headers and stop - start < stored.size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    return _labelled(response, stored, inline)


def _refuse_unsafe(stored: StoredFile) -> None:
    if stored.scan == StoredFile.Scan.INFECTED:
        raise Infected
    if stored.scan == StoredFile.Scan.WAITING:
        raise NotScannedYet


def _labelled(response: HttpResponseBase, stored: StoredFile, inline: bool) -> HttpResponseBase:
    shown = inline and stored.media_type in HARMLESS
    charset = f"; charset={_charset(stored)}" if stored.media_type.startswith("text/") else ""
    response["Content-Type"] = stored.media_type + charset
    response["Content-Disposition"] = content_disposition_header(not shown, stored.original_name) or "attachment"
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{stored.sha256}"'
    return response


def _charset(stored: StoredFile) -> str:
    with default_storage.open(stored.storage_name) as blob:
        return charset_of(blob.read(PIECE))


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return first byte and end (exclusive) of what is asked for; all where no range is understood, None outside."""
    found = _RANGE.match(request.headers.get("Range", ""))
    if found is None or request.headers.get("If-Range", etag) != etag or found.group(0) == "bytes=-":
        return 0, size
    first, last = found.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1 if last else size)
    return (start, stop) if start < stop else None


def _body(request: HttpRequest, stored: StoredFile, start: int, stop: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    blob = default_storage.open(stored.storage_name)
    blob.seek(start)
    return streamed(request, _pieces(blob, stop - start))


def _pieces(blob: IO[bytes], left: int) -> Generator[bytes]:
    with blob:
        while left and (piece := blob.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def streamed(request: HttpRequest, pieces: Generator[bytes]) -> StreamingHttpResponse:
    """Answer with pieces as they come; memory stays at one piece. The generator ends with the reader."""
    # Under ASGI Django would read a sync iterator whole into memory before the first byte goes out.
    return StreamingHttpResponse(_soon(pieces) if isinstance(request, ASGIRequest) else pieces)


async def _soon(pieces: Generator[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece
    finally:
        # Where the reader left while a thread still reads, the thread ends it.
        with suppress(ValueError):
            pieces.close()
