"""Pages of a room's history."""

from dataclasses import dataclass

from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries.log import displayed

PAGE = 50  # messages on one page of history


@dataclass(frozen=True, slots=True)
class History:
    """A page of messages, oldest first, and whether there are older ones."""

    messages: list[Message]
    has_older: bool


def history(room: ChatRoom, *, before: int | None = None) -> History:
    """Return the last messages, or the ones before a position; `PAGE` at most."""
    rows = displayed(Message.objects.filter(room=room))
    if before is not None:
        rows = rows.filter(position__lt=before)
    newest_first = list(rows.order_by("-position")[: PAGE + 1])
    return History(newest_first[:PAGE][::-1], len(newest_first) > PAGE)
