"""Reading documents into their text rows: maintenance of the system itself, in the background, nobody needs a right."""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dialog.files.bounded import TooMuch, Unreadable
from dialog.files.reading.content import BUSY, MAX_TEXT, PROTECTED, read_text, text_reader_for
from documents.contents.models import DocumentText
from documents.contents.queries import ATTEMPTS, documents_due, with_head
from documents.contents.words import GAP, distinct_words, stems_of
from documents.editing.blocks import blocks_of
from documents.editing.queries import load_document
from documents.editing.state import build_page
from documents.editing.walkers import to_text
from documents.library.models import Document
from documents.library.previews import MAY_BE_READ

logger = logging.getLogger("dialog.files")
BUDGET = 30.0  # seconds of one run; then other work of the worker has its turn
# A change may be committed a moment after it was dated; what is this young is looked at once more.
SLACK = timedelta(seconds=30)
State = DocumentText.State


def read_due(*, budget: float = BUDGET) -> int:
    """Read what is due for about `budget` seconds and return how many documents were looked at.

    Whatever happens in the middle, the rest is found by the next run. What fails three times is marked as unreadable.
    """
    until, done = time.monotonic() + budget, 0
    for pk in documents_due():
        if time.monotonic() > until:
            break
        done += 1
        try:
            read_document(pk)
        except Exception:
            # Whatever is wrong with this one, or with the storage: the others have their turn.
            logger.exception("document %s could not be read this time", pk)
    return done


def read_document(pk: int) -> None:
    """Read one document, as far as it has changed, and index it; nothing for one that is gone or in the trash."""
    started = timezone.now() - SLACK
    rows = with_head(Document.objects.filter(pk=pk, trashed_at__isnull=True))
    document = rows.select_related("file_entry__current__stored_file").first()
    if document is None:
        return
    is_page = document.kind == Document.Kind.PAGE
    payloads, source = load_document(pk) if is_page else ([], _version_to_read(document))
    row = _begun(document, source)
    if row.state == State.WAITING and (source or is_page):
        if not _has_read(document, row, payloads):
            return
    elif _is_indexed(document, row):
        DocumentText.objects.filter(pk=pk).update(indexed_at=started)
        return
    _index(document, row)
    row.indexed_at = started
    _keep(row)


def _has_read(document: Document, row: DocumentText, payloads: list[bytes]) -> bool:
    """Put text and state into the row; returns False where it has to be tried again."""
    is_page = document.kind == Document.Kind.PAGE
    try:
        row.text = _page_text(payloads) if is_page else _file_text(document)
        row.state = State.READY if row.text else State.EMPTY
    except (Unreadable, TooMuch) as error:
        if error.reason == BUSY:
            DocumentText.objects.filter(pk=row.pk).update(attempts=row.attempts - 1)
            return False
        row.text, row.state = "", _state_for(document, error)
    row.extracted_at = timezone.now()
    return True


def read_again() -> int:
    """Have all documents read anew; returns how many. `read_due` does it."""
    return DocumentText.objects.update(state=State.WAITING, source=0, attempts=0, head_key="")


def _version_to_read(document: Document) -> int:
    """Return the id of a file's version; 0 as long as it may be infected: then only its title is indexed."""
    version = document.file_entry.current if hasattr(document, "file_entry") else None
    return version.pk if version and version.stored_file.scan in MAY_BE_READ else 0


@transaction.atomic
def _begun(document: Document, source: int) -> DocumentText:
    """Return the row, one more attempt counted before the work begins; after too many the row is given up."""
    row, _is_new = DocumentText.objects.select_for_update().get_or_create(pk=document.pk)
    if row.source == source and row.state != State.WAITING:
        return row
    if not source and document.kind == Document.Kind.FILE:
        return row
    row.attempts = row.attempts + 1 if row.source == source else 1
    row.source, row.state = source, State.WAITING
    if row.attempts > ATTEMPTS:
        row.state = State.UNREADABLE
        logger.error("document %s has been given up: it cannot be read", document.pk)
    row.save(update_fields=["source", "state", "attempts"])
    return row


def _page_text(payloads: list[bytes]) -> str:
    return to_text(blocks_of(build_page(payloads))).replace("\x00", "")[:MAX_TEXT].strip()


def _file_text(document: Document) -> str:
    version = document.file_entry.current
    return read_text(version.stored_file) if version else ""


def _state_for(document: Document, error: Unreadable | TooMuch) -> str:
    if isinstance(error, TooMuch):
        return State.TOO_LARGE
    if error.reason == PROTECTED:
        return State.PROTECTED
    version = document.file_entry.current
    return State.UNREADABLE if version and text_reader_for(version.stored_file) else State.NONE


def _is_indexed(document: Document, row: DocumentText) -> bool:
    """Return whether the row knows title, file reference, description and tags as they are."""
    known = (row.head_key, row.tag_count, row.tag_latest)
    return known == (document.head_now, document.tags_now, document.tag_now)  # type: ignore[attr-defined]  # with_head


def _index(document: Document, row: DocumentText) -> None:
    """Write what the search compares into the row."""
    tags = list(document.tags.values_list("name", flat=True))
    head = [*document.head_now.split("\n"), *tags]  # type: ignore[attr-defined]  # added by with_head
    row.head_key, row.tag_count, row.tag_latest = document.head_now, document.tags_now, document.tag_now  # type: ignore[attr-defined]
    row.head_stems = GAP.join(stems_of(part) for part in head)
    row.stems = stems_of(row.text)
    row.words = distinct_words(*head, row.text)


@transaction.atomic
def _keep(row: DocumentText) -> None:
    """Store the row unless the document was deleted or something newer is being read meanwhile."""
    if DocumentText.objects.select_for_update().filter(pk=row.pk, source=row.source).exists():
        row.save(force_update=True)
