from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, TooFast
from dialog.common.richtext import clean_text
from dialog.directory.queries import capacity_of
from workgroups.spaces import mails
from workgroups.spaces.actions.memberships import admit, require_role
from workgroups.spaces.models import JoinRequest, Membership, Role, Space
from workgroups.spaces.queries import deciders_of
from workgroups.spaces.rules import require

MAX_REASON = 2000
MAX_A_DAY = 3
DECIDED = _("This request has been decided in the meantime.")


@transaction.atomic
def request_to_join(*, user: User, space: Space, reason: str) -> JoinRequest:
    """Ask to join, and tell those who decide by mail.

    Raises Conflict while an earlier request is open, TooFast for the fourth one within a day (each writes mails),
    Invalid or TooLarge for the reason.
    """
    require(user, "spaces.request_to_join", space)
    reason = clean_text(reason, limit=MAX_REASON)
    # The lock keeps a form that is sent twice at once from asking twice.
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    own = JoinRequest.objects.filter(space=space, user=user)
    if own.filter(state=JoinRequest.State.OPEN).exists():
        raise Conflict(_("Your request is waiting for a decision already."))
    if own.filter(created_at__gte=timezone.now() - timedelta(days=1)).count() >= MAX_A_DAY:
        raise TooFast(_("You have asked several times today. Please try again tomorrow."))
    join_request = JoinRequest.objects.create(
        space=space,
        user=user,
        reason=reason,
        capacity=capacity_of(user).label[:200],
    )
    record(actor=user, action="spaces.request_to_join", target=join_request, space_id=space.pk)
    for person in deciders_of(space):
        mails.request_arrived(join_request, person)
    return join_request


@transaction.atomic
def withdraw_join_request(*, user: User, join_request: JoinRequest) -> None:
    """Take back one's own request. Raises Conflict when it has been decided."""
    require(user, "spaces.withdraw_join_request", join_request)
    _decide(join_request, user, JoinRequest.State.WITHDRAWN)


@transaction.atomic
def accept_join_request(
    *, user: User, join_request: JoinRequest, reply: str = "", role: str = Role.MEMBER
) -> Membership:
    """Let a person in and tell them by mail. Raises Conflict when decided already, NotAllowed for too high a role."""
    require(user, "spaces.decide_join_requests", join_request)
    require_role(user, join_request.space, role)
    _decide(join_request, user, JoinRequest.State.ACCEPTED, reply)
    membership = admit(actor=user, space=join_request.space, person=join_request.user, role=role)
    mails.request_decided(join_request)
    return membership


@transaction.atomic
def decline_join_request(*, user: User, join_request: JoinRequest, reply: str) -> None:
    """Turn a request down with a reply that the person gets by mail. Raises Conflict when decided already."""
    require(user, "spaces.decide_join_requests", join_request)
    reply = clean_text(reply, limit=MAX_REASON)
    _decide(join_request, user, JoinRequest.State.DECLINED, reply)
    mails.request_decided(join_request)


def _decide(join_request: JoinRequest, user: User, state: JoinRequest.State, reply: str = "") -> None:
    """Move an open request to its final state; only one of two simultaneous decisions gets through."""
    reply = clean_text(reply, limit=MAX_REASON) if reply.strip() else ""
    open_one = JoinRequest.objects.filter(pk=join_request.pk, state=JoinRequest.State.OPEN)
    if not open_one.update(state=state, reply=reply, decided_by=user, decided_at=timezone.now()):
        raise Conflict(DECIDED)
    join_request.refresh_from_db(fields=["state", "reply", "decided_by", "decided_at"])
    record(
        actor=user,
        action=f"spaces.join_request_{state}",
        target=join_request,
        space_id=join_request.space_id,
        person=join_request.user_id,
        reply=reply,
    )
