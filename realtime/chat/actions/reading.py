from django.db import connection

from dialog.accounts.models import User
from dialog.common.live import publish_on_commit
from realtime.chat.models import ChatRoom
from workgroups.spaces.rules import require

READS = "reads"  # topic without a log: who has read which room how far
_MARK = """
    INSERT INTO chat_readmark (room_id, user_id, position) VALUES (%s, %s, %s)
    ON CONFLICT (room_id, user_id) DO UPDATE SET position = excluded.position
    WHERE chat_readmark.position < excluded.position
"""


def mark_read(*, user: User, room: ChatRoom, position: int) -> None:
    """Note up to which position a person has read a room, and tell their other windows; a lower one changes nothing."""
    require(user, "chat.read", room)
    # One statement: everybody in a room marks it after each message.
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [room.pk, user.pk, position])
        has_risen = cursor.rowcount > 0
    if has_risen:
        publish_on_commit(READS, 0, {"user": user.pk, "room": room.topic, "position": position})
