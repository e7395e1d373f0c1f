"""Access epochs: a number per person or space that rises when rights change, so that open connections notice.

The rise is part of the transaction that changes the right. The bus announces it after commit; where the
announcement is lost, each process finds the higher number with its next look at the table.
"""

from collections.abc import Iterable

from django.db import connection

from dialog.common.live import ACCESS_TOPIC, publish_on_commit

_RAISE = """
    INSERT INTO common_accessepoch (key, epoch) VALUES (%s, 1)
    ON CONFLICT (key) DO UPDATE SET epoch = common_accessepoch.epoch + 1
    RETURNING epoch
"""
_READ = "SELECT key, epoch FROM common_accessepoch WHERE key IN ({})"


def person_key(user_id: int) -> str:
    return f"person:{user_id}"


def space_key(space_id: int) -> str:
    return f"space:{space_id}"


def raise_epoch(key: str) -> int:
    """Raise the epoch of a person (`person_key`) or space (`space_key`) and announce it after commit."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [key])
        epoch = int(cursor.fetchone()[0])
    publish_on_commit(ACCESS_TOPIC, epoch, {"key": key})
    return epoch


def epochs_of(keys: Iterable[str]) -> dict[str, int]:
    """Return the epochs of many keys in one query; keys that never rose are missing (their epoch is 0)."""
    wanted = list(keys)
    if not wanted:
        return {}
    # Asked with every message, so past the ORM, which would take five times as long.
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(", ".join(["%s"] * len(wanted))), wanted)
        return dict(cursor.fetchall())
