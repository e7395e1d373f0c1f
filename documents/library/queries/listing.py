"""What a folder (or the top) of a space shows: its folders, then its documents, filtered and in an order."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from documents.library.models import Document, DocumentTag, Folder
from documents.library.queries.documents import documents_visible_to, with_files
from documents.library.queries.folders import Tree
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person

MOST_TAGS = 300  # offered to choose from


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to see the list. Filters look into the folders below as well."""

    text: str = ""
    kind: str = ""
    state: str = ""
    tag: str = ""
    by_name: bool = False

    @property
    def filters(self) -> bool:
        return bool(self.text or self.kind or self.state or self.tag)

    @property
    def without_filters(self) -> "Wish":
        return replace(self, text="", kind="", state="", tag="")


def listed_documents(user: Person, space: Space, folder: Folder | None, tree: Tree, wish: Wish) -> QuerySet[Document]:
    """Return the documents to list, with files, tags and news; none for people who may not read them."""
    rows = with_files(documents_visible_to(user, space)).prefetch_related("tags")
    if not wish.filters:
        rows = rows.filter(folder=folder)
    elif folder:
        rows = rows.filter(folder_id__in=[folder.pk, *(one.pk for one in tree.below(folder.pk))])
    if wish.filters:
        rows = _filtered(rows, wish)
    return rows.order_by(Lower("title"), "pk") if wish.by_name else rows


def _filtered(rows: QuerySet[Document], wish: Wish) -> QuerySet[Document]:
    wanted: dict[str, Any] = {"title__icontains": wish.text, "kind": wish.kind, "state": wish.state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if wish.tag:
        rows = rows.filter(pk__in=DocumentTag.objects.filter(name=wish.tag).values("document_id"))
    return rows


def listed_folders(folder: Folder | None, tree: Tree) -> list[Folder]:
    """Return the folders in a folder by name, each with `folder_count` and `document_count`, in one query."""
    folders = tree.inside.get(folder.pk if folder else None, [])
    rows = Document.objects.filter(folder__in=folders, trashed_at__isnull=True).order_by()
    counts = dict(rows.values("folder_id").annotate(n=Count("pk")).values_list("folder_id", "n"))
    for one in folders:
        one.folder_count = len(tree.inside.get(one.pk, []))  # type: ignore[attr-defined]  # notes for the page
        one.document_count = counts.get(one.pk, 0)  # type: ignore[attr-defined]
    return folders


def tags_of(space: Space) -> list[str]:
    """Return the tags that a space uses, by name, at most 300; for people who may read its documents."""
    rows = DocumentTag.objects.filter(document__space=space, document__trashed_at__isnull=True)
    return list(rows.order_by("name").values_list("name", flat=True).distinct()[:MOST_TAGS])
