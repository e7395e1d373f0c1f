"""How far people have read."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dialog.accounts.models import User
from realtime.chat.models import ChatRoom, Message, ReadMark
from workgroups.spaces.models import Space


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
