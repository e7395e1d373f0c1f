from datetime import datetime, time, timedelta

from django.utils import timezone


def days_ago(days: float) -> datetime:
    """Return the moment that many days before now, by day; on a weekend the Friday before."""
    moment = timezone.now() - timedelta(days=days)
    return moment - timedelta(days=max(0, timezone.localtime(moment).weekday() - 4)) if days > 2 else moment


def at(days: int, clock: str) -> datetime:
    """Return a clock time ("10:30", Germany) so many days from today, never in the future for past days."""
    hour, minute = map(int, clock.split(":"))
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def on_weekday(days: int) -> int:
    """Move a distance in days so that it does not end on a weekend."""
    weekday = (timezone.localdate() + timedelta(days=days)).weekday()
    return days + (7 - weekday if weekday > 4 else 0)
