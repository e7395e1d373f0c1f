"""When things of the demonstration happened: counted back from today, on working days, in office hours."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

CLOSING_TIME = time(17)
OFFICE_HOURS = 9


def days_ago(days: float) -> datetime:
    """Return a moment so many days before today: 3.2 is three days ago, late in the afternoon; 3.9 in the morning."""
    whole, part = divmod(days, 1)
    day = _working_day(timezone.localdate() - timedelta(days=int(whole)))
    moment = timezone.make_aware(datetime.combine(day, CLOSING_TIME)) - timedelta(hours=OFFICE_HOURS * part)
    return min(moment, timezone.now() - timedelta(hours=part))


def at(days: int, clock: str) -> datetime:
    """Return a clock time ("10:30", Germany) so many days from today; what lies before today is on a working day."""
    hour, minute = map(int, clock.split(":"))
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(_working_day(day) if days < 0 else day, time(hour, minute)))


def on_weekday(days: int) -> int:
    """Move a distance in days so that it does not end on a weekend."""
    weekday = (timezone.localdate() + timedelta(days=days)).weekday()
    return days + (7 - weekday if weekday > 4 else 0)


def _working_day(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
