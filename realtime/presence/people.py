"""How a person is shown to others who are in the same room."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from dialog.accounts.models import User
from dialog.common.templatetags.ui import colour_of, initials_of


@dataclass(frozen=True, slots=True)
class PersonHere:
    """What others see of somebody who is here."""

    id: int
    name: str
    initials: str
    colour: str
    organisation: bool

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def person_here(user: User) -> PersonHere | None:
    """Return how a person is shown, or None where they or the operator do not want it."""
    if not (settings.LIVE_PRESENCE and user.shows_presence):
        return None
    name = user.display_name
    return PersonHere(user.pk, name, initials_of(name), colour_of(user.pk), user.is_office)


def may_be_seen_typing(user: User) -> bool:
    return bool(settings.LIVE_TYPING and user.shows_typing)
