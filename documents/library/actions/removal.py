"""The end of what lies in the trash: by hand, or by itself after 30 days. What must be kept stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import PROTECT, RESTRICT, ProtectedError, Q, QuerySet, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import NotFound
from dialog.files.removing import discard_blobs, discard_files
from documents.library.actions.holding import documents_to_delete, hold_tree
from documents.library.errors import Kept
from documents.library.models import Document, FilePreview, FileVersion, Folder
from workgroups.spaces.rules import require

TRASH_KEEPS = timedelta(days=30)


@transaction.atomic
def delete_document(*, by: User, document: Document) -> None:
    """Delete a document in the trash for ever, with all versions; the bytes go after commit.

    Raises Kept while its retention period runs or a release refers to it, NotFound outside the trash, NotAllowed.
    """
    require(by, "library.delete", document)
    _delete_document(_found(Q(pk=document.pk, trashed_at__isnull=False)), by)


def _found(rows: Q) -> Document:
    found = documents_to_delete(rows)
    if not found:
        raise NotFound
    return found[0]


@transaction.atomic
def delete_folder(*, by: User, folder: Folder) -> None:
    """Delete a folder in the trash for ever, with what went there together with it: all of it, or nothing.

    Raises Kept as delete_document does, NotFound outside the trash, NotAllowed.
    """
    require(by, "library.delete", folder)
    hold_tree(folder.space_id)
    row = Folder.objects.select_for_update().filter(pk=folder.pk, trashed_at__isnull=False).first()
    if row is None:
        raise NotFound
    lying = Q(folder__in=[row.pk, *Folder.objects.filter(trashed_with=row).values_list("pk", flat=True)])
    for document in documents_to_delete(Q(trashed_with=row) | lying):
        if document.trashed_with_id == row.pk:
            _delete_document(document, by)
    _delete_folder(row, by)


def purge_trash(*, limit: int = 500) -> int:
    """Delete what has been in the trash for 30 days and need not be kept; returns how many documents went.

    Each document is a transaction of its own, so that one that cannot go holds up no other.
    """
    due = timezone.now() - TRASH_KEEPS
    rows = Document.objects.filter(trashed_at__lte=due).exclude(retention_until__gte=timezone.localdate())
    for relation in _relations_that_keep():
        rows = rows.exclude(**{f"{relation}__isnull": False})
    gone = sum(_purged(pk, due) for pk in list(rows.order_by("trashed_at").values_list("pk", flat=True)[:limit]))
    _purge_folders(due)
    return gone


def _relations_that_keep() -> list[str]:
    """Return what may point to a document and then forbids that it goes: such ones would be tried again each time."""
    return [one.name for one in Document._meta.related_objects if one.on_delete in (PROTECT, RESTRICT)]


def _purged(pk: int, due: datetime) -> bool:
    try:
        with transaction.atomic():
            _delete_document(_found(Q(pk=pk, trashed_at__lte=due)), None)
            return True
    except (Kept, NotFound):
        return False


def _purge_folders(due: datetime) -> None:
    """Delete old folders in the trash in which nothing lies any more, inner ones first."""
    rows = Folder.objects.filter(trashed_at__lte=due, documents__isnull=True, folders__isnull=True)
    while empty := list(rows.order_by("pk")[:500]):
        for row in empty:
            _purge_folder(row, rows)


@transaction.atomic
def _purge_folder(folder: Folder, rows: QuerySet[Folder]) -> None:
    """Delete a folder if it is still among these: it may have been restored meanwhile."""
    hold_tree(folder.space_id)
    row = rows.select_for_update(of=("self",)).filter(pk=folder.pk).first()
    if row:
        _delete_folder(row, None)


def _delete_folder(row: Folder, by: User | None) -> None:
    """Delete a folder and those inside it. What lies in them still, of its own account, comes to the top."""
    inner = [row.pk, *Folder.objects.filter(trashed_with=row).values_list("pk", flat=True)]
    Document.objects.filter(folder_id__in=inner).update(folder=None)
    Folder.objects.filter(parent_id__in=inner).exclude(pk__in=inner).update(parent=None)
    record(actor=by, action="library.delete", target=row, space_id=row.space_id)
    row.delete()


def _delete_document(row: Document, by: User | None) -> None:
    if row.retention_until and row.retention_until >= timezone.localdate():
        day = f"{row.retention_until:%d.%m.%Y}"
        raise Kept(_("“%(title)s” must be kept until %(day)s.") % {"title": row.title, "day": day})
    made = FilePreview.objects.filter(version__entry_id=row.pk).exclude(folder_name="")
    previews = [f"{name.rstrip('/')}/" for name in made.values_list("folder_name", flat=True)]
    versions = FileVersion.objects.filter(entry_id=row.pk).select_related("stored_file")
    files = [version.stored_file for version in versions]
    record(actor=by, action="library.delete", target=row, space_id=row.space_id)
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        words = _("“%(title)s” has been released and stays as evidence; it cannot be deleted for ever.")
        raise Kept(words % {"title": row.title}) from None
    discard_files(files)
    discard_blobs(previews)
