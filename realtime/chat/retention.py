"""Messages of meetings that are kept for a while only: deleted for good, with everything that hangs on them."""

import logging
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialog.audit.actions import record
from dialog.files.models import StoredFile
from dialog.links.models import Link
from realtime.chat.models import ChatRoom, Message
from workgroups.meetings.models import Meeting

logger = logging.getLogger("dialog.chat")
BATCH = 200  # messages deleted in one transaction


def empty_expired() -> int:
    """Empty the rooms whose meeting has been closed for longer than they keep messages; returns how many."""
    rooms = ChatRoom.objects.filter(keep_days__isnull=False, emptied_at=None, meeting__state=Meeting.State.CLOSED)
    expired = [room for room in rooms.select_related("meeting").order_by("pk") if _is_expired(room)]
    for room in expired:
        empty_room(room)
    return len(expired)


def _is_expired(room: ChatRoom) -> bool:
    closed_at = room.meeting.closed_at if room.meeting else None
    return bool(closed_at and closed_at + timedelta(days=room.keep_days or 0) <= timezone.now())


def empty_room(room: ChatRoom) -> None:
    """Delete all messages of a room with edits, reactions, reports, links and files, and note that it was done.

    Batch by batch; after a crash the next run goes on. What discussions quote from the messages stays in them.
    """
    messages = files = 0
    while batch := list(room.messages.order_by("position").values_list("pk", flat=True)[:BATCH]):
        files += _delete(batch)
        messages += len(batch)
    with transaction.atomic():
        room.emptied_at = timezone.now()
        room.save(update_fields=["emptied_at"])
        record(
            actor=None,
            action="chat.empty_room",
            target=room,
            space_id=room.space_id,
            messages=messages,
            files=files,
            keep_days=room.keep_days,
        )
    logger.info("room %s emptied: %s messages, %s files", room.pk, messages, files)


def _delete(batch: list[int]) -> int:
    """Bytes first: a crash in between leaves rows that the next run finds, never bytes that no row names."""
    stored = list(StoredFile.objects.filter(pk__in=_files_of(batch)))
    for blob in stored:
        default_storage.delete(blob.storage_name)
    with transaction.atomic():
        Link.objects.filter(source_type=Message._meta.label_lower, source_id__in=batch).delete()
        Message.objects.filter(pk__in=batch).delete()
        StoredFile.objects.filter(pk__in=[blob.pk for blob in stored]).delete()
    return len(stored)


def _files_of(batch: list[int]) -> list[int]:
    attached = Message.objects.filter(pk__in=batch, attachments__isnull=False)
    return list(attached.values_list(F("attachments__stored_file"), flat=True))
