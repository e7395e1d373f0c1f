"""Discussions."""

from datetime import datetime, timedelta

from dialog.accounts.models import User
from dialog.demo.content.kinds import ThreadText
from dialog.demo.loading.clock import days_ago
from dialog.demo.loading.ids import known_id
from workgroups.discussions.actions import (
    close_thread,
    mark_thread_read,
    pin_thread,
    reply_to_thread,
    set_helpful,
    start_thread,
)
from workgroups.discussions.models import Post, Thread
from workgroups.spaces.models import Space
from workgroups.spaces.queries import members_of

RECENT = 2.0  # days: what is younger is still unread for everybody but its author


def load_threads(space: Space, threads: tuple[ThreadText, ...], people: dict[str, User]) -> None:
    for text in threads:
        thread = _write_thread(space, text, people)
        if text.pinned:
            pin_thread(person=_chair(space), thread=thread)
        if text.closed:
            close_thread(person=_chair(space), thread=thread, note="Erledigt, danke für alle Hinweise.")
            Thread.objects.filter(pk=thread.pk).update(closed_at=thread.last_post_at + timedelta(days=1))


def _write_thread(space: Space, text: ThreadText, people: dict[str, User]) -> Thread:
    first, *others = text.posts
    thread = start_thread(
        author=people[first.author],
        space=space,
        kind=text.kind,
        title=text.title,
        text=first.text,
        client_id=known_id(space, text.title, 1),
    )
    posts = [thread.posts.get(position=1)]
    for number, post in enumerate(others, start=2):
        posts.append(
            reply_to_thread(
                author=people[post.author],
                thread=thread,
                text=post.text,
                parent=posts[post.reply_to - 1] if post.reply_to else None,
                client_id=known_id(space, text.title, number),
            )
        )
    for post, stored in zip(text.posts, posts, strict=True):
        for key in post.helpful:
            set_helpful(person=people[key], post=stored, helpful=True)
    times = _times(text)
    for stored, moment in zip(posts, times, strict=True):
        Post.objects.filter(pk=stored.pk).update(created_at=moment)
    Thread.objects.filter(pk=thread.pk).update(created_at=times[0], last_post_at=times[-1])
    thread.refresh_from_db()
    _mark_old_posts_read(thread, text)
    return thread


def _times(text: ThreadText) -> list[datetime]:
    """Return when the posts were written; each after the one before it, also where a weekend was skipped."""
    times: list[datetime] = []
    for post in text.posts:
        moment = days_ago(post.days_ago)
        times.append(max(moment, times[-1] + timedelta(minutes=11)) if times else moment)
    return times


def _mark_old_posts_read(thread: Thread, text: ThreadText) -> None:
    old = sum(post.days_ago > RECENT for post in text.posts)
    if old:
        for membership in members_of(thread.space):
            mark_thread_read(person=membership.user, thread=thread, position=old)


def _chair(space: Space) -> User:
    return space.memberships.filter(role="chair").select_related("user")[0].user
