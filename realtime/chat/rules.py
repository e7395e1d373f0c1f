"""Who may do what in a chat. That a room is locked or somebody muted is no missing right: actions say Conflict."""

import rules

from realtime.chat.models import ChatRoom, Message
from workgroups.spaces.rules import Person, can


@rules.predicate
def sees_its_meeting(user: Person, room: ChatRoom) -> bool:
    """A meeting in preparation exists for those who plan it only, and so does its room."""
    return room.meeting is None or user.has_perm("meetings.see", room.meeting)


@rules.predicate
def is_author(user: Person, message: Message) -> bool:
    return message.author_id == user.pk


rules.add_perm("chat.read", can("enter") & sees_its_meeting)
rules.add_perm("chat.post", can("chat") & sees_its_meeting)
rules.add_perm("chat.moderate", can("moderate"))
