from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from dialog.common.errors import NotFound
from workgroups.meetings.models import AgendaItem, Answer, Meeting, MeetingRead
from workgroups.spaces.events import News
from workgroups.spaces.models import Membership, Role, Space
from workgroups.spaces.queries import spaces_of
from workgroups.spaces.rules import Person, abilities_in

NEWS_DAYS = 14
_RUNNING = (Meeting.State.OPEN, Meeting.State.RUNNING)


def meetings_visible_to(user: Person, spaces: Iterable[Space]) -> QuerySet[Meeting]:
    """Return the meetings of these spaces that this person may see; drafts only where they plan meetings."""
    abilities = {space.pk: abilities_in(user, space) for space in spaces}
    entered = [pk for pk, names in abilities.items() if "enter" in names]
    planned = [pk for pk, names in abilities.items() if "plan_meetings" in names]
    announced = Q(space_id__in=entered, published_at__isnull=False)
    return Meeting.objects.filter(announced | Q(space_id__in=planned)).select_related("space")


def meeting_for(user: Person, space: Space, pk: int) -> Meeting:
    """Return one meeting of a space that the person has entered; raises NotFound for what they may not see."""
    meeting = meetings_visible_to(user, [space]).filter(pk=pk).first()
    if meeting is None:
        raise NotFound
    meeting.space = space
    return meeting


def item_for(meeting: Meeting, pk: int) -> AgendaItem:
    """Return one item of the agenda of a meeting that was looked up before; raises NotFound."""
    item = meeting.items.filter(pk=pk).first()
    if item is None:
        raise NotFound
    item.meeting = meeting
    return item


def with_answers(meetings: QuerySet[Meeting], user: Person) -> QuerySet[Meeting]:
    """Add `yes_count`, `represented_count`, `no_count`, `open_count` (members who have not answered) and `my_reply`."""
    mine = Answer.objects.filter(meeting=OuterRef("pk"), author_id=user.pk)
    answered = Answer.objects.filter(meeting=OuterRef(OuterRef("pk")), author=OuterRef("user"))
    silent = (
        Membership.objects.filter(~Exists(answered), space=OuterRef("space"), ended_at__isnull=True)
        .exclude(role=Role.GUEST)
        .order_by()
        .values("space")
        .annotate(total=Count("pk"))
    )
    counts = {f"{reply}_count": Count("answers", filter=Q(answers__reply=reply)) for reply in Answer.Reply.values}
    return meetings.annotate(
        my_reply=Subquery(mine.values("reply")[:1]),
        open_count=Coalesce(Subquery(silent.values("total")), 0),
        **counts,
    )


def upcoming_meetings(user: Person, spaces: Iterable[Space], limit: int = 5) -> list[Meeting]:
    """Return what comes next in these spaces, soonest first, with the counts of `with_answers` (one query).

    Running meetings and announced ones that have not ended; for planners also drafts.
    """
    coming = meetings_visible_to(user, spaces).filter(
        Q(state=Meeting.State.RUNNING)
        | Q(state__in=(Meeting.State.DRAFT, Meeting.State.OPEN), ends_at__gte=timezone.now())
    )
    return list(with_answers(coming, user).order_by("starts_at", "pk")[:limit])


def past_meetings(user: Person, spaces: Iterable[Space]) -> QuerySet[Meeting]:
    """Return meetings that are over (closed, cancelled or their time has passed), newest first."""
    over = Q(state__in=(Meeting.State.CLOSED, Meeting.State.CANCELLED))
    passed = Q(ends_at__lt=timezone.now()) & ~Q(state=Meeting.State.RUNNING)
    return meetings_visible_to(user, spaces).filter(over | passed).order_by("-starts_at", "-pk")


def my_upcoming_meetings(user: Person, limit: int = 50) -> list[Meeting]:
    """Return the next meetings over all spaces of a person, soonest first (two queries)."""
    return upcoming_meetings(user, spaces_of(user), limit)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered what, each list in the order of the answers; `silent` are members without an answer."""

    coming: list[Answer]
    represented: list[Answer]
    absent: list[Answer]
    silent: list[Membership]

    def of(self, person_id: int | None) -> Answer | None:
        answers = self.coming + self.represented + self.absent
        return next((answer for answer in answers if answer.author_id == person_id), None)


def turnout_of(meeting: Meeting) -> Turnout:
    """Return the answers to an invitation (two queries). Guests are not asked."""
    answers = list(meeting.answers.select_related("author").order_by("author__display_name", "pk"))
    answered = {answer.author_id for answer in answers}
    members = (
        Membership.objects.filter(space_id=meeting.space_id, ended_at__isnull=True)
        .exclude(role=Role.GUEST)
        .select_related("user")
        .order_by("user__display_name", "pk")
    )

    def said(reply: Answer.Reply) -> list[Answer]:
        return [answer for answer in answers if answer.reply == reply]

    return Turnout(
        coming=said(Answer.Reply.YES),
        represented=said(Answer.Reply.REPRESENTED),
        absent=said(Answer.Reply.NO),
        silent=[member for member in members if member.user_id not in answered],
    )


def news_for(user: Person, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return agendas published in the last 14 days, newest first (one query); unread until the meeting was opened."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    read = MeetingRead.objects.filter(meeting=OuterRef("pk"), person_id=user.pk, read_at__gte=OuterRef("published_at"))
    published = meetings_visible_to(user, spaces).filter(state__in=_RUNNING, published_at__gte=since)
    rows = published.annotate(is_read=Exists(read)).order_by("-published_at", "-pk")
    return [_as_news(meeting, unread=not meeting.is_read) for meeting in rows[:limit]]


def _as_news(meeting: Meeting, *, unread: bool) -> News:
    return News(
        space_id=meeting.space_id,
        kind="agenda",
        title=meeting.name,
        url=reverse("meetings:meeting_detail", args=[meeting.space.slug, meeting.pk]),
        at=meeting.published_at or meeting.created_at,
        count=1,
        unread=unread,
        object_id=meeting.pk,
    )


def has_read(user: Person, meeting: Meeting) -> bool:
    """Tell whether the person has looked at the meeting since it was announced (for a draft: at all)."""
    read = MeetingRead.objects.filter(meeting=meeting, person_id=user.pk)
    if meeting.published_at:
        read = read.filter(read_at__gte=meeting.published_at)
    return read.exists()
