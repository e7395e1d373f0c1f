from django.db import connection

from dialog.accounts.models import User
from realtime.chat.models import ChatRoom
from workgroups.spaces.rules import require

_MARK = """
    INSERT INTO chat_readmark (room_id, user_id, position) VALUES (%s, %s, %s)
    ON CONFLICT (room_id, user_id) DO UPDATE SET position = excluded.position
    WHERE chat_readmark.position < excluded.position
"""


def mark_read(*, user: User, room: ChatRoom, position: int) -> None:
    """Note that a person has read a room up to a position; a lower one than before changes nothing."""
    require(user, "chat.read", room)
    # One statement: everybody in a room marks it after each message.
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [room.pk, user.pk, position])
