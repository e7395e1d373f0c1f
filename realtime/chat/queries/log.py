"""A room's numbered log as the hub reads it."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet

from dialog.common.log import head_of
from realtime.chat.events import message_event, room_event
from realtime.chat.models import ChatRoom, Message, MessageDocument
from realtime.room import Replay

logger = logging.getLogger("dialog.chat")
REPLAY = 100  # messages read at once for a replay


def displayed(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Load with messages what their HTML shows: author, quoted message, reactions, files, documents (four queries)."""
    related = messages.select_related("author", "reply_to__author", "room__space", "state_by")
    documents = MessageDocument.objects.select_related("document__file_entry__current__stored_file")
    return related.prefetch_related("reactions", "attachments__stored_file", Prefetch("documents", documents))


def changes_since(room_id: int, since: int) -> Replay:
    """Return what happened in a room after a number of its log, in order, at most `REPLAY` messages at once."""
    head = head_of(f"chat.{room_id}")  # read first: rows that are committed later have a higher number
    rows = Message.objects.filter(room_id=room_id, change__gt=since).order_by("change")
    messages = list(displayed(rows)[:REPLAY])
    complete = len(messages) < REPLAY
    last = messages[-1].change if messages else since
    upto = max(head, last) if complete else last
    changes = [(message.change, event) for message in messages if (event := _event_of(message))]
    changes += _changed_rules(room_id, since, upto)
    changes.sort(key=lambda change: change[0])
    return Replay(changes, upto, complete=complete)


def _event_of(message: Message) -> dict[str, Any] | None:
    """Return the event of a message; one that cannot be shown must not keep everybody out of the room."""
    try:
        return message_event(message)
    except Exception as failure:
        logger.error("message %s cannot be shown: %s", message.pk, type(failure).__name__)
        return None


def _changed_rules(room_id: int, since: int, upto: int) -> list[tuple[int, dict[str, Any]]]:
    room = ChatRoom.objects.filter(pk=room_id, change__gt=since, change__lte=upto).first()
    return [(room.change, room_event(room))] if room else []


def loader(room_id: int) -> Callable[[int], Replay]:
    """Return the function with which the hub reads this room's log."""
    return partial(changes_since, room_id)
