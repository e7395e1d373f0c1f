"""Who may do what in a space: one table from role to abilities; every concept builds its rules from it.

A concept's rules.py composes predicates: `rules.add_perm("discussions.reply", can("discuss") & thread_is_open)`.
"""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from dialog.accounts.models import User
from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from workgroups.spaces.models import JoinRequest, Membership, Role, Space, SpaceInvitation

Person = User | AnonymousUser
CAPACITIES = "_capacities"  # where a user object remembers in which capacity its person acts

_GUEST = frozenset({"enter", "chat"})
_MEMBER = _GUEST | {"discuss", "edit_documents", "upload_files"}
_MINUTE_TAKER = _MEMBER | {"plan_meetings", "write_minutes", "publish_minutes"}
_MODERATOR = _MINUTE_TAKER | {
    "moderate",
    "decide_join_requests",
    "invite",
    "manage_documents",
    "release_documents",
}
_CHAIR = _MODERATOR | {"manage_members", "edit_space"}

ABILITIES: dict[str, frozenset[str]] = {
    Role.GUEST: _GUEST,
    Role.MEMBER: _MEMBER,
    Role.MINUTE_TAKER: _MINUTE_TAKER,
    Role.MODERATOR: _MODERATOR,
    Role.CHAIR: _CHAIR,
}
# A concluded body is an archive: its members read, its chair may still open it again.
_ARCHIVE = frozenset({"enter", "edit_space", "manage_members"})


def running_memberships(user: Person) -> dict[int, Membership]:
    """Return the person's running memberships by space, read once per user object (one query per request)."""
    if not user.is_authenticated or not user.is_active:
        return {}
    cached: dict[int, Membership] | None = getattr(user, "_running_memberships", None)
    if cached is None:
        rows = Membership.objects.filter(user_id=user.pk, ended_at__isnull=True)
        cached = {membership.space_id: membership for membership in rows}
        user._running_memberships = cached  # type: ignore[attr-defined]  # a note on the object, not a field
    return cached


def forget_memberships(user: Person) -> None:
    """Drop what the user object remembers of memberships and capacities, after an action changed a membership."""
    user.__dict__.pop("_running_memberships", None)
    user.__dict__.pop(CAPACITIES, None)


def membership_in(user: Person, space: Space) -> Membership | None:
    return running_memberships(user).get(space.pk)


def abilities_in(user: Person, space: Space) -> frozenset[str]:
    """Return the names of all abilities this person has in this space now."""
    membership = membership_in(user, space)
    if membership is None:
        return frozenset()
    abilities = ABILITIES[membership.role]
    return abilities & _ARCHIVE if space.state == Space.State.CONCLUDED else abilities


def space_of(obj: Any) -> Space:
    """Return the space a thing belongs to: the thing itself or its `space`."""
    space: Space = obj if isinstance(obj, Space) else obj.space
    return space


def can(ability: str) -> rules.Predicate:
    """Return the predicate "has this ability in the thing's space"; for things with a `space`, and spaces."""

    @rules.predicate(f"can:{ability}")
    def has_ability(user: Person, obj: Any) -> bool:
        return obj is not None and ability in abilities_in(user, space_of(obj))

    return has_ability


@rules.predicate
def is_listed(user: Person, space: Space) -> bool:
    return user.is_authenticated and space.is_listed


@rules.predicate
def takes_requests(user: Person, space: Space) -> bool:
    return space.joining == Space.Joining.REQUEST and space.state != Space.State.CONCLUDED


@rules.predicate
def is_requester(user: Person, join_request: JoinRequest) -> bool:
    return user.is_authenticated and join_request.user_id == user.pk


@rules.predicate
def is_invitee(user: Person, invitation: SpaceInvitation) -> bool:
    return user.is_authenticated and invitation.email.lower() == user.email.lower()


@rules.predicate
def is_invited(user: Person, space: Space) -> bool:
    """An invitation opens the front page of a hidden space."""
    if not user.is_authenticated:
        return False
    waiting = space.invitations.filter(state=SpaceInvitation.State.OPEN, email__iexact=user.email)
    return waiting.exists()


@rules.predicate
def is_administrator(user: Person, _obj: Any = None) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


rules.add_perm("spaces.see", is_listed | can("enter") | is_administrator | is_invited)
rules.add_perm("spaces.enter", can("enter"))
rules.add_perm("spaces.see_members", can("enter") | is_administrator)
rules.add_perm("spaces.request_to_join", is_listed & takes_requests & ~can("enter"))
rules.add_perm("spaces.withdraw_join_request", is_requester)
rules.add_perm("spaces.decide_join_requests", can("decide_join_requests") | is_administrator)
rules.add_perm("spaces.invite", can("invite") | is_administrator)
rules.add_perm("spaces.answer_invitation", is_invitee)
rules.add_perm("spaces.manage_members", can("manage_members") | is_administrator)
rules.add_perm("spaces.leave", can("enter"))
rules.add_perm("spaces.edit", can("edit_space") | is_administrator)
rules.add_perm("spaces.create", is_administrator)
rules.add_perm("spaces.moderate", can("moderate"))


def roles_given_by(user: Person, space: Space) -> list[Role]:
    """Return the roles this person may give others: all for those who manage members, else only smaller ones."""
    if user.has_perm("spaces.manage_members", space):
        return list(Role)
    own = abilities_in(user, space)
    return [role for role in Role if ABILITIES[role] < own]


def roles_that(ability: str) -> list[str]:
    """Return the roles that have an ability."""
    return [role for role, abilities in ABILITIES.items() if ability in abilities]


def require(user: Person, permission: str, obj: Any) -> None:
    """Return if the person has the permission on the thing (anything with a `space`, or a space).

    Raises SignInNeeded without a sign-in, NotFound where they may not know that the thing exists, else NotAllowed.
    """
    if user.has_perm(permission, obj):
        return
    if not user.is_authenticated:
        raise SignInNeeded
    if obj is None:
        raise NotAllowed
    space = space_of(obj)
    may_know = user.has_perm("spaces.see" if obj is space else "spaces.enter", space)
    raise NotAllowed if may_know else NotFound
