"""The fixed cast of all permission tests: one space, another space, and one person of each kind."""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dialog.accounts.models import User
from dialog.directory.models import Organisation
from tests.factories import (
    AffiliationFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    SpaceFactory,
    UserFactory,
)
from workgroups.spaces.models import Role, Space


@dataclass(frozen=True)
class Cast:
    space: Space
    other_space: Space
    chair: User
    moderator: User
    minute_taker: User
    member: User
    guest: User
    ministry: User
    """Ministry staff, a member of the space who acts officially."""
    stranger: User
    """A member of the other space only."""
    former: User
    """A former member of the space."""
    administrator: User
    anonymous: AnonymousUser

    def people(self) -> dict[str, User | AnonymousUser]:
        """Return everybody by name, for matrices."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("space", "other_space")}


def make_cast() -> Cast:
    space = SpaceFactory(name="Cluster-Atlas", slug="cluster-atlas")
    other_space = SpaceFactory(name="Clusterportal", slug="clusterportal")
    return Cast(
        space=space,
        other_space=other_space,
        chair=_member(space, "leitung", "Leitung der Arbeitsgruppe", Role.CHAIR),
        moderator=_member(space, "moderation", "Moderation", Role.MODERATOR),
        minute_taker=_member(space, "protokoll", "Protokollführung", Role.MINUTE_TAKER),
        member=_contact(space),
        guest=_member(space, "gast", "Gast", Role.GUEST),
        ministry=_ministry(space),
        stranger=_member(other_space, "fremd", "Fremdes Mitglied"),
        former=_former(space),
        administrator=UserFactory(
            email="admin@example.org", display_name="Verwaltung", is_staff=True, is_superuser=True
        ),
        anonymous=AnonymousUser(),
    )


def _member(space: Space, address: str, name: str, role: str = Role.MEMBER, **fields) -> User:
    user = UserFactory(email=f"{address}@example.org", display_name=name, **fields)
    MembershipFactory(space=space, user=user, role=role)
    return user


def _contact(space: Space) -> User:
    contact = _member(space, "mitglied", "Cluster-Kontakt Neckar-Alb")
    MandateFactory(holder=contact, region=RegionFactory(name="Neckar-Alb", slug="neckar-alb"))
    return contact


def _ministry(space: Space) -> User:
    user = _member(space, "ministerium", "Ministerium, Referat Clusterpolitik", is_office=True)
    ministry = OrganisationFactory(name="Ministerium", slug="ministerium", kind=Organisation.Kind.MINISTRY)
    AffiliationFactory(person=user, organisation=ministry, function="Referat Clusterpolitik")
    return user


def _former(space: Space) -> User:
    user = UserFactory(email="frueher@example.org", display_name="Früheres Mitglied")
    now = timezone.now()
    MembershipFactory(space=space, user=user, joined_at=now - timedelta(days=30), ended_at=now)
    return user
