"""Who may do what in discussions. That a thread is closed or a post gone is no missing right: actions say Conflict."""

import rules

from workgroups.discussions.models import Post, Thread
from workgroups.spaces.rules import Person, can


@rules.predicate
def is_author(user: Person, thing: Post | Thread) -> bool:
    return thing.author_id == user.pk


@rules.predicate
def has_closed_it(user: Person, thread: Thread) -> bool:
    return thread.closed_by_id == user.pk


@rules.predicate
def is_there(_user: Person, post: Post) -> bool:
    return not post.is_deleted


rules.add_perm("discussions.read", can("enter"))
rules.add_perm("discussions.start", can("discuss"))
rules.add_perm("discussions.reply", can("discuss"))
rules.add_perm("discussions.edit_post", can("discuss") & is_author)
rules.add_perm("discussions.delete_post", (can("discuss") & is_author) | can("moderate"))
rules.add_perm("discussions.react", can("discuss") & ~is_author)
rules.add_perm("discussions.see_history", (can("enter") & is_there) | can("moderate"))
rules.add_perm("discussions.close", (can("discuss") & is_author) | can("moderate"))
rules.add_perm("discussions.reopen", (can("discuss") & is_author & has_closed_it) | can("moderate"))
rules.add_perm("discussions.pin", can("moderate"))
rules.add_perm("discussions.moderate", can("moderate"))
