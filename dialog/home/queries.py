"""What is new for a person, put together from what the concepts tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from dialog.accounts.models import User
from documents.library import queries as library
from documents.minutes import queries as minutes
from documents.releases import queries as releases
from realtime.chat import queries as chat
from workgroups.discussions import queries as discussions
from workgroups.meetings import queries as meetings
from workgroups.meetings.models import Meeting
from workgroups.spaces.events import News
from workgroups.spaces.models import JoinRequest, Space
from workgroups.spaces.queries import spaces_of
from workgroups.spaces.rules import abilities_in

READ_DAYS = 7
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SpaceNews:
    """What is new in one space, newest first."""

    space: Space
    lines: list[News]

    @property
    def unread(self) -> int:
        return sum(line.unread for line in self.lines)


def news_of(user: User, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return the news of these spaces, newest first, at most `limit` of each concept; seven queries.

    What has been read stays in the list for seven days.
    """
    spaces = list(spaces)
    lines = [
        *discussions.news_for(user, spaces, limit),
        *library.news_for(user, spaces, limit),
        *meetings.news_for(user, spaces, limit),
        *minutes.news_for(user, spaces, limit),
        *releases.news_for(user, spaces, limit),
        *_chat_news(user, spaces),
    ]
    oldest = timezone.now() - timedelta(days=READ_DAYS)
    shown = [line for line in lines if line.unread or line.at >= oldest]
    return sorted(shown, key=lambda line: line.at, reverse=True)


def news_by_space(user: User, spaces: list[Space]) -> list[SpaceNews]:
    """Return the news grouped by space; the space with the newest line comes first, quiet ones are left out."""
    groups: dict[int, SpaceNews] = {}
    by_id = {space.pk: space for space in spaces}
    for line in news_of(user, spaces):
        groups.setdefault(line.space_id, SpaceNews(by_id[line.space_id], [])).lines.append(line)
    return list(groups.values())


def unread_lines(user: User) -> int:
    """Return how many lines of the start page are unread: the number at "Notices" in the header."""
    return sum(line.unread for line in news_of(user, spaces_of(user)))


def tab_counts(user: User, space: Space) -> dict[str, int]:
    """Return what is unread in a space by key of its tab: posts, documents, messages (three queries)."""
    found = {
        "discussions": discussions.unread_counts(user, [space]),
        "documents": library.unread_counts(user, [space]),
        "chat": chat.unread_counts(user, [space]),
    }
    return {tab: counts.get(space.pk, 0) for tab, counts in found.items()}


def next_meeting_soon(coming: Iterable[Meeting]) -> Meeting | None:
    """Return the first announced meeting that runs or begins within 24 hours."""
    until = timezone.now() + SOON
    return next((meeting for meeting in coming if meeting.was_announced and meeting.starts_at <= until), None)


def requests_to_decide(user: User, spaces: Iterable[Space]) -> list[JoinRequest]:
    """Return the open join requests of those spaces in which this person decides, oldest first."""
    deciding = [space.pk for space in spaces if "decide_join_requests" in abilities_in(user, space)]
    waiting = JoinRequest.objects.filter(space_id__in=deciding, state=JoinRequest.State.OPEN)
    return list(waiting.select_related("space", "user").order_by("pk"))


def _chat_news(user: User, spaces: list[Space]) -> list[News]:
    """Return one line per space with unread messages, in two queries."""
    counts = chat.unread_counts(user, spaces)
    latest = chat.newest_by_space(user, [space for space in spaces if space.pk in counts])
    return [
        News(
            space_id=space.pk,
            kind="chat",
            title=space.name,
            url=reverse("chat:room", args=[space.slug]),
            at=latest[space.pk],
            count=counts[space.pk],
            unread=True,
            object_id=space.pk,
        )
        for space in spaces
        if space.pk in latest
    ]
