"""Everything that changes discussions. Each function authorises first and is one transaction."""

from workgroups.discussions.actions.posts import delete_post, edit_post, reply_to_thread, set_helpful
from workgroups.discussions.actions.reading import mark_all_read, mark_thread_read
from workgroups.discussions.actions.threads import (
    close_thread,
    pin_thread,
    reopen_thread,
    start_thread,
    unpin_thread,
)

__all__ = [
    "close_thread",
    "delete_post",
    "edit_post",
    "mark_all_read",
    "mark_thread_read",
    "pin_thread",
    "reopen_thread",
    "reply_to_thread",
    "set_helpful",
    "start_thread",
    "unpin_thread",
]
