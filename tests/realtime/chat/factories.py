from uuid import uuid4

from realtime.chat.actions import post_message
from realtime.chat.models import Message
from realtime.chat.queries import standing_room


def write_messages(space, author, count: int, text: str = "Nachricht") -> list[Message]:
    """Post `count` numbered messages in the standing room."""
    room = standing_room(space)
    return [post_message(author=author, room=room, text=f"{text} {n}", client_id=uuid4()) for n in range(1, count + 1)]
