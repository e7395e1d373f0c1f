from typing import Any
from uuid import UUID

from django.db import transaction

from dialog.accounts.models import User
from dialog.files.actions import claim_upload
from dialog.files.models import StoredFile
from dialog.files.names import title_from
from documents.library.actions.documents import (
    clean_optional,
    create_document,
    mark_document_seen,
    touch,
)
from documents.library.actions.locks import end_lock, locked_entry, refuse_locked
from documents.library.models import Document, FileEntry, FileVersion, Folder
from documents.library.previews import wake_previews
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require


@transaction.atomic
def upload_file(
    *,
    author: User,
    space: Space,
    upload_id: UUID,
    folder: Folder | None = None,
    title: str = "",
    description: str = "",
    note: str = "",
) -> Document:
    """Put a finished upload of this person into a space as a new file; without a title it gets the file's name.

    Raises NotAllowed, NotFound (also for an upload that is used, expired or somebody else's, and for a folder in the
    trash), Invalid, TooLarge.
    """
    require(author, "library.upload", space)
    stored = claim_upload(owner=author, upload_id=upload_id)
    title = title.strip() or _free_title(space, folder, title_from(stored.original_name))
    document = create_document(author=author, space=space, kind=Document.Kind.FILE, title=title, folder=folder)
    entry = FileEntry.objects.create(document=document, description=clean_optional(description, limit=2000))
    _add(entry, stored, number=1, note=note, act=acting(author, space))
    return document


@transaction.atomic
def add_file_version(*, author: User, document: Document, upload_id: UUID, note: str = "") -> FileVersion:
    """Make a finished upload of this person the current version of a file; earlier versions stay.

    It ends their own lock on the file. Raises FileLocked while somebody else holds it (the upload stays usable),
    NotAllowed, NotFound (also for the trash and for uploads as above), Invalid, TooLarge.
    """
    require(author, "library.add_version", document)
    entry = locked_entry(document)
    refuse_locked(entry, author)
    stored = claim_upload(owner=author, upload_id=upload_id)
    number = entry.current.number + 1 if entry.current else 1
    version = _add(entry, stored, number=number, note=note, act=acting(author, document.space))
    if entry.locked_by == author:
        end_lock(entry)
    touch(document=document, by=author)
    mark_document_seen(user=author, document=document)
    return version


def _add(entry: FileEntry, stored: StoredFile, *, number: int, note: str, act: dict[str, Any]) -> FileVersion:
    note = clean_optional(note, limit=200)
    entry.current = FileVersion.objects.create(entry=entry, number=number, stored_file=stored, note=note, **act)
    entry.save(update_fields=["current"])
    transaction.on_commit(wake_previews, robust=True)
    return entry.current


def _free_title(space: Space, folder: Folder | None, title: str) -> str:
    """Return the title, with a number where a document beside it is called so already."""
    beside = Document.objects.filter(space=space, folder=folder, trashed_at__isnull=True)
    taken = {one.casefold() for one in beside.filter(title__istartswith=title[:150]).values_list("title", flat=True)}
    name, number = title, 1
    while name.casefold() in taken:
        number += 1
        name = f"{title} ({number})"
    return name
