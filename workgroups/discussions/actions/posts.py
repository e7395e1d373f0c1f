from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, NotFound
from workgroups.discussions.actions.writing import (
    REASON_LIMIT,
    append_post,
    checked_line,
    checked_post,
    locked,
    require_open,
    sent_before,
)
from workgroups.discussions.models import Post, PostRevision, Reaction, Thread
from workgroups.spaces.rules import require


@transaction.atomic
def reply_to_thread(
    *, author: User, thread: Thread, text: str, parent: Post | None = None, client_id: UUID | None = None
) -> Post:
    """Write a post at the end of an open thread; with `parent` it stands under that post, one level deep.

    The same `client_id` again returns the post it made. Raises Invalid or TooLarge for the text, NotFound for a
    parent in another thread, Conflict when the thread is closed or the `client_id` came before with other words.
    """
    require(author, "discussions.reply", thread)
    source, html = checked_post(text)
    if parent is not None and parent.thread_id != thread.pk:
        raise NotFound
    key = client_id or uuid4()
    fresh = locked(thread)
    if post := sent_before(author=author, client_id=key, source=source):
        return _in_thread(post, fresh)
    require_open(fresh)
    top = parent.parent if parent is not None and parent.parent_id else parent
    return append_post(author=author, thread=fresh, source=source, html=html, client_id=key, parent=top)


def _in_thread(post: Post, thread: Thread) -> Post:
    if post.thread_id != thread.pk:
        raise Conflict(_("This form has been sent before in another discussion."))
    return post


@transaction.atomic
def edit_post(*, author: User, post: Post, text: str, version: int) -> Post:
    """Give one's own post new words and keep the old ones as a revision; the same words change nothing.

    `version` is the one the form was made from. Raises Conflict when it is no longer the current one, when the post
    was removed or the thread closed; Invalid or TooLarge for the text.
    """
    require(author, "discussions.edit_post", post)
    source, html = checked_post(text)
    require_open(locked(post.thread))
    post = _reloaded(post)
    if post.source == source:
        return post
    if post.version != version:
        raise Conflict(
            _("This post has been changed since you opened it. Your text is kept below; compare it and save again.")
        )
    now = timezone.now()
    PostRevision.objects.create(
        post=post,
        version=post.version,
        source=post.source,
        html=post.html,
        written_at=post.edited_at or post.created_at,
        replaced_at=now,
    )
    post.source, post.html, post.edited_at, post.version = source, html, now, post.version + 1
    post.save(update_fields=["source", "html", "edited_at", "version"])
    return post


@transaction.atomic
def delete_post(*, person: User, post: Post, reason: str = "") -> Post:
    """Remove a post and leave who, when and why in its place; the words stay with the moderation.

    Others than the author must give a reason (Invalid). Raises Conflict when it is gone already, or when the thread
    is closed and the person does not moderate.
    """
    require(person, "discussions.delete_post", post)
    is_own = post.author_id == person.pk
    reason = checked_line(reason, limit=REASON_LIMIT, required=not is_own)
    thread = locked(post.thread)
    if not person.has_perm("discussions.moderate", post):
        require_open(thread)
    post = _reloaded(post)
    post.deleted_at, post.deleted_by, post.deletion_reason = timezone.now(), person, reason
    post.save(update_fields=["deleted_at", "deleted_by", "deletion_reason"])
    if not is_own:
        record(
            actor=person, action="discussions.delete_post", target=post, space_id=post.thread.space_id, reason=reason
        )
    return post


@transaction.atomic
def set_helpful(*, person: User, post: Post, helpful: bool) -> None:
    """Say or take back that somebody else's post is helpful. Raises Conflict if it is gone or the thread closed."""
    require(person, "discussions.react", post)
    require_open(locked(post.thread))
    _reloaded(post)
    if helpful:
        Reaction.objects.get_or_create(post=post, user=person)
    else:
        Reaction.objects.filter(post=post, user=person).delete()


def _reloaded(post: Post) -> Post:
    """Return the post as it is now, under the lock of its thread. Raises Conflict if it has been removed."""
    fresh = Post.objects.select_related("author").get(pk=post.pk)
    fresh.thread = post.thread
    if fresh.is_deleted:
        raise Conflict(_("This post has been removed in the meantime."))
    return fresh
