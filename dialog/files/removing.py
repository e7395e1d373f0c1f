"""How blobs go. The row that names one is replaced by a Leftover in one transaction; the worker removes the bytes, then
the Leftover. A crash anywhere leaves a row that the next run finds, never bytes that no row names."""

import logging
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from dialog.files.models import Leftover, StoredFile

logger = logging.getLogger("dialog.files")


def discard_files(files: Iterable[StoredFile]) -> int:
    """Delete stored files in the caller's transaction and return how many; those that others still name stay."""
    return sum(_discard(stored) for stored in files)


def discard_blobs(names: Iterable[str]) -> None:
    """Have blobs on the storage removed after the caller's transaction; a slash at the end names a whole folder."""
    rows = Leftover.objects.bulk_create([Leftover(storage_name=name) for name in names if name.strip("/")])
    if rows:
        transaction.on_commit(_wake, robust=True)


def remove_leftovers(*, limit: int = 500) -> int:
    """Remove what was discarded, oldest first, and return how much; what the storage refuses is tried again later."""
    done = 0
    for row in Leftover.objects.order_by("pk")[:limit]:
        try:
            _remove(row.storage_name)
        except OSError as error:
            logger.warning("a discarded file stays for now: %s", type(error).__name__)
            continue
        row.delete()
        done += 1
    return done


def _discard(stored: StoredFile) -> bool:
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return False
    discard_blobs([stored.storage_name])
    return True


def _remove(name: str) -> None:
    if not name.endswith("/"):
        default_storage.delete(name)
        return
    try:
        folders, files = default_storage.listdir(name)
    except FileNotFoundError:
        return
    for file in files:
        default_storage.delete(name + file)
    for folder in folders:
        _remove(f"{name}{folder}/")
    default_storage.delete(name.rstrip("/"))


def _wake() -> None:
    from dialog.files.tasks import remove_discarded

    remove_discarded()
