from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.common.errors import Conflict, DialogError, Invalid, NotFound
from dialog.common.inserting import insert
from dialog.common.live import publish_on_commit
from dialog.common.log import next_change
from dialog.common.richtext import clean_text
from dialog.files.actions import claim_upload
from documents.library.models import Document
from realtime.chat.errors import SlowMode
from realtime.chat.events import message_event
from realtime.chat.models import Attachment, ChatRoom, Mention, Message, MessageDocument
from realtime.chat.names import Named, people_named_in
from realtime.chat.queries.messages import message_by_client_id, message_in
from realtime.chat.queries.rooms import require_may_write
from realtime.chat.text import render_message, without_private_characters
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import abilities_in, require

MAX_MESSAGE = 4_000  # characters
MAX_FILES = 5  # with the documents of the library


def post_message(
    *,
    author: User,
    room: ChatRoom,
    text: str,
    client_id: UUID,
    reply_to: int | None = None,
    files: Sequence[UUID] = (),
    documents: Sequence[int] = (),
) -> Message:
    """Store a message as the next one of its room and tell the listeners after commit.

    `reply_to` is the position of the message it answers, `files` are finished uploads of the author and `documents` ids
    of what lies in the group's library (5 together at most); with them the text may be empty. Sending the same
    `client_id` again returns the message that is there already; with other words it raises Conflict. Raises Invalid or
    TooLarge (more than 4,000 characters) for the text, NotAllowed or NotFound for the person, NotFound for the answered
    message, an upload or a document, and what `require_may_write` raises.
    """
    require(author, "chat.post", room)
    documents = list(dict.fromkeys(documents))
    has_words = bool(text.strip()) or not (files or documents)
    source = clean_text(without_private_characters(text), limit=MAX_MESSAGE) if has_words else ""
    if len(files) + len(documents) > MAX_FILES:
        raise Invalid(_("At most %(limit)s files fit into one message.") % {"limit": MAX_FILES})
    try:
        with transaction.atomic():
            require_may_write(author, room)
            _require_pause(author, room)
            return _write(author, room, source, client_id, reply_to, files, documents)
    except (IntegrityError, DialogError):
        # Who sends again what is stored already is told so, whatever has changed since.
        if present := message_by_client_id(author, client_id):
            return _only_if_the_same(present, room, source)
        raise


def _write(
    author: User,
    room: ChatRoom,
    source: str,
    client_id: UUID,
    reply_to: int | None,
    files: Sequence[UUID],
    documents: Sequence[int],
) -> Message:
    named = people_named_in(source, room.space)
    answered = message_in(room, reply_to) if reply_to is not None else None
    change = next_change(room.topic)
    message = Message(
        room=room,
        position=change,
        change=change,
        client_id=client_id,
        source=source,
        html=render_message(source, named),
        folded=source.casefold(),
        reply_to=answered,
        **acting(author, room.space),
    )
    insert(message)
    _attach(message, author, files, _documents_in(room, documents))
    _note_mentions(message, named)
    publish_on_commit(room.topic, change, message_event(message))
    return message


def _attach(message: Message, author: User, files: Sequence[UUID], documents: Sequence[Document]) -> None:
    attached = [Attachment(message=message, stored_file=claim_upload(owner=author, upload_id=pk)) for pk in files]
    if attached:
        Attachment.objects.bulk_create(attached)
    pointed = [MessageDocument(message=message, document=document) for document in documents]
    if pointed:
        MessageDocument.objects.bulk_create(pointed)
    # A new message has no reactions, and its files are known: nothing is asked of the database to show it.
    message._prefetched_objects_cache = {  # type: ignore[attr-defined]  # what prefetch_related fills
        "attachments": attached,
        "documents": pointed,
        "reactions": [],
    }


def _documents_in(room: ChatRoom, ids: Sequence[int]) -> list[Document]:
    """Return the documents in the given order. Who may write in a room reads its group's library. Raises NotFound."""
    if not ids:
        return []
    rows = Document.objects.filter(pk__in=ids, space_id=room.space_id, trashed_at__isnull=True)
    found = rows.select_related("file_entry__current__stored_file").in_bulk()
    if len(found) < len(ids):
        raise NotFound(_("A document is no longer there. Please remove it from the message."))
    return [found[pk] for pk in ids]


def _note_mentions(message: Message, named: Sequence[Named]) -> None:
    rows = [Mention(message=message, user_id=person.pk) for person in named if person.pk != message.author_id]
    if rows:
        Mention.objects.bulk_create(rows)


def _require_pause(author: User, room: ChatRoom) -> None:
    """Raise SlowMode where the room asks for a pause and the author's last message is younger."""
    if not room.slow_seconds or "moderate" in abilities_in(author, room.space):
        return
    mine = Message.objects.filter(room=room, author=author, kind=Message.Kind.MESSAGE).order_by("-position")
    last = mine.values_list("created_at", flat=True).first()
    wait = (last + timedelta(seconds=room.slow_seconds) - timezone.now()).total_seconds() if last else 0
    if wait > 0:
        raise SlowMode(wait)


def _only_if_the_same(message: Message, room: ChatRoom, source: str) -> Message:
    first = message.revisions.order_by("version").values_list("source", flat=True).first()
    if message.room_id != room.pk or (message.source if first is None else first) != source:
        raise Conflict(_("This message has been sent before with other words. Send it again as a new one."))
    return message
