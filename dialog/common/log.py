"""The numbered log behind everything live. A topic is a chat room or a document; each change takes its next number."""

from collections.abc import Iterable

from django.db import connection

from dialog.common.models import Topic

_TAKE_NEXT = """
    INSERT INTO common_topic (name, head) VALUES (%s, 1)
    ON CONFLICT (name) DO UPDATE SET head = common_topic.head + 1
    RETURNING head
"""


def next_change(topic: str) -> int:
    """Take and return the next number of a topic, starting at 1, without gaps.

    Must run inside the transaction that stores the change: the row lock it takes (on SQLite: the IMMEDIATE
    transaction) orders writers, and a rollback gives the number back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("next_change needs the transaction that stores the change")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_NEXT, [topic])
        return int(cursor.fetchone()[0])


def head_of(topic: str) -> int:
    """Return the number of the last committed change, 0 for a topic without changes."""
    return heads_of([topic]).get(topic, 0)


def heads_of(topics: Iterable[str]) -> dict[str, int]:
    """Return the heads of many topics in one query; topics without changes are missing."""
    return dict(Topic.objects.filter(name__in=list(topics)).values_list("name", "head"))
