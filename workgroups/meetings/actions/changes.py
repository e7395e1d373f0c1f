"""What all changes of a meeting share: one change at a time, none over what somebody else wrote, clean text."""

from django.utils.translation import gettext_lazy as _

from dialog.common.errors import Conflict
from dialog.common.richtext import clean_text
from workgroups.meetings.models import Meeting

IS_OVER = _("This meeting is over; it can no longer be changed.")


def lock(meeting: Meeting) -> None:
    """Wait until nobody else changes this meeting, then read again what is stored."""
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    for field in Meeting._meta.concrete_fields:
        setattr(meeting, field.attname, getattr(stored, field.attname))


def lock_open(meeting: Meeting) -> None:
    """Lock a meeting that is still to be changed; raises Conflict for one that is over."""
    lock(meeting)
    if meeting.is_over:
        raise Conflict(IS_OVER)


def refuse_stale(stored: int, seen: int | None) -> None:
    """Raise Conflict when somebody saved since the person opened the form; `seen` None skips the comparison."""
    if seen is not None and seen != stored:
        raise Conflict


def one_line(text: str, limit: int) -> str:
    """Return text without line breaks, at most `limit` characters; raises Invalid when empty, TooLarge."""
    return clean_text(" ".join(text.split()), limit=limit)


def optional_line(text: str, limit: int) -> str:
    """As one_line, but nothing stays nothing."""
    return one_line(text, limit) if text.strip() else ""
