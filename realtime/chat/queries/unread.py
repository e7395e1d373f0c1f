"""How far people have read, and what is new for them: written by others, still shown, since they joined the space.

Numbers are bounded: nobody needs to know whether 4,000 or 5,000 messages are new, and counting them would take time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from dialog.accounts.models import User
from realtime.chat.models import ChatRoom, Message, ReadMark, RoomPreference
from workgroups.meetings.queries import meetings_visible_to
from workgroups.spaces.models import Membership, Space
from workgroups.spaces.rules import Person, running_memberships

MOST_UNREAD = 100  # shown as "99+"


class _Counted(Subquery):
    """Count the rows of a subquery with a LIMIT; Django's own Count would count all of them."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def read_position(user: User, room: ChatRoom) -> int:
    """Return the position up to which this person has read the room, 0 when never."""
    return ReadMark.objects.filter(user_id=user.pk, room=room).values_list("position", flat=True).first() or 0


def first_unread(user: User, room: ChatRoom) -> int | None:
    """Return the position of the first message that is new for this person."""
    found = _with_floor(ChatRoom.objects.filter(pk=room.pk), user).first()
    if found is None:
        return None
    new = _new_messages(user, room.pk, found.floor)  # type: ignore[attr-defined]  # annotated
    return new.values_list("position", flat=True).first()


def unread_counts(user: User, spaces: Iterable[Space]) -> dict[int, int]:
    """Return the number of new messages by space, `MOST_UNREAD` at most, in one query; spaces without are missing."""
    spaces = list(spaces)
    totals: dict[int, int] = defaultdict(int)
    for _room, space_id, count in _counted(rooms_visible_to(user, spaces), user):
        totals[space_id] = min(totals[space_id] + count, MOST_UNREAD)
    return dict(totals)


def unread_by_room(user: User, rooms: Iterable[ChatRoom]) -> dict[int, int]:
    """Return the number of new messages by room, `MOST_UNREAD` at most, in one query; rooms without are missing.

    The caller has checked that this person may read the rooms.
    """
    found = _counted(ChatRoom.objects.filter(pk__in=[room.pk for room in rooms]), user)
    return {room_id: count for room_id, _space, count in found}


def newest_by_space(user: User, spaces: Iterable[Space]) -> dict[int, datetime]:
    """Return when the last message was written by space, in one query; spaces without any are missing."""
    last = Message.objects.filter(room=OuterRef("pk")).order_by("-position").values("created_at")[:1]
    rows = rooms_visible_to(user, list(spaces)).annotate(at=Subquery(last)).exclude(at=None)
    return dict(rows.order_by("at").values_list("space_id", "at"))


def rooms_visible_to(user: Person, spaces: Iterable[Space]) -> QuerySet[ChatRoom]:
    """Return the rooms of these spaces that this person may read; those of meetings with the meeting's right."""
    spaces = list(spaces)
    entered = [space.pk for space in spaces if space.pk in running_memberships(user)]
    meetings = meetings_visible_to(user, spaces).values("pk")
    rooms = ChatRoom.objects.filter(space_id__in=entered)
    return rooms.filter(Q(meeting=None) | Q(meeting__in=meetings))


def _counted(rooms: QuerySet[ChatRoom], user: User) -> QuerySet[ChatRoom, tuple[int, int, int]]:
    silenced = RoomPreference.objects.filter(room=OuterRef("pk"), user_id=user.pk, is_silenced=True)
    new = _new_messages(user, OuterRef("pk"), OuterRef("floor")).values("pk")[:MOST_UNREAD]
    counted = _with_floor(rooms.filter(~Exists(silenced)), user).annotate(count=_Counted(new))
    return counted.filter(count__gt=0).values_list("pk", "space_id", "count")


def _with_floor(rooms: QuerySet[ChatRoom], user: User) -> QuerySet[ChatRoom]:
    """Add `floor`: the position after which messages can be new; None for people who are no members."""
    joined = Membership.objects.filter(space=OuterRef("space"), user_id=user.pk, ended_at__isnull=True)
    mark = ReadMark.objects.filter(user_id=user.pk, room=OuterRef("pk")).values("position")[:1]
    earlier = Message.objects.filter(room=OuterRef("pk"), created_at__lt=OuterRef("joined_at"))
    before = earlier.order_by("-created_at", "-position").values("position")[:1]
    rooms = rooms.annotate(joined_at=Subquery(joined.values("joined_at")[:1])).filter(joined_at__isnull=False)
    return rooms.annotate(floor=Greatest(Coalesce(Subquery(mark), Value(0)), Coalesce(Subquery(before), Value(0))))


def _new_messages(user: User, room: int | OuterRef, floor: int | OuterRef) -> QuerySet[Message]:
    rows = Message.objects.filter(room=room, position__gt=floor)
    rows = rows.filter(kind=Message.Kind.MESSAGE, state=Message.State.SHOWN)
    return rows.exclude(author_id=user.pk).order_by("position")
