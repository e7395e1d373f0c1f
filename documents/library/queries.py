from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from dialog.common.errors import NotFound, SignInNeeded
from documents.library.models import Document, FileVersion
from workgroups.spaces.events import News
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, require, running_memberships


def documents_visible_to(user: Person, space: Space) -> QuerySet[Document]:
    """Return the documents of a space that this person may read, the last changed first; nothing from the trash.

    Each has `is_new`: changed by somebody else since this person last looked (or joined).
    """
    if not user.has_perm("library.read", space):
        return Document.objects.none()
    rows = _with_news(Document.objects.filter(space=space, trashed_at__isnull=True), user)
    return rows.select_related("space", "author", "updated_by")


def document_for(
    user: Person, slug: str, pk: int, *, kind: str | None = None, permission: str = "library.read"
) -> Document:
    """Return the document of the space with this slug if the person has the permission on it.

    Raises SignInNeeded without a sign-in; NotFound where there is none (of this kind), it is in the trash, or they
    may not read it; NotAllowed where they read it but lack the permission.
    """
    if not user.is_authenticated:
        raise SignInNeeded
    rows = Document.objects.filter(space__slug=slug, pk=pk, trashed_at__isnull=True)
    document = rows.select_related("space", "author", "updated_by").first()
    if document is None or (kind and document.kind != kind):
        raise NotFound
    require(user, permission, document)
    return document


def recent_documents(space: Space, limit: int = 5) -> QuerySet[Document]:
    """Return the documents of a space that changed last, for people who may read them."""
    rows = Document.objects.filter(space=space, trashed_at__isnull=True)
    return rows.select_related("space", "updated_by")[:limit]


def unread_counts(user: Person, spaces: Iterable[Space]) -> dict[int, int]:
    """Return the number of documents new to this person by space id, in one query; spaces without any are missing."""
    rows = _with_news(_in_spaces_of(user, spaces), user).filter(is_new=True).order_by()
    return dict(rows.values("space_id").annotate(n=Count("pk")).values_list("space_id", "n"))


def news_for(user: Person, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return the documents that others changed since this person joined, the last changed first, in one query."""
    rows = _with_news(_in_spaces_of(user, spaces), user).filter(is_of_others=True)
    return [
        News(
            space_id=document.space_id,
            kind=document.kind,
            title=document.title,
            url=document.get_absolute_url(),
            at=document.updated_at,
            count=1,
            unread=document.is_new,
            object_id=document.pk,
        )
        for document in rows.select_related("space")[:limit]
    ]


def _in_spaces_of(user: Person, spaces: Iterable[Space]) -> QuerySet[Document]:
    """Return what lies in those of the spaces in which the person is a running member."""
    own = running_memberships(user)
    ids = [space.pk for space in spaces if space.pk in own]
    return Document.objects.filter(space_id__in=ids, trashed_at__isnull=True)


def _with_news(rows: QuerySet[Document], user: Person) -> QuerySet[Any]:
    """Add `is_of_others` (changed by others since this person joined) and `is_new` (and not seen since)."""
    membership = Q(space__memberships__user_id=user.pk, space__memberships__ended_at__isnull=True)
    later = rows.annotate(
        _seen=FilteredRelation("seen_marks", condition=Q(seen_marks__user_id=user.pk)),
        _member=FilteredRelation("space__memberships", condition=membership),
    ).alias(_since=Coalesce(F("_seen__seen_at"), F("_member__joined_at")))
    others = ~Q(updated_by_id=user.pk)
    return later.annotate(
        is_of_others=others & Q(updated_at__gt=F("_member__joined_at")),
        is_new=others & Q(updated_at__gt=F("_since")),
    )


def file_for(user: Person, slug: str, pk: int) -> Document:
    """Return the file document of the space with this slug for reading; raises as `document_for` does."""
    return document_for(user, slug, pk, kind=Document.Kind.FILE)


def with_files(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Read the current version of files along with the rows; pages have none (`file_entry` is missing)."""
    return rows.select_related("space", "author", "updated_by", "file_entry__current__stored_file")


def versions_of(document: Document) -> QuerySet[FileVersion]:
    """Return all versions of a file, the newest first, with blob and author."""
    rows = FileVersion.objects.filter(entry_id=document.pk)
    return rows.select_related("stored_file", "author")


def version_of(document: Document, number: int | None = None) -> FileVersion:
    """Return the version with this number, or the newest; raises NotFound."""
    rows = versions_of(document)
    version = (rows if number is None else rows.filter(number=number)).first()
    if version is None:
        raise NotFound
    return version
