from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import person_key, raise_epoch, space_key
from dialog.common.errors import Conflict, NotAllowed
from dialog.common.richtext import clean_text
from workgroups.spaces import mails
from workgroups.spaces.models import JoinRequest, Membership, Role, Space
from workgroups.spaces.rules import forget_memberships, membership_in, require, roles_given_by

MAX_REASON = 2000
LAST_CHAIR = _("A body needs at least one chair. Please name another chair first.")


@transaction.atomic
def change_role(*, user: User, membership: Membership, role: str, reason: str = "", seen: str = "") -> Membership:
    """Give a member another role and tell them by mail.

    `seen` is the role the person who decides had before their eyes. Raises Conflict when it is not the present one,
    when the membership has ended, or when the last chair would be lost; NotAllowed for an unknown role.
    """
    require(user, "spaces.manage_members", membership)
    require_role(user, membership.space, role)
    reason = clean_text(reason, limit=MAX_REASON) if reason.strip() else ""
    _lock(membership)
    before = membership.role
    if seen and seen != before:
        raise Conflict(_("Somebody else has changed this role in the meantime."))
    if role == before:
        return membership
    _keep_a_chair(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    _rights_changed(membership, user, "spaces.change_role", before=before, after=role, reason=reason)
    mails.role_changed(membership, reason)
    return membership


@transaction.atomic
def end_membership(*, user: User, membership: Membership, reason: str) -> None:
    """Remove a person from a space; the reason goes to them by mail and into the audit log.

    Raises Conflict when it has ended already or the last chair would be lost; Invalid without a reason.
    """
    require(user, "spaces.manage_members", membership)
    reason = clean_text(reason, limit=MAX_REASON)
    _end(membership, user, "spaces.end_membership", reason=reason)
    mails.membership_ended(membership, reason)


@transaction.atomic
def leave_space(*, user: User, space: Space) -> None:
    """End one's own membership. Raises Conflict for the last chair."""
    require(user, "spaces.leave", space)
    membership = membership_in(user, space)
    if membership is None:
        raise Conflict(_("You are not a member of this body any more."))
    _end(membership, user, "spaces.leave")


def admit(*, actor: User, space: Space, person: User, role: str) -> Membership:
    """Start a membership inside the caller's transaction. Raises Conflict for people who are members already."""
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    if Membership.objects.filter(space=space, user=person, ended_at__isnull=True).exists():
        raise Conflict(_("This person is a member already."))
    membership = Membership.objects.create(space=space, user=person, role=role)
    waiting = JoinRequest.objects.filter(space=space, user=person, state=JoinRequest.State.OPEN)
    waiting.update(state=JoinRequest.State.ACCEPTED, decided_at=timezone.now(), decided_by=actor)
    _rights_changed(membership, actor, "spaces.admit", after=role)
    return membership


def require_role(user: User, space: Space, role: str) -> None:
    """Raise NotAllowed for a role that does not exist or that this person may not give."""
    if role not in roles_given_by(user, space):
        raise NotAllowed(_("You cannot give this role."))


def _end(membership: Membership, actor: User, action: str, **data: str) -> None:
    _lock(membership)
    _keep_a_chair(membership)
    membership.ended_at = max(timezone.now(), membership.joined_at)
    membership.save(update_fields=["ended_at"])
    _rights_changed(membership, actor, action, before=membership.role, **data)


def _lock(membership: Membership) -> None:
    """Take the space's row, so that two chairs cannot demote each other at once; then read what is true now."""
    Space.objects.select_for_update(no_key=True).get(pk=membership.space_id)
    membership.refresh_from_db(fields=["role", "ended_at"])
    if membership.ended_at is not None:
        raise Conflict(_("This membership has ended in the meantime."))


def _keep_a_chair(membership: Membership) -> None:
    chairs = Membership.objects.filter(space_id=membership.space_id, role=Role.CHAIR, ended_at__isnull=True)
    if membership.role == Role.CHAIR and not chairs.exclude(pk=membership.pk).exists():
        raise Conflict(LAST_CHAIR)


def _rights_changed(membership: Membership, actor: User, action: str, **data: str) -> None:
    raise_epoch(person_key(membership.user_id))
    raise_epoch(space_key(membership.space_id))
    forget_memberships(membership.user)
    forget_memberships(actor)
    record(
        actor=actor,
        action=action,
        target=membership,
        space_id=membership.space_id,
        person=membership.user_id,
        **data,
    )
