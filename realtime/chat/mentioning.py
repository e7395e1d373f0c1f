"""Who is named in a message and does not read it for a while is told by mail, once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from realtime.chat import mails
from realtime.chat.models import ChatRoom, Mention, Message
from realtime.chat.queries.rooms import is_silenced
from realtime.chat.queries.unread import read_position

PATIENCE = timedelta(minutes=5)
AT_ONCE = 500  # mentions looked at in one run; the next one comes a minute later


def tell_waiting() -> int:
    """Write one mail for each person and room with mentions that have waited; returns how many mails."""
    waiting = Mention.objects.filter(told_at=None, created_at__lte=timezone.now() - PATIENCE).order_by("created_at")
    pairs = dict.fromkeys(waiting.values_list("user_id", "message__room_id")[:AT_ONCE])
    return sum(_tell(user_id, room_id) for user_id, room_id in pairs)


@transaction.atomic
def _tell(user_id: int, room_id: int) -> bool:
    """Settle all that waits for a person in a room, the youngest as well: a second mail would follow at once."""
    rows = Mention.objects.select_for_update(of=("self",)).filter(
        user_id=user_id, message__room_id=room_id, told_at=None
    )
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return False
    Mention.objects.filter(pk__in=ids).update(told_at=timezone.now())
    person = User.objects.get(pk=user_id)
    room = ChatRoom.objects.select_related("space", "meeting__space").get(pk=room_id)
    messages = _unread(person, room, ids)
    if messages:
        mails.mentioned(person, room, messages)
    return bool(messages)


def _unread(person: User, room: ChatRoom, mentions: list[int]) -> list[Message]:
    """Return what is worth a mail: still shown, not read, in a room that this person may read and has not silenced."""
    if not person.is_active or not person.has_perm("chat.read", room) or is_silenced(person, room):
        return []
    found = Message.objects.filter(mentions__in=mentions, state=Message.State.SHOWN)
    unread = found.filter(position__gt=read_position(person, room)).select_related("author").order_by("position")
    messages = list(unread)
    for message in messages:
        message.room = room
    return messages
