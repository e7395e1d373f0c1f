from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from documents.minutes.models import Minutes, MinutesRead, MinutesSection
from workgroups.meetings.models import AgendaItem, Meeting
from workgroups.meetings.queries import meetings_visible_to
from workgroups.spaces.events import News
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person

NEWS_DAYS = 14


def minutes_visible_to(user: Person, spaces: Iterable[Space]) -> QuerySet[Minutes]:
    """Return the minutes of all meetings of these spaces that the person may see, newest meeting first."""
    meetings = meetings_visible_to(user, spaces)
    minutes = Minutes.objects.filter(meeting__in=meetings.values("pk"))
    return minutes.select_related("meeting__space").order_by("-meeting__starts_at", "-pk")


def minutes_of(meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting that was looked up for the person before, with who wrote and published them."""
    minutes = Minutes.objects.filter(meeting=meeting).select_related("author", "published_by").first()
    if minutes is not None:
        minutes.meeting = meeting
    return minutes


def section_of(minutes: Minutes, item: AgendaItem) -> MinutesSection | None:
    """Return what is written about one item, with its writer and entries, or nothing yet."""
    sections = minutes.sections.filter(item=item).select_related("author").prefetch_related("entries")
    return sections.first()


def written_items(minutes: Minutes) -> set[int]:
    """Return the ids of the agenda items about which something is written."""
    return set(minutes.sections.exclude(source="").values_list("item_id", flat=True))


def has_read(user: Person, minutes: Minutes) -> bool:
    read = MinutesRead.objects.filter(minutes=minutes, person_id=user.pk)
    return read.filter(read_at__gte=minutes.published_at).exists() if minutes.published_at else True


def news_for(user: Person, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return minutes published in the last 14 days, newest first (one query); unread until they were opened."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    read = MinutesRead.objects.filter(minutes=OuterRef("pk"), person_id=user.pk, read_at__gte=OuterRef("published_at"))
    published = minutes_visible_to(user, spaces).exclude(state=Minutes.State.DRAFT).filter(published_at__gte=since)
    rows = published.annotate(is_read=Exists(read)).order_by("-published_at", "-pk").defer("content")
    return [_as_news(minutes, unread=not minutes.is_read) for minutes in rows[:limit]]


def _as_news(minutes: Minutes, *, unread: bool) -> News:
    meeting = minutes.meeting
    return News(
        space_id=meeting.space_id,
        kind="minutes",
        title=gettext("Minutes of %(meeting)s") % {"meeting": meeting.name},
        url=reverse("minutes:minutes_detail", args=[meeting.space.slug, meeting.pk]),
        at=minutes.published_at or minutes.created_at,
        count=1,
        unread=unread,
        object_id=minutes.pk,
    )
