from uuid import UUID

from django.db import transaction

from dialog.accounts.models import User
from dialog.common.errors import Conflict
from dialog.common.live import publish_on_commit
from dialog.common.log import next_change
from dialog.common.richtext import clean_text, render_markdown
from realtime.chat.events import message_event
from realtime.chat.models import ChatRoom, Message, ReadMark
from realtime.chat.queries import message_by_client_id
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MAX_MESSAGE = 4_000  # characters


def post_message(*, author: User, room: ChatRoom, text: str, client_id: UUID) -> Message:
    """Store a message as the next one of its room and tell the listeners after commit.

    Sending the same `client_id` again returns the message that is there already; nothing is doubled.
    Raises Invalid or TooLarge (more than 4,000 characters) for the text, NotAllowed or NotFound for the person.
    """
    require(author, "chat.post", room)
    text = clean_text(text, limit=MAX_MESSAGE)
    with transaction.atomic():
        if present := message_by_client_id(author, client_id):
            return _only_if_same_room(present, room)
        change = next_change(room.topic)
        # Two sends of one message wait for each other at the room's number; the second one finds it here.
        if present := message_by_client_id(author, client_id):
            return _only_if_same_room(present, room)
        message = Message.objects.create(
            room=room,
            position=change,
            change=change,
            client_id=client_id,
            source=text,
            html=render_markdown(text),
            **acting(author, room.space),
        )
        publish_on_commit(room.topic, change, message_event(message))
    return message


def _only_if_same_room(message: Message, room: ChatRoom) -> Message:
    if message.room_id != room.pk:
        raise Conflict
    return message


def mark_read(*, user: User, room: ChatRoom, position: int) -> None:
    """Note that a person has read a room up to a position; a lower one than before changes nothing."""
    require(user, "chat.read", room)
    with transaction.atomic():
        mark, made = ReadMark.objects.select_for_update().get_or_create(
            user_id=user.pk, room=room, defaults={"position": position}
        )
        if not made and mark.position < position:
            mark.position = position
            mark.save(update_fields=["position"])
