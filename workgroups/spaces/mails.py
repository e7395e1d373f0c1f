"""Letters of this concept: who gets which, in their own language. Called from actions only, in their transaction."""

from typing import Any

from django.urls import reverse

from dialog.accounts.actions import create_invitation
from dialog.accounts.models import User
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from workgroups.spaces.models import JoinRequest, Membership, Space, SpaceInvitation


def request_arrived(join_request: JoinRequest, decider: User) -> None:
    """Tell somebody who decides that a request waits."""
    url = _address("spaces:join_request_decide", join_request.space.slug, join_request.pk)
    _write("request_arrived", decider, join_request.space, url, join_request=join_request)


def request_decided(join_request: JoinRequest) -> None:
    """Tell a person what was decided about their request, with the reply."""
    url = _address("spaces:join_request", join_request.space.slug)
    _write("request_decided", join_request.user, join_request.space, url, join_request=join_request)


def invited(invitation: SpaceInvitation, inviter: User, person: User | None) -> None:
    """Invite a person to a space; without an account they are invited to open one, and find the invitation there."""
    if person is None:
        create_invitation(by=inviter, email=invitation.email)
        return
    url = _address("spaces:join_request", invitation.space.slug)
    _write("invited", person, invitation.space, url, invitation=invitation, inviter=inviter)


def role_changed(membership: Membership, reason: str) -> None:
    url = _address("spaces:member_list", membership.space.slug)
    _write("role_changed", membership.user, membership.space, url, membership=membership, reason=reason)


def membership_ended(membership: Membership, reason: str) -> None:
    _write("membership_ended", membership.user, membership.space, _address("spaces:space_list"), reason=reason)


def _write(name: str, recipient: User, space: Space, url: str, **context: Any) -> None:
    queue_mail(
        recipient=recipient.email,
        language=recipient.language,
        template=f"mail/spaces/{name}.txt",
        context={"recipient": recipient, "space": space, "url": url, **context},
    )


def _address(route: str, *args: object) -> str:
    return absolute_url(reverse(route, args=args))
