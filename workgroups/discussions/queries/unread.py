"""What is new for a person: posts of others behind their read mark that have not been removed."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from workgroups.discussions.models import Post, ReadMark, Thread
from workgroups.spaces.events import News
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person


def unread_posts(user: Person) -> QuerySet[Post]:
    """Return all posts that are new for this person, whatever the space: the caller says which ones it may be."""
    posts = Post.objects.alias(read_to=_read_to(user, "thread_id"))
    new = posts.filter(position__gt=F("read_to"), deleted_at__isnull=True)
    return new.exclude(author_id=user.pk).order_by()


def unread_counts(user: Person, spaces: Iterable[Space]) -> dict[int, int]:
    """Return how many posts are new for this person by space, in one query; spaces without news are missing."""
    rows = _unread_in(user, spaces).values_list("thread__space_id")
    return dict(rows.annotate(n=Count("pk")))


def unread_by_thread(user: Person, threads: Iterable[Thread]) -> Mapping[int, int]:
    """Return how many posts of each thread are new for this person, in one query; threads without are missing."""
    rows = unread_posts(user).filter(thread_id__in=[thread.pk for thread in threads])
    return dict(rows.values_list("thread_id").annotate(n=Count("pk")))


def first_unread_position(user: Person, thread: Thread) -> int | None:
    """Return the lowest position in a thread that is new for this person."""
    return unread_posts(user).filter(thread=thread).order_by("position").values_list("position", flat=True).first()


def news_for(user: Person, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return one line for each thread with new posts, latest first, in one query; its address leads to the first."""
    slugs = {space.pk: space.slug for space in spaces}
    threads = _unread_in(user, spaces).values("thread_id", space_id=F("thread__space_id"), title=F("thread__title"))
    rows = threads.annotate(n=Count("pk"), at=Max("created_at")).order_by("-at", "-thread_id")[:limit]
    return [
        News(
            space_id=row["space_id"],
            kind="thread",
            title=row["title"],
            url=reverse("discussions:thread_first_new", args=[slugs[row["space_id"]], row["thread_id"]]),
            at=row["at"],
            count=row["n"],
            unread=True,
            object_id=row["thread_id"],
        )
        for row in rows
    ]


def _unread_in(user: Person, spaces: Iterable[Space]) -> QuerySet[Post]:
    readable = [space.pk for space in spaces if user.has_perm("discussions.read", space)]
    # Most threads are read to their end: leave them out before looking at posts.
    threads = Thread.objects.filter(space_id__in=readable).alias(read_to=_read_to(user, "pk"))
    return unread_posts(user).filter(thread__in=threads.filter(last_position__gt=F("read_to")))


def _read_to(user: Person, thread: str) -> Coalesce:
    marks = ReadMark.objects.filter(user_id=user.pk or 0, thread=OuterRef(thread)).values("position")
    return Coalesce(Subquery(marks), Value(0))
