"""Who may do what in a chat. That a room is locked or somebody muted is no missing right: actions say Conflict."""

from typing import Any

import rules

from realtime.chat.models import ChatRoom, Message
from workgroups.spaces.rules import Person, can


@rules.predicate
def sees_its_meeting(user: Person, thing: Any) -> bool:
    """A meeting in preparation exists for those who plan it only, and so does its room with what is in it."""
    room: ChatRoom = thing if isinstance(thing, ChatRoom) else thing.room
    return room.meeting is None or user.has_perm("meetings.see", room.meeting)


@rules.predicate
def is_author(user: Person, message: Message) -> bool:
    return message.author_id == user.pk


@rules.predicate
def is_written(_user: Person, message: Message) -> bool:
    """Lines of the system are nobody's words: nobody changes them."""
    return message.kind == Message.Kind.MESSAGE


@rules.predicate
def is_shown(_user: Person, message: Message) -> bool:
    return message.is_shown


rules.add_perm("chat.read", can("enter") & sees_its_meeting)
rules.add_perm("chat.post", can("chat") & sees_its_meeting)
rules.add_perm("chat.react", can("chat") & sees_its_meeting & is_written)
rules.add_perm("chat.edit", can("chat") & sees_its_meeting & is_written & is_author)
rules.add_perm("chat.remove", ((can("chat") & is_author) | can("moderate")) & sees_its_meeting & is_written)
rules.add_perm("chat.hide", can("moderate") & is_written)
rules.add_perm("chat.report", can("enter") & sees_its_meeting & is_written & ~is_author)
rules.add_perm("chat.see_history", ((can("enter") & is_author & is_shown) | can("moderate")) & is_written)
# A message as it was, with its files, while it is hidden or after it was removed.
rules.add_perm("chat.see_hidden", can("moderate"))
rules.add_perm("chat.set_rules", can("moderate"))
rules.add_perm("chat.moderate", can("moderate"))
