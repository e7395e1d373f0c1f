from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.accounts.queries import person_with_address
from dialog.audit.actions import record
from dialog.common.errors import Conflict
from workgroups.spaces import mails
from workgroups.spaces.actions.memberships import admit, require_role
from workgroups.spaces.models import Membership, Role, Space, SpaceInvitation
from workgroups.spaces.rules import require

ANSWERED = _("This invitation is no longer open.")


@transaction.atomic
def invite_to_space(*, user: User, space: Space, email: str, role: str = Role.MEMBER) -> SpaceInvitation:
    """Invite whoever has this mail address, with or without an account, and write to them.

    Raises Conflict for members and for addresses with an open invitation, NotAllowed for too high a role.
    `email` is checked by the form; case does not matter.
    """
    require(user, "spaces.invite", space)
    require_role(user, space, role)
    person = person_with_address(email.strip())
    email = (person.email if person else email.strip()).lower()
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    running = Membership.objects.filter(space=space, ended_at__isnull=True)
    if running.filter(user__email__iexact=email).exists():
        raise Conflict(_("This person is a member already."))
    if space.invitations.filter(email__iexact=email, state=SpaceInvitation.State.OPEN).exists():
        raise Conflict(_("This address has been invited already and has not answered yet."))
    invitation = SpaceInvitation.objects.create(space=space, email=email, role=role, invited_by=user)
    record(actor=user, action="spaces.invite", target=invitation, space_id=space.pk, role=role)
    mails.invited(invitation, user, person)
    return invitation


@transaction.atomic
def accept_invitation(*, user: User, invitation: SpaceInvitation) -> Membership:
    """Join in the role of the invitation. Raises Conflict when it is answered, withdrawn or the body concluded."""
    require(user, "spaces.answer_invitation", invitation)
    if invitation.space.state == Space.State.CONCLUDED:
        raise Conflict(_("This body has concluded its work."))
    _answer(invitation, user, SpaceInvitation.State.ACCEPTED)
    return admit(actor=user, space=invitation.space, person=user, role=invitation.role)


@transaction.atomic
def decline_invitation(*, user: User, invitation: SpaceInvitation) -> None:
    """Turn an invitation down. Raises Conflict when it is no longer open."""
    require(user, "spaces.answer_invitation", invitation)
    _answer(invitation, user, SpaceInvitation.State.DECLINED)


@transaction.atomic
def withdraw_invitation(*, user: User, invitation: SpaceInvitation) -> None:
    """Take an invitation back. Raises Conflict when it is no longer open."""
    require(user, "spaces.invite", invitation)
    _answer(invitation, user, SpaceInvitation.State.WITHDRAWN)


def _answer(invitation: SpaceInvitation, user: User, state: SpaceInvitation.State) -> None:
    open_one = SpaceInvitation.objects.filter(pk=invitation.pk, state=SpaceInvitation.State.OPEN)
    if not open_one.update(state=state, decided_at=timezone.now()):
        raise Conflict(ANSWERED)
    invitation.state = state
    record(
        actor=user,
        action=f"spaces.invitation_{state}",
        target=invitation,
        space_id=invitation.space_id,
        role=invitation.role,
    )
