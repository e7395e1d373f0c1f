"""People whom a message can name."""

from realtime.chat.models import ChatRoom
from workgroups.spaces.models import Membership
from workgroups.spaces.queries import members_of, with_capacities

COMPLETIONS = 8


def people_matching(room: ChatRoom, text: str) -> list[Membership]:
    """Return up to eight members of a room whose name holds a text, by name, each with `capacity` (three queries).

    Names in which a word begins with it come first; an empty text gives the first eight.
    """
    wanted = " ".join(text.casefold().split())
    members = members_of(room.space).filter(user__is_active=True)
    # In Python: SQLite does not know that "Ö" and "ö" are one letter.
    rows = list(members.values_list("pk", "user__display_name"))
    found = sorted(
        (not _begins_a_word(name, wanted), name.casefold(), pk) for pk, name in rows if wanted in name.casefold()
    )[:COMPLETIONS]
    order = {pk: place for place, (_later, _name, pk) in enumerate(found)}
    return sorted(with_capacities(members.filter(pk__in=order)), key=lambda member: order[member.pk])


def _begins_a_word(name: str, wanted: str) -> bool:
    folded = name.casefold()
    return folded.startswith(wanted) or f" {wanted}" in folded or f"-{wanted}" in folded
