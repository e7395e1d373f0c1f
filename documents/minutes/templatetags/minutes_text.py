from datetime import date, datetime

from django import template

register = template.Library()


@register.filter
def as_day(value: str) -> date:
    """Read a day of the frozen content ("2026-11-24")."""
    return date.fromisoformat(value)


@register.filter
def as_moment(value: str) -> datetime:
    """Read a moment of the frozen content; aware."""
    return datetime.fromisoformat(value)
