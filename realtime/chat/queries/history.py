"""Pages of a room's history, and places in it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Replace
from django.utils import timezone

from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries.log import displayed

PAGE = 50  # messages on one page of history
FOUND = 50  # messages that a search returns at most
MOST_WORDS = 10  # of a search
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}


@dataclass(frozen=True, slots=True)
class History:
    """A page of messages, oldest first. `older` and `newer` are where the pages beside it are (`before`, `after`)."""

    messages: list[Message]
    older: int | None
    newer: int | None


def history(
    room: ChatRoom, *, before: int | None = None, after: int | None = None, around: int | None = None
) -> History:
    """Return the last messages of a room, or those before, after or around a position; `PAGE` at most.

    `newer` is None on the page that ends with the newest message. The number of queries does not hang on the room.
    """
    if around is not None:
        # The message itself is among the later ones.
        earlier, later = _positions(room, before=around), _positions(room, after=around - 1)
        half = PAGE // 2
        found = earlier[-max(half, PAGE - len(later)) :] + later
        return _page(room, found[:PAGE], around)
    if after is not None:
        return _page(room, _positions(room, after=after), after)
    return _page(room, _positions(room, before=before), before)


def _positions(room: ChatRoom, *, before: int | None = None, after: int | None = None) -> list[int]:
    """Return up to `PAGE` positions next to a place, in order."""
    rows = Message.objects.filter(room=room).values_list("position", flat=True)
    if after is not None:
        return list(rows.filter(position__gt=after).order_by("position")[:PAGE])
    if before is not None:
        rows = rows.filter(position__lt=before)
    return list(rows.order_by("-position")[:PAGE])[::-1]


def _page(room: ChatRoom, positions: list[int], place: int | None) -> History:
    if not positions:
        # Nothing on this side of the place: what there is lies on the other one.
        return _page(room, _positions(room), None) if place is not None else History([], None, None)
    first, last = positions[0], positions[-1]
    rows = Message.objects.filter(room=room)
    messages = list(displayed(rows.filter(position__range=(first, last))).order_by("position"))
    for message in messages:
        message.room = room
    has_older = rows.filter(position__lt=first).exists()
    has_newer = place is not None and rows.filter(position__gt=last).exists()
    return History(messages, first if has_older else None, last if has_newer else None)


def position_at_date(room: ChatRoom, day: date) -> int | None:
    """Return the position of the first message of a day, or of the next day that has any."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    rows = Message.objects.filter(room=room, created_at__gte=start).order_by("created_at", "position")
    return rows.values_list("position", flat=True).first()


def _with_word(rows: QuerySet[Message], word: str) -> QuerySet[Message]:
    """Keep the messages with a word; "pruefung" and "prüfung" are one word (ß is ss already where case is folded)."""
    plain = word
    for letter, pair in UMLAUTS.items():
        plain = plain.replace(letter, pair)
    if not any(pair in plain for pair in UMLAUTS.values()):
        return rows.filter(folded__contains=word)
    text: Combinable = F("folded")
    for letter, pair in UMLAUTS.items():
        text = Replace(text, Value(letter), Value(pair), output_field=TextField())
    return rows.alias(plain=text).filter(plain__contains=plain)


def search_room(room: ChatRoom, text: str) -> list[Message]:
    """Return the messages with all words of a text, newest first, 50 at most; what is hidden or removed stays so."""
    words = text.replace("\x00", "").casefold().split()[:MOST_WORDS]
    if not words:
        return []
    rows = Message.objects.filter(room=room, kind=Message.Kind.MESSAGE, state=Message.State.SHOWN)
    for word in words:
        rows = _with_word(rows, word)
    # First which ones: sorting all that match together with what is shown of them takes half a second in a big room.
    ids = list(rows.order_by("-position").values_list("pk", flat=True)[:FOUND])
    found = list(displayed(Message.objects.filter(pk__in=ids)).order_by("-position"))
    for message in found:
        message.room = room
    return found
