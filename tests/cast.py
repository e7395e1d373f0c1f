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

    def member(name: str, role: str = Role.MEMBER, **fields):
        user = UserFactory(
            email=f"{name}@example.org", display_name=fields.pop("display_name", name.capitalize()), **fields
        )
        MembershipFactory(space=space, user=user, role=role)
        return user

    ministry = member("ministerium", display_name="Ministerium, Referat Clusterpolitik", is_office=True)
    AffiliationFactory(
        person=ministry,
        organisation=OrganisationFactory(
            name="Ministerium", slug="ministerium", kind=Organisation.Kind.MINISTRY
        ),
        function="Referat Clusterpolitik",
    )
    contact = member("mitglied", display_name="Cluster-Kontakt Neckar-Alb")
    MandateFactory(holder=contact, region=RegionFactory(name="Neckar-Alb", slug="neckar-alb"))
    stranger = UserFactory(email="fremd@example.org", display_name="Fremdes Mitglied")
    MembershipFactory(space=other_space, user=stranger)
    former = UserFactory(email="frueher@example.org", display_name="Früheres Mitglied")
    now = timezone.now()
    MembershipFactory(space=space, user=former, joined_at=now - timedelta(days=30), ended_at=now)
    return Cast(
        space=space,
        other_space=other_space,
        chair=member("leitung", Role.CHAIR, display_name="Leitung der Arbeitsgruppe"),
        moderator=member("moderation", Role.MODERATOR, display_name="Moderation"),
        minute_taker=member("protokoll", Role.MINUTE_TAKER, display_name="Protokollführung"),
        member=contact,
        guest=member("gast", Role.GUEST, display_name="Gast"),
        ministry=ministry,
        stranger=stranger,
        former=former,
        administrator=UserFactory(
            email="admin@example.org", display_name="Verwaltung", is_staff=True, is_superuser=True
        ),
        anonymous=AnonymousUser(),
    )
