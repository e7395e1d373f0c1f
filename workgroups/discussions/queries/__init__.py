"""What a person sees of discussions."""

from workgroups.discussions.queries.page import Entry, PostRights, ThreadPage, page_number_of, thread_page
from workgroups.discussions.queries.threads import (
    last_posts,
    narrowed,
    participants,
    post_in,
    recent_threads,
    thread_for,
    threads_visible_to,
    with_news,
)
from workgroups.discussions.queries.unread import (
    first_unread_position,
    news_for,
    unread_by_thread,
    unread_counts,
    unread_posts,
)

__all__ = [
    "Entry",
    "PostRights",
    "ThreadPage",
    "first_unread_position",
    "last_posts",
    "narrowed",
    "news_for",
    "page_number_of",
    "participants",
    "post_in",
    "recent_threads",
    "thread_for",
    "thread_page",
    "threads_visible_to",
    "unread_by_thread",
    "unread_counts",
    "unread_posts",
    "with_news",
]
