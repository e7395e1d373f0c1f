"""Images of the library that texts may show."""

from django.db.models import QuerySet

from dialog.common.errors import NotFound, SignInNeeded
from dialog.files.models import StoredFile
from dialog.files.serving import IMAGES
from documents.library.models import Document
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, require

_SHOWN = (StoredFile.Scan.CLEAN, StoredFile.Scan.UNSCANNED)


def _images() -> QuerySet[Document]:
    """Return the files whose current version is an image that browsers only ever show."""
    rows = Document.objects.filter(kind=Document.Kind.FILE, trashed_at__isnull=True)
    rows = rows.filter(file_entry__current__stored_file__media_type__in=IMAGES)
    return rows.select_related("space", "file_entry__current__stored_file")


def image_for(user: Person, pk: int) -> Document:
    """Return an image of any space for reading, with its current version.

    Raises SignInNeeded without a sign-in; NotFound for other files, for the trash, and where they may not read it.
    """
    if not user.is_authenticated:
        raise SignInNeeded
    document = _images().filter(pk=pk).first()
    if document is None:
        raise NotFound
    require(user, "library.read", document)
    return document


def image_choices(user: Person, space: Space, text: str = "") -> QuerySet[Document]:
    """Return the images of a space that can be put into a text, the last changed first."""
    require(user, "library.read", space)
    rows = _images().filter(space=space, file_entry__current__stored_file__scan__in=_SHOWN)
    text = text.strip()
    return rows.filter(title__icontains=text) if text else rows
