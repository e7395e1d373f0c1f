"""The disk side of a chunked upload: one growing file per upload under MEDIA_ROOT/incoming, moved when whole."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files import File

from dialog.files.errors import FileTooLarge, StorageFull
from dialog.files.limits import PIECE
from dialog.files.models import Upload
from dialog.files.sniffing import HEAD, media_type_of

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Body(Protocol):
    """What bytes are read from: a request, a file."""

    def read(self, size: int, /) -> bytes: ...


class WholeFile(File[bytes]):
    """A file on the disk that a storage may move instead of copying."""

    def temporary_file_path(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Digest:
    """What reading a whole file tells: its SHA-256 in hex, its size in bytes, its media type."""

    sha256: str
    size: int
    media_type: str


@contextmanager
def named_full_disk() -> Iterator[None]:
    """Turn "no room" of the system, whoever met it, into StorageFull; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull from error
        raise


def part_path(upload: Upload) -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming" / upload.pk.hex


@contextmanager
def opened_part(upload: Upload) -> Iterator[int]:
    """Open the upload's part (a new one is empty) and keep other requests of the same upload waiting."""
    path = part_path(upload)
    with named_full_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def write_at(descriptor: int, offset: int, body: Body, *, limit: int) -> int:
    """Write what the body holds into an opened part at this offset and return the number of bytes.

    They are on the disk when this returns. Memory stays at one piece. Raises FileTooLarge above limit bytes and
    StorageFull; the part then ends at the offset as before.
    """
    with named_full_disk():
        try:
            return _copy(body, descriptor, offset, limit)
        except (OSError, FileTooLarge):
            os.ftruncate(descriptor, offset)
            raise


def _copy(body: Body, descriptor: int, offset: int, limit: int) -> int:
    written = 0
    while piece := body.read(PIECE):
        if written + len(piece) > limit:
            raise FileTooLarge
        view = memoryview(piece)
        while view:
            done = os.pwrite(descriptor, view, offset + written)
            written, view = written + done, view[done:]
    os.fsync(descriptor)
    return written


def digest_of(pieces: Iterator[bytes], name: str) -> Digest:
    """Read all pieces once; the first ones tell the media type."""
    sha, size, head = hashlib.sha256(), 0, b""
    for piece in pieces:
        sha.update(piece)
        size += len(piece)
        if len(head) < HEAD:
            head += piece[: HEAD - len(head)]
    return Digest(sha.hexdigest(), size, media_type_of(head, name))


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
