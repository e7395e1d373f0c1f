from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Min, QuerySet

from dialog.common.errors import NotFound
from workgroups.discussions.models import Post, Thread
from workgroups.discussions.queries.unread import unread_by_thread, unread_posts
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person


class Participant(NamedTuple):
    author_id: int
    name: str
    is_office: bool


def threads_visible_to(user: Person, space: Space) -> QuerySet[Thread]:
    """Return the threads of a space that this person may read: pinned ones first, then the last written to."""
    if not user.has_perm("discussions.read", space):
        return Thread.objects.none()
    return space.threads.order_by("-is_pinned", "-last_post_at", "-pk")


def narrowed(threads: QuerySet[Thread], user: Person, *, show: str, text: str) -> QuerySet[Thread]:
    """Keep the threads in a state (`show`: open, closed, unread; anything else keeps all) with `text` in the title."""
    if show in Thread.State.values:
        threads = threads.filter(state=show)
    elif show == "unread":
        threads = threads.filter(pk__in=unread_posts(user).values("thread_id"))
    return threads.filter(title__icontains=text) if text else threads


def recent_threads(user: Person, space: Space, limit: int = 5) -> list[Thread]:
    """Return the threads of a space that were written to last, newest first, each with `unread` and `last_author`."""
    threads = threads_visible_to(user, space).order_by("-last_post_at", "-pk")[:limit]
    return with_news(list(threads), user)


def with_news(threads: list[Thread], user: Person) -> list[Thread]:
    """Add to each thread `unread` (a number) and `last_author` (a name): two queries for all."""
    unread = unread_by_thread(user, threads)
    last = last_posts(threads)
    for thread in threads:
        thread.unread = unread.get(thread.pk, 0)  # type: ignore[attr-defined]
        thread.last_author = last[thread.pk].author.display_name if thread.pk in last else ""  # type: ignore[attr-defined]
    return threads


def last_posts(threads: Iterable[Thread]) -> dict[int, Post]:
    """Return the last post of each thread with its author, by thread."""
    posts = Post.objects.filter(thread__in=[thread.pk for thread in threads], position=F("thread__last_position"))
    return {post.thread_id: post for post in posts.defer("source", "html").select_related("author")}


def thread_for(user: Person, space: Space, pk: int) -> Thread:
    """Return a thread of this space. Raises NotFound for unknown ones and those of other spaces."""
    thread = threads_visible_to(user, space).select_related("closed_by").filter(pk=pk).first()
    if thread is None:
        raise NotFound
    thread.space = space
    return thread


def post_in(thread: Thread, position: int) -> Post:
    """Return the post at a position, removed or not, with its author. Raises NotFound where there is none."""
    post = thread.posts.select_related("author").filter(position=position).first()
    if post is None:
        raise NotFound
    post.thread = thread
    return post


def participants(thread: Thread) -> list[Participant]:
    """Return who wrote in a thread, in the order of their first posts."""
    written = thread.posts.filter(deleted_at__isnull=True)
    people = written.values_list("author_id", "author__display_name", "author__is_office")
    return [Participant(*row[:3]) for row in people.annotate(first=Min("position")).order_by("first")]
