"""Marking news as read. Each line is marked by the action of its own concept, which checks the right."""

from collections.abc import Callable

from django.db import transaction

from dialog.accounts.models import User
from dialog.common.errors import NotFound, SignInNeeded
from dialog.home.queries import news_of
from documents.library.actions import mark_document_seen
from documents.library.models import Document
from documents.minutes.actions import mark_read as mark_minutes_read
from documents.minutes.models import Minutes
from documents.releases.models import Release
from realtime.chat.actions import mark_read as mark_room_read
from realtime.chat.queries import rooms_of
from workgroups.discussions.actions import mark_thread_read
from workgroups.discussions.models import Thread
from workgroups.meetings.actions import mark_read as mark_meeting_read
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Space
from workgroups.spaces.queries import spaces_of

ALL_AT_ONCE = 500


@transaction.atomic
def mark_news_read(*, user: User, kind: str, object_id: int) -> None:
    """Mark one line of the start page as read.

    `kind` and `object_id` are those of the line (`News`). Raises SignInNeeded without a sign-in, NotFound for what
    does not exist or this person may not see.
    """
    if not user.is_authenticated:
        raise SignInNeeded
    if kind not in _MARKERS:
        raise NotFound
    _MARKERS[kind](user, object_id)


@transaction.atomic
def mark_all_news_read(*, user: User) -> None:
    """Mark all lines of the start page as read, at most 500 of each concept. Raises SignInNeeded."""
    if not user.is_authenticated:
        raise SignInNeeded
    for line in news_of(user, spaces_of(user), ALL_AT_ONCE):
        if line.unread:
            _MARKERS[line.kind](user, line.object_id)


def _mark_thread(user: User, pk: int) -> None:
    thread = Thread.objects.select_related("space").filter(pk=pk).first()
    if thread is None:
        raise NotFound
    mark_thread_read(person=user, thread=thread)


def _mark_document(user: User, pk: int) -> None:
    document = Document.objects.select_related("space").filter(pk=pk, trashed_at__isnull=True).first()
    if document is None:
        raise NotFound
    mark_document_seen(user=user, document=document)


def _mark_meeting(user: User, pk: int) -> None:
    meeting = Meeting.objects.select_related("space").filter(pk=pk).first()
    if meeting is None:
        raise NotFound
    mark_meeting_read(user=user, meeting=meeting)


def _mark_minutes(user: User, pk: int) -> None:
    minutes = Minutes.objects.select_related("meeting__space").filter(pk=pk).first()
    if minutes is None:
        raise NotFound
    mark_minutes_read(user=user, minutes=minutes)


def _mark_release(user: User, pk: int) -> None:
    document_id = Release.objects.filter(pk=pk).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotFound
    _mark_document(user, document_id)


def _mark_chat(user: User, space_id: int) -> None:
    """Read the rooms of a space up to their newest message."""
    space = Space.objects.filter(pk=space_id).first()
    if space is None or not user.has_perm("spaces.enter", space):
        raise NotFound
    for room in rooms_of(user, space):
        newest = room.messages.order_by("-position").values_list("position", flat=True).first()
        mark_room_read(user=user, room=room, position=newest or 0)


_MARKERS: dict[str, Callable[[User, int], None]] = {
    "thread": _mark_thread,
    Document.Kind.PAGE.value: _mark_document,
    Document.Kind.FILE.value: _mark_document,
    "agenda": _mark_meeting,
    "minutes": _mark_minutes,
    "release": _mark_release,
    "chat": _mark_chat,
}
