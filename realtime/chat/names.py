"""People whom a message can name."""

from collections.abc import Sequence
from dataclasses import dataclass

from workgroups.spaces.models import Membership, Space


@dataclass(frozen=True, slots=True)
class Named:
    """A person as they are named in a message."""

    pk: int
    name: str


def people_named_in(source: str, space: Space) -> Sequence[Named]:
    """Return the members of the space whom the text names as "@Name", longest names first; no query without "@"."""
    if "@" not in source:
        return ()
    running = Membership.objects.filter(space=space, ended_at__isnull=True)
    rows = running.values_list("user_id", "user__display_name")
    found = [Named(pk, name) for pk, name in rows if f"@{name}" in source]
    return sorted(found, key=lambda person: (-len(person.name), person.pk))
