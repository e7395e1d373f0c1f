"""Join requests and invitations that wait for an answer."""

from dialog.accounts.models import User
from dialog.demo.content.kinds import InvitationText, RequestText
from dialog.demo.loading.clock import days_ago
from workgroups.spaces.actions.invitations import invite_to_space
from workgroups.spaces.actions.join_requests import request_to_join
from workgroups.spaces.models import JoinRequest, Space, SpaceInvitation


def load_requests(space: Space, requests: tuple[RequestText, ...], people: dict[str, User]) -> None:
    for text in requests:
        request = request_to_join(user=people[text.author], space=space, reason=text.reason)
        JoinRequest.objects.filter(pk=request.pk).update(created_at=days_ago(text.days_ago))


def load_invitations(space: Space, invitations: tuple[InvitationText, ...], people: dict[str, User]) -> None:
    for text in invitations:
        email = people[text.invited].email
        invitation = invite_to_space(user=people[text.inviter], space=space, email=email, role=text.role)
        SpaceInvitation.objects.filter(pk=invitation.pk).update(created_at=days_ago(text.days_ago))
