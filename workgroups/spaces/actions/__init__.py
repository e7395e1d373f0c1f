"""What people do to bodies and memberships, split by noun. Each action authorises first and is one transaction."""

from workgroups.spaces.actions.bodies import create_space, edit_space
from workgroups.spaces.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite_to_space,
    withdraw_invitation,
)
from workgroups.spaces.actions.join_requests import (
    accept_join_request,
    decline_join_request,
    request_to_join,
    withdraw_join_request,
)
from workgroups.spaces.actions.memberships import change_role, end_membership, leave_space

__all__ = [
    "accept_invitation",
    "accept_join_request",
    "change_role",
    "create_space",
    "decline_invitation",
    "decline_join_request",
    "edit_space",
    "end_membership",
    "invite_to_space",
    "leave_space",
    "request_to_join",
    "withdraw_invitation",
    "withdraw_join_request",
]
