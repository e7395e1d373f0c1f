"""What waits for those who moderate; they alone see it, which the caller has checked."""

from django.db.models import QuerySet
from django.utils import timezone

from dialog.common.errors import NotFound
from realtime.chat.models import Mute, Report
from workgroups.spaces.models import Space


def open_reports(space: Space) -> list[Report]:
    """Return the reports that wait for a decision, oldest first, each with its message, in one query."""
    return [_in_space(report, space) for report in _reports(space).filter(state=Report.State.OPEN).order_by("pk")]


def report_in(space: Space, pk: int) -> Report:
    """Return a report of this space, settled or not. Raises NotFound for foreign and unknown numbers."""
    report = _reports(space).filter(pk=pk).first()
    if report is None:
        raise NotFound
    return _in_space(report, space)


def running_mutes(space: Space) -> list[Mute]:
    """Return the mutes that are in force now, the first to end first, in one query."""
    return list(_mutes(space).filter(lifted_at=None, until__gt=timezone.now()).order_by("until", "pk"))


def mute_in(space: Space, pk: int) -> Mute:
    """Return a mute of this space, running or not. Raises NotFound for foreign and unknown numbers."""
    mute = _mutes(space).filter(pk=pk).first()
    if mute is None:
        raise NotFound
    return mute


def _reports(space: Space) -> QuerySet[Report]:
    related = ("reporter", "settled_by", "message__author", "message__room__meeting")
    return Report.objects.filter(message__room__space=space).select_related(*related)


def _mutes(space: Space) -> QuerySet[Mute]:
    return Mute.objects.filter(space=space).select_related("user", "by", "space")


def _in_space(report: Report, space: Space) -> Report:
    room = report.message.room
    room.space = space
    if room.meeting:
        room.meeting.space = space
    return report
