"""How what stands in a chat is taken for a change, always in the same order, so that writers never wait in a circle."""

from django.utils.translation import gettext as _

from dialog.common.errors import Conflict
from dialog.common.models import Topic
from realtime.chat.actions.announcing import locked
from realtime.chat.models import ChatRoom, Message


def hold_log(room: ChatRoom) -> None:
    """Let nobody else write in this room until the transaction ends. First the log, then rows, as posting does it."""
    Topic.objects.select_for_update().filter(name=room.topic).first()


def held(message: Message) -> Message:
    """Return the message as it is now, ours until the transaction ends."""
    hold_log(message.room)
    return locked(message)


def held_while_shown(message: Message) -> Message:
    """Return the message as it is now, ours until the transaction ends. Raises Conflict if it is hidden or removed."""
    fresh = held(message)
    if not fresh.is_shown:
        raise Conflict(_("This message has been hidden or removed in the meantime."))
    return fresh


def held_room(room: ChatRoom) -> ChatRoom:
    """Return the room as it is now, its rules ours until the transaction ends."""
    hold_log(room)
    # Not its key: who posts only refers to the room and need not wait for this row.
    fresh = ChatRoom.objects.select_for_update(of=("self",), no_key=True).get(pk=room.pk)
    fresh.space, fresh.meeting = room.space, room.meeting
    return fresh
