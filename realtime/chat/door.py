"""Looks at a person's right to a room, and keeps who they are for what they do there over one connection."""

from collections.abc import Callable

from dialog.accounts.models import User
from dialog.common.access import epochs_of, person_key, space_key
from dialog.common.errors import Conflict
from realtime.chat.models import ChatRoom
from realtime.chat.queries import require_may_write, room_for
from realtime.connection import Grant
from realtime.presence.people import person_here
from workgroups.spaces.rules import abilities_in


def room_key(room_id: int) -> str:
    """Name the access epoch that rises when the rules of a room change."""
    return f"room:{room_id}"


class RoomDoor:
    """A look at the rights is kept as long as no epoch has risen since; `current` asks that in one query."""

    def __init__(self, room_id: int) -> None:
        self.room_id = room_id
        self.user: User
        self.room: ChatRoom
        self._epochs: dict[str, int] = {}

    def authorise(self, user: User) -> Grant:
        """Return what this person may do in the room now. Raises NotFound for those who may not read it."""
        space_id = ChatRoom.objects.filter(pk=self.room_id).values_list("space_id", flat=True).first()
        # Before the rights: one that changes meanwhile leaves a number that does not match.
        epochs = epochs_of([person_key(user.pk), space_key(space_id or 0), room_key(self.room_id)])
        room = room_for(user, self.room_id)
        notice = _what_keeps_from_writing(user, room)
        self.user, self.room, self._epochs = user, room, epochs
        abilities = abilities_in(user, room.space) & {"enter", "chat", "discuss", "upload_files", "moderate"}
        return Grant(
            user_id=user.pk,
            space_id=room.space_id,
            abilities=abilities - {"chat"} if notice else abilities,
            notice=notice,
            seen_as=repr(person_here(user)),
            more_keys=(room_key(self.room_id),),
            epochs=epochs,
        )

    def current(self, look: Callable[[], object]) -> tuple[User, ChatRoom]:
        """Return person and room as they are in this transaction; looks again only where something has changed.

        Raises what `look` raises for somebody who may not be here any more.
        """
        user, room = self.user, self.room
        if epochs_of([person_key(user.pk), room_key(room.pk), space_key(room.space_id)]) != self._epochs:
            look()
        return self.user, self.room


def _what_keeps_from_writing(user: User, room: ChatRoom) -> str:
    try:
        require_may_write(user, room)
    except Conflict as refused:
        return str(refused)
    return ""
