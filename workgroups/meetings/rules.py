import rules

from workgroups.meetings.models import Meeting
from workgroups.spaces.rules import Person, can


@rules.predicate
def was_announced(user: Person, meeting: Meeting) -> bool:
    return meeting.was_announced


# Guests read along; who may write in a group also answers its invitations.
rules.add_perm("meetings.plan", can("plan_meetings"))
rules.add_perm("meetings.see", (can("enter") & was_announced) | can("plan_meetings"))
rules.add_perm("meetings.answer", can("discuss"))
