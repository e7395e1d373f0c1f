from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Invalid
from dialog.files.names import visible_text
from documents.library.actions.documents import clean_optional
from documents.library.actions.holding import locked_document
from documents.library.models import Document, DocumentTag, FileEntry
from workgroups.spaces.rules import require

MOST_TAGS = 20
TAG_LENGTH = DocumentTag._meta.get_field("name").max_length or 40


@transaction.atomic
def describe_document(*, by: User, document: Document, tags: str, description: str = "") -> Document:
    """Set the tags of a document, given as words between commas, and a file's description.

    Raises Invalid for more than 20 tags or one above 40 characters, TooLarge, NotAllowed, NotFound.
    """
    require(by, "library.describe", document)
    row = locked_document(document)
    names = _as_spelled_before(row, tags_in(tags))
    row.tags.exclude(name__in=names).delete()
    DocumentTag.objects.bulk_create([DocumentTag(document=row, name=name) for name in names], ignore_conflicts=True)
    if row.kind == Document.Kind.FILE:
        FileEntry.objects.filter(pk=row.pk).update(description=clean_optional(description, limit=2000))
    return row


@transaction.atomic
def set_retention(*, by: User, document: Document, until: date | None) -> Document:
    """Set the last day on which a document must be kept, or none. Raises NotAllowed, NotFound."""
    require(by, "library.retain", document)
    row = locked_document(document)
    if row.retention_until != until:
        before, row.retention_until = row.retention_until, until
        row.save(update_fields=["retention_until"])
        days = {"before": str(before or ""), "after": str(until or "")}
        record(actor=by, action="library.retain", target=row, space_id=row.space_id, **days)
    return row


def tags_in(text: str) -> list[str]:
    """Return the tags in a text with commas, each once, in their order; raises Invalid as said above."""
    names: dict[str, str] = {}
    for part in text.split(","):
        name = visible_text(part)
        if name:
            names.setdefault(name.casefold(), name)
    if len(names) > MOST_TAGS or any(len(name) > TAG_LENGTH for name in names.values()):
        raise Invalid(_("At most 20 tags are possible, each with at most 40 characters."))
    return list(names.values())


def _as_spelled_before(document: Document, names: list[str]) -> list[str]:
    """Return the names as the space spells them already: "atlas" and "Atlas" are one tag."""
    rows = DocumentTag.objects.filter(document__space_id=document.space_id).exclude(document=document)
    known = {name.casefold(): name for name in rows.values_list("name", flat=True).distinct().order_by()}
    return [known.get(name.casefold(), name) for name in names]
