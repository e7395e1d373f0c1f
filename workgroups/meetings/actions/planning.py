from datetime import UTC, datetime, timedelta
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Invalid
from workgroups.meetings.actions.changes import lock_open, optional_line, refuse_stale
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

LONGEST = timedelta(hours=24)
YEARS_AHEAD = 10
EARLIEST_YEAR = 2000
_is_web_address = URLValidator(schemes=["http", "https"])


class MeetingFields(TypedDict):
    """What people set about a meeting; both times are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_url: str


@transaction.atomic
def plan_meeting(*, user: User, space: Space, fields: MeetingFields) -> Meeting:
    """Begin to prepare a meeting with the next number of its year. Nobody else is told yet.

    Raises Invalid for times that cannot be or an address that is none, TooLarge.
    """
    require(user, "meetings.plan", space)
    meeting = Meeting(space=space, **acting(user, space))
    _fill(meeting, fields)
    _take_number(meeting)
    meeting.save()
    record(actor=user, action="meetings.plan", target=meeting, space_id=space.pk)
    return meeting


@transaction.atomic
def edit_meeting(*, user: User, meeting: Meeting, fields: MeetingFields, seen: int | None = None) -> Meeting:
    """Change time, place and subject. `seen` is the version the person had before their eyes.

    A draft moved into another year takes a number of that year; an announced meeting keeps its name.
    Raises Conflict when the meeting is over or was changed meanwhile, Invalid, TooLarge.
    """
    require(user, "meetings.plan", meeting)
    lock_open(meeting)
    refuse_stale(meeting.version, seen)
    before = (meeting.starts_at, meeting.ends_at, meeting.place)
    _fill(meeting, fields)
    if meeting.state == Meeting.State.DRAFT and meeting.year != _year_of(meeting):
        _take_number(meeting)
    meeting.version += 1
    meeting.save()
    if before != (meeting.starts_at, meeting.ends_at, meeting.place):
        record(actor=user, action="meetings.move", target=meeting, space_id=meeting.space_id)
    return meeting


def _fill(meeting: Meeting, fields: MeetingFields) -> None:
    meeting.title = optional_line(fields["title"], 160)
    meeting.place = optional_line(fields["place"], 200)
    meeting.video_url = _web_address(fields["video_url"])
    meeting.starts_at, meeting.ends_at = _span(fields["starts_at"], fields["ends_at"])


def _span(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    if not EARLIEST_YEAR <= starts_at.year <= timezone.now().year + YEARS_AHEAD:
        raise Invalid(_("Please check the year."))
    # In UTC: on the day the clocks change, 3:00 may come before 2:30.
    length = ends_at.astimezone(UTC) - starts_at.astimezone(UTC)
    if length <= timedelta(0):
        raise Invalid(_("The meeting must end after it starts."))
    if length > LONGEST:
        raise Invalid(_("A meeting lasts at most 24 hours."))
    return starts_at, ends_at


def _web_address(text: str) -> str:
    text = optional_line(text, 500)
    if text:
        try:
            _is_web_address(text)
        except ValidationError as error:
            raise Invalid(_("The link to the video conference is no web address (https://…).")) from error
    return text


def _year_of(meeting: Meeting) -> int:
    return timezone.localtime(meeting.starts_at).year


def _take_number(meeting: Meeting) -> None:
    """Give the next number of the year; the lock on the body makes two planners take two numbers."""
    Space.objects.select_for_update(no_key=True).get(pk=meeting.space_id)
    meeting.year = _year_of(meeting)
    same_year = Meeting.objects.filter(space_id=meeting.space_id, year=meeting.year)
    meeting.number = (same_year.aggregate(last=Max("number"))["last"] or 0) + 1
