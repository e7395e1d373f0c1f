"""Rooms: which there are, who may be in them, and whether somebody may write now."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.errors import NotFound, SignInNeeded
from realtime.chat.errors import ModeratorsOnly, Muted, RoomClosed, RoomLocked
from realtime.chat.models import ChatRoom, Message, Mute, RoomPreference
from realtime.chat.queries.unread import rooms_visible_to
from workgroups.meetings.models import Meeting
from workgroups.meetings.queries import meetings_visible_to
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, abilities_in


def standing_room(space: Space) -> ChatRoom:
    """Return the space's standing room; made when it is first looked at."""
    room, _made = ChatRoom.objects.get_or_create(space=space, is_standing=True, defaults={"name": "Allgemein"})
    room.space = space
    return room


def meeting_room(meeting: Meeting) -> ChatRoom:
    """Return the room of a meeting that the caller may see; made when it is first looked at."""
    defaults = {"space": meeting.space, "name": f"Sitzung {meeting.number}/{meeting.year}"}
    room, _made = ChatRoom.objects.get_or_create(meeting=meeting, defaults=defaults)
    room.space, room.meeting = meeting.space, meeting
    return room


def rooms_of(user: Person, space: Space) -> list[ChatRoom]:
    """Return the rooms of a space that this person may read: the standing one, then those of meetings, newest first.

    Of the rooms of meetings only those that have messages or whose meeting runs now.
    """
    standing = standing_room(space)
    running = meetings_visible_to(user, [space]).filter(state=Meeting.State.RUNNING, chat_room=None)
    for meeting in running:
        meeting_room(meeting)
    rows = rooms_visible_to(user, [space]).filter(is_standing=False).select_related("meeting")
    written = Exists(Message.objects.filter(room=OuterRef("pk")))
    rows = rows.filter(written | Q(meeting__state=Meeting.State.RUNNING))
    rooms = [standing, *rows.order_by(F("meeting__starts_at").desc(nulls_last=True), "-pk")]
    for room in rooms:
        room.space = space
        if room.meeting:
            room.meeting.space = space
    return rooms


def is_silenced(user: User, room: ChatRoom) -> bool:
    """Tell whether this person has silenced the room for themselves."""
    return RoomPreference.objects.filter(user_id=user.pk, room=room, is_silenced=True).exists()


def room_for(user: Person, room_id: int, space: Space | None = None) -> ChatRoom:
    """Return a room (of this space, if given) that this person may read. Raises SignInNeeded or NotFound."""
    rows = ChatRoom.objects.select_related("space", "meeting").filter(pk=room_id)
    room = (rows.filter(space=space) if space else rows).first()
    if room is None:
        raise NotFound
    if room.meeting:
        room.meeting.space = room.space
    if not user.has_perm("chat.read", room):
        raise NotFound if user.is_authenticated else SignInNeeded
    return room


def mute_in_force(user: User, space: Space) -> Mute | None:
    """Return the mute that keeps a person from writing in a space's chats now; read once per user object and space."""
    known: dict[int, Mute | None] = user.__dict__.setdefault("_mutes", {})
    if space.pk not in known:
        rows = Mute.objects.filter(space=space, user_id=user.pk, lifted_at=None, until__gt=timezone.now())
        known[space.pk] = rows.order_by("-until").first()
    mute = known[space.pk]
    return mute if mute and mute.until > timezone.now() else None


def forget_mutes(user: User) -> None:
    """Drop what `mute_in_force` remembered, after an action changed it."""
    user.__dict__.pop("_mutes", None)


def require_may_write(person: User, room: ChatRoom) -> None:
    """Return if nothing but their role could keep this person from writing here now.

    Raises RoomClosed (its meeting is not running), Muted, RoomLocked, ModeratorsOnly. Who moderates writes in locked
    rooms and cannot be muted.
    """
    if not room.is_open:
        raise RoomClosed
    if "moderate" in abilities_in(person, room.space):
        return
    if mute := mute_in_force(person, room.space):
        raise Muted(mute.until, mute.reason)
    if room.is_locked:
        raise RoomLocked(room.rules_reason)
    if room.speaking == ChatRoom.Speaking.MODERATORS:
        raise ModeratorsOnly(room.rules_reason)
