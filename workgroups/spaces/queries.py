from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Case, Count, IntegerField, Model, Q, QuerySet, Value, When
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.errors import NotFound, SignInNeeded
from dialog.directory.queries import Capacity, capacities_of, capacity_of
from workgroups.spaces.models import JoinRequest, Membership, Role, Space, SpaceInvitation
from workgroups.spaces.rules import CAPACITIES, Person, membership_in, roles_that, running_memberships

Row = TypeVar("Row", bound=Model)

# Words that stand before the capacity of those who lead; stored with what they do, so always German.
_ROLE_WORDS = {Role.CHAIR: "Leitung", Role.MODERATOR: "Moderation", Role.MINUTE_TAKER: "Protokollführung"}


def spaces_visible_to(user: Person) -> QuerySet[Space]:
    """Return the spaces this person may know of: listed ones, their own, and where they are invited; by name."""
    if not user.is_authenticated:
        return Space.objects.none()
    if getattr(user, "is_staff", False):
        return Space.objects.all()
    invited = open_invitations_for(user).values("space_id")
    own = Q(pk__in=list(running_memberships(user))) | Q(pk__in=invited)
    return Space.objects.filter(Q(is_listed=True) | own)


def spaces_of(user: Person) -> QuerySet[Space]:
    """Return the spaces in which this person is a running member, by name."""
    return Space.objects.filter(pk__in=running_memberships(user))


def space_for(user: Person, slug: str, *, permission: str = "spaces.enter") -> Space:
    """Return the space with this slug if the person has the permission on it.

    Raises SignInNeeded without a sign-in, NotFound for unknown spaces and for those this person may not enter.
    """
    if not user.is_authenticated:
        raise SignInNeeded
    space = Space.objects.filter(slug=slug).first()
    if space is None or not user.has_perm(permission, space):
        raise NotFound
    return space


def capacity_in(user: Person, space: Space) -> Capacity:
    """Return the capacity in which a person acts in a space today, to be stored with what they do.

    Read once per user object, space and day: mandates begin and end with a day, and whatever else changes them raises
    the person's access epoch.
    """
    known: dict[tuple[int, date], Capacity] = user.__dict__.setdefault(CAPACITIES, {})
    key = (space.pk, timezone.localdate())
    if key not in known:
        known[key] = _capacity_in(user, space)
    return known[key]


def _capacity_in(user: Person, space: Space) -> Capacity:
    capacity = capacity_of(user)  # type: ignore[arg-type]  # only people who are signed in act
    membership = membership_in(user, space)
    role = _ROLE_WORDS.get(Role(membership.role)) if membership else None
    label = ", ".join(part for part in (role, capacity.label) if part)
    return Capacity(label[:200], capacity.official)


def acting(user: Person, space: Space) -> dict[str, object]:
    """Return the fields of `Act` for something this person does in this space now."""
    capacity = capacity_in(user, space)
    return {"author": user, "capacity": capacity.label, "is_official": capacity.official}


_RANKS = [When(role=role, then=Value(rank)) for rank, role in enumerate(Role)]


def members_of(space: Space) -> QuerySet[Membership]:
    """Return the running memberships with their people, leading roles first, then by name."""
    running = space.memberships.filter(ended_at__isnull=True).select_related("user")
    return running.order_by(Case(*_RANKS, output_field=IntegerField()), "user__display_name", "pk")


def contacts_of(space: Space) -> list[Membership]:
    """Return who answers questions about a space: its chairs and minute takers, with `capacity` filled in."""
    return with_capacities(members_of(space).filter(role__in=[Role.CHAIR, Role.MINUTE_TAKER]))


def with_capacities(memberships: QuerySet[Membership]) -> list[Membership]:
    """Return the memberships, each with `capacity`: for whom its person speaks today (two queries for all)."""
    rows = list(memberships)
    capacities = capacities_of([membership.user_id for membership in rows])
    for membership in rows:
        membership.capacity = capacities.get(membership.user_id, Capacity())  # type: ignore[attr-defined]
    return rows


def with_member_counts(spaces: QuerySet[Space]) -> QuerySet[Space]:
    """Add `member_count` (without guests) and `guest_count` of running memberships; by name."""
    running = Q(memberships__ended_at__isnull=True)
    guest = Q(memberships__role=Role.GUEST)
    return spaces.annotate(
        member_count=Count("memberships", filter=running & ~guest),
        guest_count=Count("memberships", filter=running & guest),
    ).order_by("name")


@dataclass(frozen=True, slots=True)
class Listed:
    """A body in the list, with what ties the viewer to it."""

    space: Space
    membership: Membership | None
    is_requested: bool
    is_invited: bool


def list_spaces(user: User, kind: str = "") -> list[Listed]:
    """Return the spaces this person may know of (of one kind, or all) by name, with counts, in five queries."""
    spaces = with_member_counts(spaces_visible_to(user)).select_related("region")
    if kind:
        spaces = spaces.filter(kind=kind)
    requested = {join_request.space_id for join_request in open_join_requests_of(user)}
    invited = {invitation.space_id for invitation in open_invitations_for(user)}
    own = running_memberships(user)
    return [Listed(space, own.get(space.pk), space.pk in requested, space.pk in invited) for space in spaces]


def open_join_requests(space: Space) -> QuerySet[JoinRequest]:
    """Return the requests that wait for a decision, with their people, oldest first."""
    return space.join_requests.filter(state=JoinRequest.State.OPEN).select_related("user").order_by("pk")


def open_join_requests_of(user: User) -> QuerySet[JoinRequest]:
    """Return this person's own requests that wait for a decision, with their spaces."""
    return JoinRequest.objects.filter(user=user, state=JoinRequest.State.OPEN).select_related("space")


def last_join_request(user: User, space: Space) -> JoinRequest | None:
    """Return this person's latest request in a space, decided or not; it tells them the reply."""
    return JoinRequest.objects.filter(user=user, space=space).order_by("-pk").first()


def join_request_in(space: Space, pk: int) -> JoinRequest:
    """Return a request of this space in any state. Raises NotFound for foreign and unknown numbers."""
    return _one_of(space.join_requests.select_related("user", "space"), pk)


def invitation_in(space: Space, pk: int) -> SpaceInvitation:
    """Return an invitation of this space in any state. Raises NotFound for foreign and unknown numbers."""
    return _one_of(space.invitations.select_related("space"), pk)


def membership_of(space: Space, pk: int) -> Membership:
    """Return a membership of this space, running or ended. Raises NotFound for foreign and unknown numbers."""
    return _one_of(space.memberships.select_related("user", "space"), pk)


def _one_of(rows: QuerySet[Row], pk: int) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def open_invitations(space: Space) -> QuerySet[SpaceInvitation]:
    """Return the invitations that nobody has answered yet, oldest first."""
    return space.invitations.filter(state=SpaceInvitation.State.OPEN).order_by("pk")


def open_invitations_for(user: Person) -> QuerySet[SpaceInvitation]:
    """Return the invitations that wait for this person's mail address."""
    if not user.is_authenticated:
        return SpaceInvitation.objects.none()
    return SpaceInvitation.objects.filter(state=SpaceInvitation.State.OPEN, email__iexact=user.email).select_related(
        "space"
    )


def invitation_for(user: Person, space: Space) -> SpaceInvitation | None:
    """Return the invitation to this space that waits for this person."""
    return open_invitations_for(user).filter(space=space).first()


def deciders_of(space: Space) -> list[User]:
    """Return the people to tell about a new join request: those who may decide, else the administrators."""
    deciding = Q(memberships__space=space, memberships__ended_at__isnull=True)
    deciding &= Q(memberships__role__in=roles_that("decide_join_requests"))
    active = User.objects.filter(is_active=True)
    return list(active.filter(deciding).distinct()) or list(active.filter(is_staff=True))
