"""What a change in a chat room looks like on the wire: the same for every viewer."""

from typing import Any

from realtime.chat.models import ChatRoom, Message
from realtime.chat.rendering import message_html


def message_event(message: Message) -> dict[str, Any]:
    """Return the event of a message; needs what `displayed` loads. `client` lets its sender find it again.

    Whoever wrote it in whichever language: its few words are German, pages in English put theirs in their place.
    """
    return {
        "kind": "message",
        "position": message.position,
        "client": str(message.client_id),
        "html": message_html(message),
    }


def room_event(room: ChatRoom) -> dict[str, Any]:
    """Return the event of changed rules: who may write in the room now."""
    return {
        "kind": "room",
        "locked": room.is_locked,
        "speaking": room.speaking,
        "slow": room.slow_seconds,
        "reason": room.rules_reason,
    }
