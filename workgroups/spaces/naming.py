"""People of a space whom a text can name as "@Name"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workgroups.spaces.models import Membership, Space


@dataclass(frozen=True, slots=True)
class Named:
    """A person as they are named in a text."""

    pk: int
    name: str


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds "@Name" in a text: at the begin of a word, whole names, the longest that fits."""
    longest_first = sorted(set(names), key=len, reverse=True)
    # Not inside addresses, nor where Markdown expects the address or the title of a link.
    return re.compile(r"(?<![^\s(\[„])(?<!\]\()@(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def people_named_in(source: str, space: Space) -> Sequence[Named]:
    """Return the members of the space whom the text names as "@Name", by name; no query without "@"."""
    if "@" not in source:
        return ()
    running = Membership.objects.filter(space=space, ended_at__isnull=True)
    people = [Named(pk, name) for pk, name in running.values_list("user_id", "user__display_name") if name]
    if not people:
        return ()
    found = set(pattern_of(person.name for person in people).findall(source))
    return sorted((person for person in people if person.name in found), key=lambda person: (person.name, person.pk))
