from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, Invalid
from workgroups.discussions.actions.writing import (
    REASON_LIMIT,
    TITLE_LIMIT,
    append_post,
    checked_line,
    checked_post,
    locked,
    sent_before,
)
from workgroups.discussions.models import Thread
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require


@transaction.atomic
def start_thread(
    *, author: User, space: Space, kind: str, title: str, text: str, client_id: UUID | None = None
) -> Thread:
    """Open a discussion with its first post and return it; the same `client_id` again returns the same thread.

    Raises Invalid or TooLarge for title, kind or text, Conflict for a known `client_id` with other words.
    """
    require(author, "discussions.start", space)
    title = checked_line(title, limit=TITLE_LIMIT)
    if kind not in Thread.Kind.values:
        raise Invalid(_("Please choose what kind of discussion this is."))
    source, html = checked_post(text)
    key = client_id or uuid4()
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    if post := sent_before(author=author, client_id=key, source=source):
        if post.thread.space_id != space.pk or post.thread.title != title:
            raise Conflict(_("This form has been sent before with another title. Send it again to start one more."))
        return post.thread
    thread = Thread.objects.create(space=space, kind=kind, title=title, **acting(author, space))
    append_post(author=author, thread=thread, source=source, html=html, client_id=key)
    return thread


@transaction.atomic
def close_thread(*, person: User, thread: Thread, note: str = "") -> Thread:
    """End a discussion, with a sentence on its result; nothing more can be written. Closed ones stay as they are."""
    require(person, "discussions.close", thread)
    note = checked_line(note, limit=REASON_LIMIT, required=False)
    thread = locked(thread)
    if not thread.is_open:
        return thread
    thread.state = Thread.State.CLOSED
    thread.closed_at, thread.closed_by, thread.closing_note = timezone.now(), person, note
    thread.save(update_fields=["state", "closed_at", "closed_by", "closing_note"])
    _record(person, "close_thread", thread, note=note)
    return thread


@transaction.atomic
def reopen_thread(*, person: User, thread: Thread) -> Thread:
    """Open a closed discussion again. Open ones stay as they are."""
    require(person, "discussions.reopen", thread)
    thread = locked(thread)
    if thread.is_open:
        return thread
    thread.state = Thread.State.OPEN
    thread.closed_at, thread.closed_by, thread.closing_note = None, None, ""
    thread.save(update_fields=["state", "closed_at", "closed_by", "closing_note"])
    _record(person, "reopen_thread", thread)
    return thread


@transaction.atomic
def pin_thread(*, person: User, thread: Thread) -> Thread:
    """Keep a discussion at the top of the list."""
    require(person, "discussions.pin", thread)
    return _set_pinned(person, thread, pinned=True)


@transaction.atomic
def unpin_thread(*, person: User, thread: Thread) -> Thread:
    """Let a pinned discussion go back to its place in the list."""
    require(person, "discussions.pin", thread)
    return _set_pinned(person, thread, pinned=False)


def _set_pinned(person: User, thread: Thread, *, pinned: bool) -> Thread:
    thread = locked(thread)
    if thread.is_pinned == pinned:
        return thread
    thread.is_pinned = pinned
    thread.save(update_fields=["is_pinned"])
    _record(person, "pin_thread" if pinned else "unpin_thread", thread)
    return thread


def _record(person: User, verb: str, thread: Thread, **data: str) -> None:
    record(actor=person, action=f"discussions.{verb}", target=thread, space_id=thread.space_id, **data)
