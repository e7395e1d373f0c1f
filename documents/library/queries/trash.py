"""What lies in the trash of a space, and what has been kept for long enough."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from dialog.common.errors import NotFound
from documents.library.models import Document, Folder
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, require

MOST_FOLDERS = 200  # shown above the documents


@dataclass(frozen=True, slots=True)
class InTrash:
    """One line: a document, or a folder with the number of documents that went there with it."""

    thing: Document | Folder
    is_folder: bool
    title: str
    documents: int
    may_restore: bool
    may_delete: bool

    @property
    def at(self) -> datetime | None:
        return self.thing.trashed_at


def trashed_documents(user: Person, space: Space) -> QuerySet[Document]:
    """Return the documents that went to the trash by themselves, the last first; NotAllowed for who may not look."""
    require(user, "library.see_trash", space)
    rows = Document.objects.filter(space=space, trashed_at__isnull=False, trashed_with__isnull=True)
    return rows.select_related("space", "trashed_by").order_by("-trashed_at", "-pk")


def trashed_folders(user: Person, space: Space) -> list[InTrash]:
    """Return the folders in the trash, the last first, each with the number of its documents, in one query."""
    require(user, "library.see_trash", space)
    rows = Folder.objects.filter(space=space, trashed_at__isnull=False, trashed_with__isnull=True)
    # Asked from here: the relation back to a document has no name of its own.
    counted = Document.objects.filter(space=space, trashed_with__isnull=False).order_by().values("trashed_with")
    counts = dict(counted.annotate(n=Count("pk")).values_list("trashed_with", "n"))
    found = rows.select_related("space", "trashed_by").order_by("-trashed_at", "-pk")[:MOST_FOLDERS]
    return [in_trash(user, folder, documents=counts.get(folder.pk, 0)) for folder in found]


def in_trash(user: Person, thing: Document | Folder, *, documents: int = 0) -> InTrash:
    is_folder = isinstance(thing, Folder)
    may = {name: user.has_perm(f"library.{name}", thing) for name in ("restore", "delete")}
    return InTrash(thing, is_folder, str(thing), documents, may["restore"], may["delete"])


def trashed_document_for(user: Person, space: Space, pk: int, *, permission: str) -> Document:
    """Return a document from the trash of a space; raises NotFound, NotAllowed."""
    row = Document.objects.filter(space=space, pk=pk, trashed_at__isnull=False).select_related("space").first()
    if row is None:
        raise NotFound
    require(user, permission, row)
    return row


def trashed_folder_for(user: Person, space: Space, pk: int, *, permission: str) -> Folder:
    """Return a folder from the trash of a space; raises NotFound, NotAllowed."""
    row = Folder.objects.filter(space=space, pk=pk, trashed_at__isnull=False).select_related("space").first()
    if row is None:
        raise NotFound
    require(user, permission, row)
    return row


def thing_elsewhere(
    user: Person, kind: type[Document] | type[Folder], slug: str, pk: int, *, in_trash: bool
) -> Document | Folder | None:
    """Return a thing that lies in the trash (or no longer does), for who may see the trash: others are told nothing."""
    rows: QuerySet[Any] = kind.objects.filter(space__slug=slug, pk=pk, trashed_at__isnull=not in_trash)
    row: Document | Folder | None = rows.select_related("space", "trashed_by").first()
    return row if row and user.has_perm("library.see_trash", row.space) else None


def gone_since(user: Person, space: Space, documents: list[int], folders: list[int]) -> list[str]:
    """Return the titles of those of these things that lie in the trash, for who may see it; two queries."""
    if not user.has_perm("library.see_trash", space):
        return []
    chosen: list[tuple[type[Document] | type[Folder], list[int]]] = [(Folder, folders), (Document, documents)]
    rows = [kind.objects.filter(space=space, pk__in=ids, trashed_at__isnull=False) for kind, ids in chosen]
    return [str(row) for row in [*rows[0], *rows[1]]]


def kept_long_enough(user: Person, space: Space) -> QuerySet[Document]:
    """Return the documents whose retention period is over, the oldest first; for those who manage documents."""
    require(user, "library.retain", space)
    rows = Document.objects.filter(space=space, trashed_at__isnull=True, retention_until__lt=timezone.localdate())
    return rows.select_related("space").order_by("retention_until", "pk")
