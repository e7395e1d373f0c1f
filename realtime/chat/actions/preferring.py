from dialog.accounts.models import User
from realtime.chat.models import ChatRoom, RoomPreference
from workgroups.spaces.rules import require


def silence_room(*, person: User, room: ChatRoom, silenced: bool) -> None:
    """Choose for oneself whether a room stays silent: no counts, no mails about it."""
    require(person, "chat.read", room)
    RoomPreference.objects.update_or_create(room=room, user=person, defaults={"is_silenced": silenced})
