"""What a person may do with a message, for the page that offers it all. The actions check it again."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from dialog.accounts.models import User
from realtime.chat.models import Message, Reaction
from realtime.chat.views.common import notice_for, room_url
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.rules import abilities_in


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words that can be added to a message, and whether this person has added it."""

    kind: str
    label: str
    is_mine: bool


def powers_over(request: HttpRequest, message: Message) -> dict[str, Any]:
    """Return what the page shows: `may` (names of what is possible), `reactions`, `sees_text` and the like."""
    person, notice = signed_in(request), notice_for(request, message.room)
    moderates = person.has_perm("chat.moderate", message)
    may = _may(person, message, writes=not notice)
    if moderates and message.author_id != person.pk and can_be_muted(message.author, message.space):
        may.add("mute")
    return {
        "may": may,
        "reactions": _choices(person, message) if "react" in may else [],
        "sees_text": not message.is_shown and person.has_perm("chat.see_hidden", message),
        "answer_url": room_url(message.room, antwort=message.position),
        "notice": notice,
    }


def _may(person: User, message: Message, *, writes: bool) -> set[str]:
    def has(name: str) -> bool:
        return person.has_perm(f"chat.{name}", message)

    shown, hidden = message.is_shown, message.state == Message.State.HIDDEN
    possible = {
        "reply": shown and writes,
        "react": shown and writes and has("react"),
        "edit": shown and writes and has("edit"),
        # What the moderation has hidden, its author cannot take away.
        "remove": (shown or (hidden and message.author_id != person.pk)) and has("remove"),
        "see_history": message.version > 1 and has("see_history"),
        "report": shown and has("report"),
        "hide": shown and has("hide"),
        "show": hidden and has("hide"),
        "discuss": shown and person.has_perm("discussions.start", message.space),
    }
    return {name for name, is_possible in possible.items() if is_possible}


def _choices(person: User, message: Message) -> list[Choice]:
    mine = {reaction.kind for reaction in message.reactions.all() if reaction.user_id == person.pk}
    return [Choice(kind.value, str(kind.label), kind in mine) for kind in Reaction.Kind]


def can_be_muted(person: User, space: Space) -> bool:
    """Return whether this is somebody who writes here without moderating; the action has the last word."""
    abilities = abilities_in(person, space)
    return "chat" in abilities and "moderate" not in abilities
