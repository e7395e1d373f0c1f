from typing import Any

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch
from dialog.common.errors import Conflict, Invalid
from realtime.chat.actions.announcing import announce_room, write_system_line
from realtime.chat.actions.holding import held_room
from realtime.chat.actions.reasons import checked_reason
from realtime.chat.door import room_key
from realtime.chat.models import ChatRoom
from workgroups.spaces.rules import require

SLOW_SECONDS = (0, 10, 30, 60, 300)
KEEP_DAYS = (30, 90, 365)
RULES = ("is_locked", "speaking", "slow_seconds")

# What the room reads; stored, so always German.
_PAUSES = {10: "10 Sekunden", 30: "30 Sekunden", 60: "einer Minute", 300: "fünf Minuten"}


@transaction.atomic
def set_room_rules(
    *, person: User, room: ChatRoom, speaking: str, slow_seconds: int, is_locked: bool, reason: str
) -> ChatRoom:
    """Set who may write in a room and how often; the room reads all that changed in one line, with the reason last.

    What becomes stricter needs a reason (Invalid), what becomes looser does not. Open connections look at their rights
    again. Rules that are set already change nothing. Raises Invalid for other values.
    """
    require(person, "chat.set_rules", room)
    if speaking not in ChatRoom.Speaking.values or slow_seconds not in SLOW_SECONDS:
        raise Invalid
    reason = checked_reason(reason, required=False)
    room = held_room(room)
    before: dict[str, Any] = {name: getattr(room, name) for name in RULES}
    after: dict[str, Any] = {"is_locked": is_locked, "speaking": speaking, "slow_seconds": slow_seconds}
    if before == after:
        return room
    # What becomes stricter last, where the reason follows.
    stricter = [name for name in RULES if _is_stricter(name, before, after)]
    changed = [name for name in RULES if before[name] != after[name] and name not in stricter] + stricter
    if stricter and not reason:
        raise Invalid(_("Please give a reason."))
    for name, value in after.items():
        setattr(room, name, value)
    room.rules_reason = reason if stricter else ""
    announce_room(room, *RULES, "rules_reason")
    sentences = [_SENTENCES[name](after[name]) for name in changed]
    write_system_line(room=room, person=person, html=_with_reason(sentences, room.rules_reason))
    raise_epoch(room_key(room.pk))
    changes = {name: [before[name], after[name]] for name in changed}
    record(actor=person, action="chat.set_rules", target=room, space_id=room.space_id, changes=changes, reason=reason)
    return room


@transaction.atomic
def set_retention(*, person: User, room: ChatRoom, keep_days: int | None) -> ChatRoom:
    """Set how many days after the end of its meeting the messages of a room are deleted; None keeps them.

    The room reads a line about it. Raises Invalid for other numbers of days and for rooms without a meeting, Conflict
    when the messages have been deleted already.
    """
    require(person, "chat.set_rules", room)
    if room.meeting_id is None:
        raise Invalid(_("Only the room of a meeting can be set to delete its messages."))
    if keep_days is not None and keep_days not in KEEP_DAYS:
        raise Invalid
    room = held_room(room)
    if room.emptied_at:
        raise Conflict(_("The messages of this room have been deleted already."))
    if room.keep_days == keep_days:
        return room
    before, room.keep_days = room.keep_days, keep_days
    room.save(update_fields=["keep_days"])
    kept = "Die Nachrichten dieses Raums bleiben erhalten"
    ends = f"Die Nachrichten dieses Raums werden {keep_days} Tage nach dem Ende der Sitzung gelöscht"
    write_system_line(room=room, person=person, html=ends if keep_days else kept)
    record(
        actor=person,
        action="chat.set_retention",
        target=room,
        space_id=room.space_id,
        before=before,
        after=keep_days,
    )
    return room


def _is_stricter(name: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    if name == "speaking":
        return bool(after[name] == ChatRoom.Speaking.MODERATORS != before[name])
    return bool(after[name] > before[name])


def _with_reason(sentences: list[str], reason: str) -> str:
    return ". ".join([*sentences, f"Begründung: {escape(reason)}"] if reason else sentences)


def _locking(is_locked: object) -> str:
    return f"Die Moderation hat den Raum {'gesperrt' if is_locked else 'wieder geöffnet'}"


def _speaking(speaking: object) -> str:
    if speaking == ChatRoom.Speaking.MODERATORS:
        return "In diesem Raum schreibt jetzt nur die Moderation"
    return "In diesem Raum können wieder alle schreiben"


def _slowing(seconds: object) -> str:
    if not seconds:
        return "Zwischen zwei Nachrichten ist keine Pause mehr nötig"
    return f"Zwischen zwei Nachrichten einer Person liegt jetzt eine Pause von {_PAUSES[int(str(seconds))]}"


_SENTENCES = {"is_locked": _locking, "speaking": _speaking, "slow_seconds": _slowing}
