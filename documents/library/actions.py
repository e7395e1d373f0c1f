from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from dialog.common.errors import NotFound
from dialog.common.richtext import clean_text
from dialog.files.actions import claim_upload
from dialog.files.models import StoredFile
from dialog.files.names import title_from
from documents.library.models import Document, FileEntry, FileVersion, SeenMark
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

_CREATE = {Document.Kind.PAGE: "library.write_page", Document.Kind.FILE: "library.upload"}


@transaction.atomic
def create_document(*, author: User, space: Space, kind: str, title: str) -> Document:
    """Put a new row into a space's documents; who calls this adds the content in the same transaction.

    Raises Invalid for an empty or broken title, TooLarge above 200 characters, NotAllowed, NotFound.
    """
    require(author, _CREATE[Document.Kind(kind)], space)
    document = Document(space=space, kind=kind, title=_clean_title(title), updated_by=author, **acting(author, space))
    document.updated_at = document.created_at
    document.save()
    mark_document_seen(user=author, document=document)
    return document


@transaction.atomic
def rename_document(*, by: User, document: Document, title: str) -> Document:
    """Give a page or a file another title. Raises Invalid, TooLarge, NotAllowed, NotFound (also for the trash)."""
    require(by, "library.rename", document)
    document = _locked(document)
    document.title = _clean_title(title)
    document.updated_at, document.updated_by = timezone.now(), by
    document.save(update_fields=["title", "updated_at", "updated_by"])
    return document


@transaction.atomic
def trash_document(*, by: User, document: Document) -> Document:
    """Move a page or a file to the trash: nobody finds it any more, the row and its content stay."""
    require(by, "library.trash", document)
    document = _locked(document)
    document.trashed_at = timezone.now()
    document.save(update_fields=["trashed_at"])
    record(actor=by, action="library.trash", target=document, space_id=document.space_id)
    # Who has the page open is asked again for the right to read it, and leaves.
    raise_epoch(space_key(document.space_id))
    return document


@transaction.atomic
def upload_file(
    *, author: User, space: Space, upload_id: UUID, title: str = "", description: str = "", note: str = ""
) -> Document:
    """Put a finished upload of this person into a space as a new file; without a title it gets the file's name.

    Raises NotAllowed, NotFound (also for an upload that is used, expired or somebody else's), Invalid, TooLarge.
    """
    require(author, "library.upload", space)
    stored = claim_upload(owner=author, upload_id=upload_id)
    title = title.strip() or title_from(stored.original_name)
    document = create_document(author=author, space=space, kind=Document.Kind.FILE, title=title)
    entry = FileEntry.objects.create(document=document, description=_clean_optional(description, limit=2000))
    _add(entry, stored, number=1, note=note, act=acting(author, space))
    return document


@transaction.atomic
def add_file_version(*, author: User, document: Document, upload_id: UUID, note: str = "") -> FileVersion:
    """Make a finished upload of this person the current version of a file; earlier versions stay.

    Raises NotAllowed, NotFound (also for the trash and for uploads as above), Invalid, TooLarge.
    """
    require(author, "library.add_version", document)
    document = _locked(document)
    entry = FileEntry.objects.select_related("current").get(pk=document.pk)
    stored = claim_upload(owner=author, upload_id=upload_id)
    number = entry.current.number + 1 if entry.current else 1
    version = _add(entry, stored, number=number, note=note, act=acting(author, document.space))
    touch(document=document, by=author)
    mark_document_seen(user=author, document=document)
    return version


def _add(entry: FileEntry, stored: StoredFile, *, number: int, note: str, act: dict[str, Any]) -> FileVersion:
    note = _clean_optional(note, limit=200)
    entry.current = FileVersion.objects.create(entry=entry, number=number, stored_file=stored, note=note, **act)
    entry.save(update_fields=["current"])
    return entry.current


def touch(*, document: Document, by: User) -> None:
    """Note that the content has just changed, in one UPDATE; part of an action that has authorised the change."""
    Document.objects.filter(pk=document.pk).update(updated_at=timezone.now(), updated_by=by)


def mark_document_seen(*, user: User, document: Document) -> None:
    """Remember that this person has seen the document as it is now; one query, safe to repeat."""
    require(user, "library.read", document)
    SeenMark.objects.bulk_create(
        [SeenMark(user=user, document=document)],
        update_conflicts=True,
        unique_fields=["user", "document"],
        update_fields=["seen_at"],
    )


def _clean_optional(text: str, *, limit: int) -> str:
    return clean_text(text, limit=limit) if text.strip() else ""


def _clean_title(title: str) -> str:
    return " ".join(clean_text(title, limit=200).split())


def _locked(document: Document) -> Document:
    """Read the row again under its lock; raises NotFound where it went to the trash in the meantime."""
    row = Document.objects.select_for_update().filter(pk=document.pk, trashed_at__isnull=True).first()
    if row is None:
        raise NotFound
    return row
