from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict
from dialog.files.names import visible_text
from documents.library import mails
from documents.library.actions.documents import clean_optional
from documents.library.actions.holding import locked_document
from documents.library.errors import FileLocked
from documents.library.models import Document, FileEntry
from workgroups.spaces.rules import require

LOCK_HOLDS = timedelta(days=7)


@transaction.atomic
def lock_file(*, by: User, document: Document, note: str = "") -> FileEntry:
    """Note that this person works on the file outside; until they give it back nobody else adds a version.

    A lock that is older than 7 days may be taken over, its holder gets a mail. Raises FileLocked while somebody else
    holds it, TooLarge for a note above 200 characters, Invalid, NotAllowed, NotFound.
    """
    require(by, "library.lock", document)
    entry = locked_entry(document)
    refuse_locked(entry, by)
    note = clean_optional(visible_text(clean_optional(note, limit=200)), limit=200)
    if entry.locked_by and entry.locked_by != by:
        mails.lock_lifted(entry, document, by=by)
    entry.locked_by, entry.locked_at, entry.lock_note = by, timezone.now(), note
    entry.save(update_fields=["locked_by", "locked_at", "lock_note"])
    return entry


@transaction.atomic
def unlock_file(*, by: User, document: Document) -> FileEntry:
    """Give a file back. Who manages the documents may do it for others, who get a mail.

    Raises Conflict where it is not locked (any more), NotAllowed, NotFound.
    """
    require(by, "library.unlock", document)
    entry = locked_entry(document)
    if not entry.locked_by:
        raise Conflict(_("This file is not locked any more."))
    require(by, "library.unlock", entry.document)  # as it stands now
    if entry.locked_by != by:
        mails.lock_lifted(entry, document, by=by)
        record(actor=by, action="library.unlock", target=document, space_id=document.space_id, of=entry.locked_by_id)
    end_lock(entry)
    return entry


def locked_entry(document: Document) -> FileEntry:
    """Read the entry of a file under the lock of its document; raises NotFound for the trash."""
    row = locked_document(document)
    entry = FileEntry.objects.select_related("current", "locked_by").get(pk=row.pk)
    entry.document, row.space = row, document.space
    return entry


def refuse_locked(entry: FileEntry, person: User) -> None:
    """Raise FileLocked where somebody else holds the file; after 7 days a lock holds nobody up."""
    if not entry.locked_by or entry.locked_by == person or not entry.locked_at:
        return
    until = entry.locked_at + LOCK_HOLDS
    if until <= timezone.now():
        return
    words = _("%(name)s is working on this file. You can add a version when they have given it back, or from %(day)s.")
    raise FileLocked(words % {"name": entry.locked_by.display_name, "day": f"{timezone.localdate(until):%d.%m.%Y}"})


def end_lock(entry: FileEntry) -> None:
    entry.locked_by, entry.locked_at, entry.lock_note = None, None, ""
    entry.save(update_fields=["locked_by", "locked_at", "lock_note"])
