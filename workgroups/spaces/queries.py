from django.db.models import Count, Q, QuerySet

from dialog.common.errors import NotFound, SignInNeeded
from dialog.directory.queries import Capacity, capacity_of
from workgroups.spaces.models import JoinRequest, Membership, Role, Space, SpaceInvitation
from workgroups.spaces.rules import Person, membership_in, running_memberships

# Words that stand before the capacity of those who lead; stored with what they do, so always German.
_ROLE_WORDS = {Role.CHAIR: "Leitung", Role.MODERATOR: "Moderation", Role.MINUTE_TAKER: "Protokollführung"}


def spaces_visible_to(user: Person) -> QuerySet[Space]:
    """Return the spaces this person may know of: listed ones and their own, by name."""
    if not user.is_authenticated:
        return Space.objects.none()
    if getattr(user, "is_staff", False):
        return Space.objects.all()
    return Space.objects.filter(Q(is_listed=True) | Q(pk__in=running_memberships(user)))


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
    """Return the capacity in which a person acts in a space now, to be stored with what they do."""
    capacity = capacity_of(user)  # type: ignore[arg-type]  # only people who are signed in act
    membership = membership_in(user, space)
    role = _ROLE_WORDS.get(Role(membership.role)) if membership else None
    label = ", ".join(part for part in (role, capacity.label) if part)
    return Capacity(label[:200], capacity.official)


def acting(user: Person, space: Space) -> dict[str, object]:
    """Return the fields of `Act` for something this person does in this space now."""
    capacity = capacity_in(user, space)
    return {"author": user, "capacity": capacity.label, "is_official": capacity.official}


def members_of(space: Space) -> QuerySet[Membership]:
    """Return the running memberships with their people, leading roles first, then by name."""
    running = space.memberships.filter(ended_at__isnull=True).select_related("user")
    return running.order_by("role", "user__display_name")


def with_member_counts(spaces: QuerySet[Space]) -> QuerySet[Space]:
    """Add `member_count` (without guests) and `guest_count` of running memberships."""
    running = Q(memberships__ended_at__isnull=True)
    guest = Q(memberships__role=Role.GUEST)
    return spaces.annotate(
        member_count=Count("memberships", filter=running & ~guest),
        guest_count=Count("memberships", filter=running & guest),
    )


def open_join_requests(space: Space) -> QuerySet[JoinRequest]:
    return space.join_requests.filter(state=JoinRequest.State.OPEN).select_related("user").order_by("pk")


def open_invitations_for(user: Person) -> QuerySet[SpaceInvitation]:
    """Return the invitations that wait for this person's mail address."""
    if not user.is_authenticated:
        return SpaceInvitation.objects.none()
    return SpaceInvitation.objects.filter(
        state=SpaceInvitation.State.OPEN, email__iexact=user.email
    ).select_related("space")
