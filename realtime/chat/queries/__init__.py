"""What is in a chat; the caller has checked that the viewer may read the room, or the query carries them."""

from realtime.chat.queries.history import PAGE, History, history, position_at_date, search_room
from realtime.chat.queries.log import REPLAY, changes_since, displayed, loader
from realtime.chat.queries.messages import attachment_for, message_by_client_id, message_for, message_in
from realtime.chat.queries.moderation import mute_in, open_reports, report_in, running_mutes
from realtime.chat.queries.people import people_matching
from realtime.chat.queries.rooms import (
    is_silenced,
    meeting_room,
    mute_in_force,
    require_may_write,
    room_for,
    rooms_of,
    standing_room,
)
from realtime.chat.queries.unread import (
    MOST_UNREAD,
    first_unread,
    newest_by_space,
    read_position,
    rooms_visible_to,
    unread_by_room,
    unread_counts,
)

__all__ = [
    "MOST_UNREAD",
    "PAGE",
    "REPLAY",
    "History",
    "attachment_for",
    "changes_since",
    "displayed",
    "first_unread",
    "history",
    "is_silenced",
    "loader",
    "meeting_room",
    "message_by_client_id",
    "message_for",
    "message_in",
    "mute_in",
    "mute_in_force",
    "newest_by_space",
    "open_reports",
    "people_matching",
    "position_at_date",
    "read_position",
    "report_in",
    "require_may_write",
    "room_for",
    "rooms_of",
    "rooms_visible_to",
    "running_mutes",
    "search_room",
    "standing_room",
    "unread_by_room",
    "unread_counts",
]
