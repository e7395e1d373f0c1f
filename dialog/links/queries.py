"""Links of many things at once. Who may see the other end is for the caller to say: it knows the types."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q

from dialog.links.models import Link

Key = tuple[str, int]


def key_of(thing: Model) -> Key:
    """Return how links name a thing: its type ("discussions.post") and id."""
    return thing._meta.label_lower, thing.pk


def links_from(things: Iterable[Model], *, kind: str | None = None) -> dict[Key, list[Link]]:
    """Return the links that start at each thing, oldest first, in one query; things without any are missing."""
    return _links(things, "source", kind)


def links_to(things: Iterable[Model], *, kind: str | None = None) -> dict[Key, list[Link]]:
    """Return the links that end at each thing, oldest first, in one query; things without any are missing."""
    return _links(things, "target", kind)


def _links(things: Iterable[Model], end: str, kind: str | None) -> dict[Key, list[Link]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for name, pk in map(key_of, things):
        ids[name].add(pk)
    wanted = Q()
    for name, pks in ids.items():
        wanted |= Q(**{f"{end}_type": name, f"{end}_id__in": pks})
    found: dict[Key, list[Link]] = defaultdict(list)
    rows = Link.objects.filter(wanted, **({"kind": kind} if kind else {})) if ids else Link.objects.none()
    for row in rows:
        found[getattr(row, f"{end}_type"), getattr(row, f"{end}_id")].append(row)
    return dict(found)
