"""The page's row in the library while an edit is stored. Done for each batch of keystrokes, so past the ORM."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from dialog.accounts.models import User
from documents.library.models import Document

TOUCH_EVERY = timedelta(seconds=1)  # for one who goes on typing

_TABLE = Document._meta.db_table
# Names of our own columns.
_HOLD = f"SELECT state, updated_by_id, updated_at < %s FROM {_TABLE} WHERE id = %s AND trashed_at IS NULL"  # noqa: S608
_TOUCH = f"UPDATE {_TABLE} SET updated_at = %s, updated_by_id = %s WHERE id = %s"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Held:
    """A page that is not in the trash, and whether "last changed" is due to be noted anew."""

    state: str
    updated_by: int
    is_old: bool


def hold(document_id: int) -> Held | None:
    """Hold a page's row until the commit and return how it stands; None for one that is gone or in the trash.

    First of all that an edit asks for: whoever moves a page to another state or to the trash has the edit in it, or
    the edit is refused. SQLite lets one transaction write at a time anyway.
    """
    lock = f" {connection.ops.for_update_sql(no_key=True)}" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD + lock, [_adapted(timezone.now() - TOUCH_EVERY), document_id])
        row = cursor.fetchone()
    return Held(row[0], row[1], bool(row[2])) if row else None


def touch(document_id: int, by: User, held: Held) -> None:
    """Note who has just changed a page, at most once a second for one person."""
    if held.is_old or held.updated_by != by.pk:
        with connection.cursor() as cursor:
            cursor.execute(_TOUCH, [_adapted(timezone.now()), by.pk, document_id])


def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
