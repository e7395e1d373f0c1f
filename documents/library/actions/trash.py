"""What goes to the trash, comes back, or is gone for ever. A folder takes along what lies in it, and brings it back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from dialog.common.errors import NotAllowed, NotFound
from documents.library.actions.holding import hold_documents, hold_folders, locked_document, locked_tree
from documents.library.models import Document, Folder
from documents.library.queries.folders import Tree
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require


@transaction.atomic
def trash_document(*, by: User, document: Document) -> Document:
    """Move a page or a file to the trash: nobody finds it any more, the row and its content stay."""
    require(by, "library.trash", document)
    document = locked_document(document)
    require(by, "library.trash", document)  # as it stands now
    document.trashed_at, document.trashed_by, document.trashed_with = timezone.now(), by, None
    document.save(update_fields=["trashed_at", "trashed_by", "trashed_with"])
    record(actor=by, action="library.trash", target=document, space_id=document.space_id)
    # Who has the page open is asked again for the right to read it, and leaves.
    raise_epoch(space_key(document.space_id))
    return document


@transaction.atomic
def trash_things(*, by: User, space: Space, documents: list[Document], folders: list[Folder]) -> int:
    """Move documents and folders of a space to the trash, all of them or nothing; returns how many.

    Raises what `trash_document` and `trash_folder` raise.
    """
    require(by, "library.create_folder", space)
    tree = locked_tree(space)
    # All rows first: each of the steps below raises the epoch, for which others wait who hold one of them.
    hold_folders(one.pk for folder in folders for one in (folder, *tree.below(folder.pk)))
    lying = Q(folder_id__in=[one.pk for folder in folders for one in (folder, *tree.below(folder.pk))])
    hold_documents(Document.objects.filter(lying | Q(pk__in=[one.pk for one in documents]), trashed_at__isnull=True))
    for document in documents:
        trash_document(by=by, document=document)
    for folder in folders:
        trash_folder(by=by, folder=folder)
    return len(documents) + len(folders)


@transaction.atomic
def trash_folder(*, by: User, folder: Folder) -> Folder:
    """Move a folder with all that lies in it to the trash; it comes back together.

    Raises NotAllowed where something in it may not be moved there by this person; nothing is moved then.
    """
    require(by, "library.change_folder", folder)
    tree = locked_tree(folder.space)
    row = tree.by_id.get(folder.pk)
    if row is None:
        raise NotFound
    inner = [one.pk for one in tree.below(row.pk)]
    documents = _held_inside([row.pk, *inner])
    _require_all(by, documents, [tree.by_id[pk] for pk in inner], folder.space)
    gone = {"trashed_at": timezone.now(), "trashed_by": by}
    Document.objects.filter(pk__in=[one.pk for one in documents]).update(**gone, trashed_with=row)
    Folder.objects.filter(pk__in=inner).update(**gone, trashed_with=row)
    Folder.objects.filter(pk=row.pk).update(**gone, trashed_with=None)
    record(actor=by, action="library.trash", target=row, space_id=row.space_id, documents=len(documents))
    raise_epoch(space_key(row.space_id))
    return row


def _held_inside(folders: list[int]) -> list[Document]:
    """Return the documents in folders, all of them held; after the folders, so that nobody adds one."""
    hold_folders(folders)
    inside = Document.objects.filter(trashed_at__isnull=True, folder_id__in=folders)
    hold_documents(inside)
    return list(inside)


def _require_all(by: User, documents: list[Document], folders: list[Folder], space: Space) -> None:
    for document in documents:
        document.space = space
    allowed = all(by.has_perm("library.trash", one) for one in documents)
    if not (allowed and all(by.has_perm("library.change_folder", one) for one in folders)):
        raise NotAllowed(_("In this folder lie documents of others, which you may not move to the trash."))


@transaction.atomic
def restore_document(*, by: User, document: Document) -> Document:
    """Take a document out of the trash, back into its folder, or to the top where that is gone.

    Raises NotFound where it is not in the trash (any more), NotAllowed.
    """
    require(by, "library.restore", document)
    tree = locked_tree(document.space)  # or its folder may go to the trash meanwhile
    rows = Document.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=document.pk, trashed_at__isnull=False).select_related("space").first()
    if row is None:
        raise NotFound
    row.folder = tree.by_id.get(row.folder_id or 0)
    row.trashed_at = row.trashed_by = row.trashed_with = None
    row.save(update_fields=["folder", "trashed_at", "trashed_by", "trashed_with"])
    record(actor=by, action="library.restore", target=row, space_id=row.space_id)
    raise_epoch(space_key(row.space_id))
    return row


@transaction.atomic
def restore_folder(*, by: User, folder: Folder) -> Folder:
    """Take a folder out of the trash with what went there together with it; raises as restore_document does.

    Where its place or its name is taken, it comes to the top, or gets a number.
    """
    require(by, "library.restore", folder)
    tree = locked_tree(folder.space)
    rows = Folder.objects.filter(pk=folder.pk, trashed_at__isnull=False)
    row = rows.select_related("space").first()
    if row is None:
        raise NotFound
    if row.parent_id not in tree.by_id:
        row.parent = None
    row.name = _free_name(tree, row)
    back = {"trashed_at": None, "trashed_by": None, "trashed_with": None}
    hold_folders([row.pk, *Folder.objects.filter(trashed_with=row).values_list("pk", flat=True)])
    hold_documents(Document.objects.filter(trashed_with=row))
    Document.objects.filter(trashed_with=row).update(**back)
    Folder.objects.filter(Q(pk=row.pk) | Q(trashed_with=row)).update(**back)
    row.save(update_fields=["parent", "name"])
    record(actor=by, action="library.restore", target=row, space_id=row.space_id)
    raise_epoch(space_key(row.space_id))
    return Folder.objects.select_related("space").get(pk=row.pk)


def _free_name(tree: Tree, folder: Folder) -> str:
    taken = {one.name.casefold() for one in tree.inside.get(folder.parent_id, [])}
    name, number = folder.name, 1
    while name.casefold() in taken:
        number += 1
        name = f"{folder.name[:110]} ({number})"
    return name
