from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from dialog.files.queries import stored_from
from documents.library.models import Document, FileVersion, Folder
from documents.library.queries.news import with_news
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, require


def documents_visible_to(user: Person, space: Space) -> QuerySet[Document]:
    """Return the documents of a space that this person may read, the last changed first; nothing from the trash.

    Each has `is_new`: changed by somebody else since this person last looked (or joined).
    """
    if not user.has_perm("library.read", space):
        return Document.objects.none()
    rows = with_news(Document.objects.filter(space=space, trashed_at__isnull=True), user)
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


def file_for(user: Person, slug: str, pk: int) -> Document:
    """Return the file document of the space with this slug for reading; raises as `document_for` does."""
    return document_for(user, slug, pk, kind=Document.Kind.FILE)


def with_files(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Read the current version of files along with the rows; pages have none (`file_entry` is missing)."""
    return rows.select_related("space", "author", "updated_by", "file_entry__locked_by").select_related(
        "file_entry__current__stored_file", "file_entry__current__preview"
    )


def versions_of(document: Document) -> QuerySet[FileVersion]:
    """Return all versions of a file, the newest first, with blob and author."""
    rows = FileVersion.objects.filter(entry_id=document.pk)
    return rows.select_related("stored_file", "author", "preview")


def version_of(document: Document, number: int | None = None) -> FileVersion:
    """Return the version with this number, or the newest; raises NotFound."""
    rows = versions_of(document)
    version = (rows if number is None else rows.filter(number=number)).first()
    if version is None:
        raise NotFound
    return version


def file_named(space: Space, folder: Folder | None, name: str) -> Document | None:
    """Return the file in a folder (None: at the top) whose current version came under this name, the newest one."""
    rows = Document.objects.filter(space=space, folder=folder, kind=Document.Kind.FILE, trashed_at__isnull=True)
    rows = rows.filter(file_entry__current__stored_file__original_name__iexact=name)
    return rows.select_related("space").order_by("-updated_at").first()


def stored_before(user: User, space: Space, upload_id: UUID) -> Document | None:
    """Return the file of a space that this person's upload has become already, if they may read it."""
    blobs = stored_from(user, upload_id).values("pk")
    return documents_visible_to(user, space).filter(file_entry__versions__stored_file__in=blobs).first()


def documents_chosen(user: Person, space: Space, ids: Iterable[int], *, permission: str) -> list[Document]:
    """Return these documents of a space, all with the permission; raises NotFound where one is gone, NotAllowed."""
    wanted = set(ids)
    rows = list(Document.objects.filter(space=space, pk__in=wanted, trashed_at__isnull=True))
    if len(rows) != len(wanted):
        raise NotFound(_("Something of what you ticked is no longer there."))
    for row in rows:
        row.space = space
        try:
            require(user, permission, row)
        except NotAllowed:
            words = _("Your role does not include this step for “%(title)s”.")
            raise NotAllowed(words % {"title": str(row)}) from None
    return rows
