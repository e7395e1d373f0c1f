from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.richtext import clean_text
from dialog.files.names import visible_text
from documents.library.actions.holding import locked_document, locked_folder
from documents.library.models import Document, Folder, SeenMark
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

_CREATE = {Document.Kind.PAGE: "library.write_page", Document.Kind.FILE: "library.upload"}


@transaction.atomic
def create_document(*, author: User, space: Space, kind: str, title: str, folder: Folder | None = None) -> Document:
    """Put a new row into a space's documents; who calls this adds the content in the same transaction.

    Raises Invalid for an empty or broken title, TooLarge above 200 characters, NotAllowed, NotFound (also for a folder
    that is in the trash or another space's).
    """
    require(author, _CREATE[Document.Kind(kind)], space)
    if folder:
        folder = locked_folder(space, folder.pk)
    document = Document(space=space, kind=kind, folder=folder, updated_by=author, **acting(author, space))
    document.title = _clean_title(title)
    document.updated_at = document.created_at
    document.save()
    mark_document_seen(user=author, document=document)
    return document


@transaction.atomic
def rename_document(*, by: User, document: Document, title: str) -> Document:
    """Give a page or a file another title. Raises Invalid, TooLarge, NotAllowed, NotFound (also for the trash)."""
    require(by, "library.rename", document)
    document = locked_document(document)
    require(by, "library.rename", document)  # as it stands now
    document.title = _clean_title(title)
    document.updated_at, document.updated_by = timezone.now(), by
    document.save(update_fields=["title", "updated_at", "updated_by"])
    return document


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


def clean_optional(text: str, *, limit: int) -> str:
    return clean_text(text, limit=limit) if text.strip() else ""


def _clean_title(title: str) -> str:
    return clean_text(visible_text(clean_text(title, limit=200)), limit=200)
