"""The rows that an action holds until its commit, always in one order, so that no two wait for each other.

First the space's row (for whoever changes the tree of folders), then folders, then documents, each by number, then what
hangs on documents; the epoch of rights comes last. Rows whose content changes are held without their key, so that
others may go on putting rows that point to them; only what is deleted is held with it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from dialog.common.errors import NotFound
from documents.library.models import Document, Folder
from documents.library.queries.folders import Tree, tree_of
from workgroups.spaces.models import Space


def locked_tree(space: Space) -> Tree:
    """Read the tree of a space while nobody else changes it: two moves at once could make a ring."""
    hold_tree(space.pk)
    return tree_of(space)


def hold_tree(space_id: int) -> None:
    Space.objects.select_for_update(no_key=True).get(pk=space_id)


def locked_folder(space: Space, pk: int) -> Folder:
    """Read a folder of this space under its lock; raises NotFound where there is none or it is in the trash."""
    row = Folder.objects.select_for_update(no_key=True).filter(space=space, pk=pk, trashed_at__isnull=True).first()
    if row is None:
        raise NotFound
    return row


def hold_folders(ids: Iterable[int]) -> None:
    """Hold folders of a tree that is held: nobody puts anything into them any more."""
    _hold(Folder.objects.filter(pk__in=list(ids)))


def locked_document(document: Document) -> Document:
    """Read the row again under its lock; raises NotFound where it went to the trash in the meantime."""
    rows = Document.objects.select_for_update(no_key=True)
    row = rows.filter(pk=document.pk, trashed_at__isnull=True).first()
    if row is None:
        raise NotFound
    row.space = document.space
    return row


def hold_documents(rows: QuerySet[Document]) -> None:
    """Hold many documents, folders being held already."""
    _hold(rows)


def documents_to_delete(rows: Q) -> list[Document]:
    """Read documents under the locks that deleting them takes, and hold their language versions, which it changes."""
    ids = list(Document.objects.filter(rows).values_list("pk", flat=True))
    hanging = Document.objects.filter(Q(pk__in=ids) | Q(translation_of_id__in=ids))
    list(hanging.select_for_update().order_by("pk").values_list("pk"))
    return list(Document.objects.filter(rows, pk__in=ids).order_by("pk"))  # as they stand now


def _hold(rows: QuerySet[Any]) -> None:
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
