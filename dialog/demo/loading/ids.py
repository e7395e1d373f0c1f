"""Numbers that stay the same whenever the demonstration is loaded."""

from uuid import NAMESPACE_URL, UUID, uuid5

from workgroups.spaces.models import Space


def known_id(space: Space, *parts: object) -> UUID:
    """Return the number that a browser would have made for the first, second, … thing of a space."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, ("demo", space.slug, *parts))))
