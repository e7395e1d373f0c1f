"""Single messages of a room."""

from uuid import UUID

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries.log import displayed


def message_by_client_id(author: User, client_id: UUID) -> Message | None:
    """Return the message that this person's browser made under this number."""
    return Message.objects.select_related("author").filter(author_id=author.pk, client_id=client_id).first()


def message_in(room: ChatRoom, position: int) -> Message:
    """Return the message at a position of a room that the caller may read, with what shows it. Raises NotFound."""
    rows = Message.objects.filter(room=room, position=position, kind=Message.Kind.MESSAGE)
    message = displayed(rows).first()
    if message is None:
        raise NotFound
    message.room = room
    return message
