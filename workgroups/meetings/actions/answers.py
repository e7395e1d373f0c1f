from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid, NotFound
from workgroups.meetings.actions.changes import lock, one_line
from workgroups.meetings.models import Answer, Meeting, MeetingRead
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require


@transaction.atomic
def answer_invitation(*, user: User, meeting: Meeting, reply: str, represented_by: str = "") -> Answer:
    """Say whether one attends; a later answer replaces the earlier one. Kept with today's capacity.

    Raises Conflict unless the meeting is announced and has not begun, Invalid for an unknown reply or a
    representation without a name, NotFound for a draft.
    """
    require(user, "meetings.answer", meeting)
    lock(meeting)
    if not user.has_perm("meetings.see", meeting):
        raise NotFound
    if meeting.state != Meeting.State.OPEN:
        raise Conflict(_("This meeting takes no answers any more."))
    if reply not in Answer.Reply.values:
        raise Invalid(_("Please choose an answer."))
    fields = {**acting(user, meeting.space), "reply": reply, "created_at": timezone.now(), "represented_by": ""}
    if reply == Answer.Reply.REPRESENTED:
        if not represented_by.strip():
            raise Invalid(_("Please say who represents you."))
        fields["represented_by"] = one_line(represented_by, 160)
    return Answer.objects.update_or_create(meeting=meeting, author_id=user.pk, defaults=fields)[0]


@transaction.atomic
def mark_read(*, user: User, meeting: Meeting) -> None:
    """Note that somebody has looked at a meeting now. Raises NotFound for what they may not see."""
    require(user, "meetings.see", meeting)
    MeetingRead.objects.update_or_create(meeting=meeting, person_id=user.pk, defaults={"read_at": timezone.now()})
