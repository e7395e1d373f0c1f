"""What is in a chat; the caller has checked that the viewer may read the room, or the query carries them."""

from realtime.chat.queries.history import PAGE, History, history
from realtime.chat.queries.log import REPLAY, changes_since, displayed, loader
from realtime.chat.queries.messages import message_by_client_id, message_in
from realtime.chat.queries.rooms import meeting_room, mute_in_force, require_may_write, room_for, standing_room
from realtime.chat.queries.unread import read_position, unread_counts

__all__ = [
    "PAGE",
    "REPLAY",
    "History",
    "changes_since",
    "displayed",
    "history",
    "loader",
    "meeting_room",
    "message_by_client_id",
    "message_in",
    "mute_in_force",
    "read_position",
    "require_may_write",
    "room_for",
    "standing_room",
    "unread_counts",
]
