from uuid import uuid4

from dialog.common.models import Topic
from realtime.chat.actions import post_message
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import standing_room


def write_messages(space, author, count: int, text: str = "Nachricht") -> list[Message]:
    """Post `count` numbered messages in the standing room."""
    room = standing_room(space)
    return [post_message(author=author, room=room, text=f"{text} {n}", client_id=uuid4()) for n in range(1, count + 1)]


def post(author, room: ChatRoom, text: str = "Hallo", **more) -> Message:
    """Post one message, as somebody does who sends it once."""
    return post_message(author=author, room=room, text=text, client_id=uuid4(), **more)


def fill(room: ChatRoom, author, count: int, start: int = 1) -> None:
    """Write many messages as rows, quickly."""
    rows = [
        Message(room=room, author=author, position=n, change=n, client_id=uuid4(), source=f"Nr {n}", html=f"Nr {n}")
        for n in range(start, start + count)
    ]
    Message.objects.bulk_create(rows)
    Topic.objects.update_or_create(name=room.topic, defaults={"head": start + count - 1})
