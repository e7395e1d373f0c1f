"""Malware check by ClamAV over its socket (protocol INSTREAM), where `CLAMAV_SOCKET` names one.

`CLAMAV_SOCKET` is a path ("/run/clamav/clamd.ctl") or an address ("127.0.0.1:3310"). Rows wait until the scanner has
answered and cannot be downloaded meanwhile; without a scanner files are marked as not checked.
"""

import logging
import socket
import struct
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from dialog.audit.actions import record
from dialog.files.limits import PIECE
from dialog.files.models import StoredFile

logger = logging.getLogger("dialog.files")
TIMEOUT = 120  # seconds without an answer or without a byte taken
Scan = StoredFile.Scan


class ScannerUnavailable(Exception):
    """The scanner did not answer, or not in its protocol. The file goes on waiting."""


def first_state() -> str:
    """Return the state in which a new file starts."""
    return Scan.WAITING if settings.CLAMAV_SOCKET else Scan.UNSCANNED


def wake_scanner() -> None:
    """Tell the worker that files may wait; after commit."""
    if settings.CLAMAV_SOCKET:
        from dialog.files.tasks import scan_waiting_files

        scan_waiting_files()


def scan_waiting(*, limit: int = 100) -> int:
    """Check files that wait, oldest first, and return how many got an answer. Stops when the scanner is away.

    Without a scanner (any more) what waits is marked as not checked.
    """
    waiting = StoredFile.objects.filter(scan=Scan.WAITING)
    if not settings.CLAMAV_SOCKET:
        return waiting.update(scan=Scan.UNSCANNED)
    done = 0
    for stored in waiting.order_by("pk")[:limit]:
        try:
            _settle(stored, *_ask(stored))
        except (OSError, ScannerUnavailable) as error:
            logger.warning("file %s not scanned yet: %s", stored.pk, type(error).__name__)
            break
        done += 1
    return done


def scan_unscanned() -> tuple[int, int]:
    """Check what was stored while there was no scanner; return how many files got an answer, how many are infected.

    Files that are too large for the scanner stay marked as not checked. Raises ScannerUnavailable or OSError when the
    scanner is away; what was checked by then stays so.
    """
    if not settings.CLAMAV_SOCKET:
        raise ScannerUnavailable
    checked = infected = 0
    for stored in list(StoredFile.objects.filter(scan=Scan.UNSCANNED).order_by("pk")):
        scan, signature = _ask(stored)
        _settle(stored, scan, signature)
        checked += scan != Scan.UNSCANNED
        infected += scan == Scan.INFECTED
    return checked, infected


@transaction.atomic
def _settle(stored: StoredFile, scan: str, signature: str) -> None:
    changed = StoredFile.objects.filter(pk=stored.pk, scan=stored.scan).update(scan=scan)
    if changed and scan == Scan.INFECTED:
        record(actor=None, action="files.infected", target=stored, signature=signature)


def _ask(stored: StoredFile) -> tuple[str, str]:
    """Send one file to the scanner; returns the state and the name of what was found."""
    with _connection() as link, default_storage.open(stored.storage_name) as blob:
        link.sendall(b"zINSTREAM\0")
        try:
            for piece in blob.chunks(PIECE):
                link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # over the scanner's own limit it answers and hangs up; the answer is read below
        return _verdict(b"".join(_answer(link)).rstrip(b"\0\n").decode("utf-8", "replace"))


def _connection() -> socket.socket:
    address = settings.CLAMAV_SOCKET
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT)
        link.connect(address)
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _answer(link: socket.socket) -> Iterator[bytes]:
    size = 0
    while size < 4096 and (data := link.recv(1024)):
        size += len(data)
        yield data
        if data.endswith(b"\0"):
            return


def _verdict(answer: str) -> tuple[str, str]:
    result = answer.removeprefix("stream: ")
    if result == "OK":
        return Scan.CLEAN, ""
    if result.endswith(" FOUND"):
        return Scan.INFECTED, result.removesuffix(" FOUND")[:100]
    if "size limit exceeded" in result:
        logger.warning("a file is larger than the scanner takes; it is marked as not checked")
        return Scan.UNSCANNED, ""
    raise ScannerUnavailable(answer[:100])
