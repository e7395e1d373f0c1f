"""What a change in a chat room looks like on the wire: the same for every viewer."""

from typing import Any

from django.template.loader import render_to_string

from realtime.chat.models import Message


def message_event(message: Message) -> dict[str, Any]:
    """Return the event of a message; needs its `author`. `client` lets its sender find it again."""
    return {
        "kind": "message",
        "position": message.position,
        "client": str(message.client_id),
        "html": render_to_string("chat/message.html", {"message": message}),
    }
