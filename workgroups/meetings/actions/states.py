from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from dialog.common.errors import Conflict
from workgroups.meetings import mails
from workgroups.meetings.actions.changes import lock, optional_line
from workgroups.meetings.models import Meeting
from workgroups.spaces.rules import require

State = Meeting.State


@transaction.atomic
def publish_agenda(*, user: User, meeting: Meeting) -> Meeting:
    """Announce the meeting: everybody in the group sees it, and all members are invited by mail.

    Raises Conflict when it is announced already or its agenda is empty.
    """
    require(user, "meetings.plan", meeting)
    lock(meeting)
    if not meeting.items.exists():
        raise Conflict(_("The agenda is empty. Please add at least one item first."))
    meeting.published_at = timezone.now()
    _move(user, meeting, "meetings.publish_agenda", State.OPEN, allowed={State.DRAFT})
    mails.invited(meeting)
    return meeting


@transaction.atomic
def start_meeting(*, user: User, meeting: Meeting) -> Meeting:
    """Open the meeting; answers to the invitation are fixed from now on. Raises Conflict unless it is announced."""
    require(user, "meetings.plan", meeting)
    lock(meeting)
    meeting.started_at = timezone.now()
    return _move(user, meeting, "meetings.start", State.RUNNING, allowed={State.OPEN})


@transaction.atomic
def close_meeting(*, user: User, meeting: Meeting) -> Meeting:
    """End the meeting; its agenda is fixed from now on. Raises Conflict unless it is running."""
    require(user, "meetings.plan", meeting)
    lock(meeting)
    meeting.closed_at = timezone.now()
    return _move(user, meeting, "meetings.close", State.CLOSED, allowed={State.RUNNING})


@transaction.atomic
def cancel_meeting(*, user: User, meeting: Meeting, reason: str = "") -> Meeting:
    """Call the meeting off; its number stays used. Members hear of it by mail if they had been invited.

    Raises Conflict when it has begun or is over, TooLarge for the reason (500 characters).
    """
    require(user, "meetings.plan", meeting)
    lock(meeting)
    meeting.cancel_reason = optional_line(reason, 500)
    _move(user, meeting, "meetings.cancel", State.CANCELLED, allowed={State.DRAFT, State.OPEN})
    if meeting.was_announced:
        mails.cancelled(meeting)
    return meeting


def _move(user: User, meeting: Meeting, action: str, state: State, *, allowed: set[State]) -> Meeting:
    """Change the state of a locked meeting and note it. Raises Conflict from any other state than the allowed.

    What is open and shut with the meeting is looked at again by open connections: the space's access epoch rises.
    """
    before = State(meeting.state)
    if before not in allowed:
        raise Conflict(
            _("Somebody else was faster. The state of this meeting is now: %(state)s.") % {"state": before.label}
        )
    meeting.state = state
    meeting.version += 1
    meeting.save()
    record(
        actor=user,
        action=action,
        target=meeting,
        space_id=meeting.space_id,
        before=before.value,
        after=state.value,
        reason=meeting.cancel_reason,
    )
    raise_epoch(space_key(meeting.space_id))
    return meeting
