from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from dialog.common.log import head_of
from realtime.chat.events import message_event
from realtime.chat.models import ChatRoom, Message, ReadMark
from realtime.connection import Grant
from realtime.room import Replay
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, abilities_in, require

PAGE = 50  # messages on one page of history
REPLAY = 200  # messages read at once for a replay


@dataclass(frozen=True, slots=True)
class History:
    """A page of messages, oldest first, and whether there are older ones."""

    messages: list[Message]
    has_older: bool


def standing_room(space: Space) -> ChatRoom:
    """Return the space's standing room; made when it is first looked at."""
    room, _made = ChatRoom.objects.get_or_create(space=space, is_standing=True, defaults={"name": "Allgemein"})
    room.space = space
    return room


def room_for(user: Person, room_id: int) -> ChatRoom:
    """Return a room that this person may read. Raises SignInNeeded or NotFound."""
    room = ChatRoom.objects.select_related("space").filter(pk=room_id).first()
    if room is None:
        raise NotFound
    require(user, "chat.read", room)
    return room


def grant_for_room(room_id: int, user: User) -> Grant:
    """Return what this person may do in a room now. Raises NotFound for those who may not read it."""
    room = room_for(user, room_id)
    return Grant(user_id=user.pk, space_id=room.space_id, abilities=abilities_in(user, room.space))


def history(room: ChatRoom, *, before: int | None = None) -> History:
    """Return the last messages, or the ones before a position; `PAGE` at most."""
    rows = Message.objects.filter(room=room).select_related("author")
    if before is not None:
        rows = rows.filter(position__lt=before)
    newest_first = list(rows.order_by("-position")[: PAGE + 1])
    return History(newest_first[:PAGE][::-1], len(newest_first) > PAGE)


def changes_since(room_id: int, since: int) -> Replay:
    """Return what happened in a room after a number of its log, in order, at most `REPLAY` changes at once."""
    head = head_of(f"chat.{room_id}")  # read first: rows that are committed later have a higher number
    rows = Message.objects.filter(room_id=room_id, change__gt=since).select_related("author").order_by("change")
    messages = list(rows[:REPLAY])
    changes = [(message.change, message_event(message)) for message in messages]
    last = messages[-1].change if messages else since
    if len(messages) == REPLAY:
        return Replay(changes, last, complete=False)
    return Replay(changes, max(head, last))


def loader(room_id: int) -> Any:
    """Return the function with which the hub reads this room's log."""
    return partial(changes_since, room_id)


def message_by_client_id(author: User, client_id: UUID) -> Message | None:
    return Message.objects.select_related("author").filter(author_id=author.pk, client_id=client_id).first()


def read_position(user: User, room: ChatRoom) -> int:
    """Return the position up to which this person has read the room, 0 when never."""
    return ReadMark.objects.filter(user_id=user.pk, room=room).values_list("position", flat=True).first() or 0


def unread_counts(user: User, spaces: Iterable[Space]) -> dict[int, int]:
    """Return the number of unread messages of others by space, in one query; spaces without any are missing."""
    mark = ReadMark.objects.filter(user_id=user.pk, room=OuterRef("room")).values("position")[:1]
    unread = (
        Message.objects.filter(room__space__in=spaces)
        .exclude(author_id=user.pk)
        .filter(position__gt=Coalesce(Subquery(mark), Value(0)))
    )
    return dict(unread.order_by().values_list("room__space_id").annotate(count=Count("pk")))
