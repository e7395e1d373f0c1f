"""The log of a page drawn together into its snapshot."""

from collections.abc import Iterable

from django.db import transaction

from dialog.common.errors import NotFound
from documents.editing.models import SCHEMA_VERSION, DocumentSnapshot, DocumentUpdate
from documents.editing.state import merge_strictly, pack, unpack

# After so many rows the background worker draws them together; a smaller rest when the last person has left.
COMPACT_AFTER = 500
COMPACT_ON_LEAVE = 20


@transaction.atomic
def compact(*, document_id: int) -> int:
    """Replace the snapshot and the rows beside it by one packed snapshot; return the change up to which it holds.

    Maintenance of the system itself: nobody needs a right, and what readers see stays the same. Reads what the
    database holds, never a document in memory. If a row cannot be applied, nothing is replaced (raises Unusable).
    Who wrote the rows is kept. Raises NotFound.
    """
    snapshot = _locked(document_id)
    rows = list(DocumentUpdate.objects.filter(document_id=document_id).values_list("change", "payload", "authors"))
    if rows:
        last = rows[-1][0]
        state = unpack(bytes(snapshot.state), is_packed=snapshot.is_packed)
        snapshot.state = pack(merge_strictly([state, *(bytes(payload) for _change, payload, _authors in rows)]))
        snapshot.is_packed = True
        snapshot.authors = _together([snapshot.authors, *(authors for _change, _payload, authors in rows)])
        snapshot.change, snapshot.schema_version = last, SCHEMA_VERSION
        snapshot.save()
        DocumentUpdate.objects.filter(document_id=document_id, change__lte=last).delete()
    return snapshot.change


@transaction.atomic
def take_authors(document_id: int) -> list[int]:
    """Return the ids of all who wrote since the last call, smallest first, and forget them: part of a new version.

    If the caller's transaction is rolled back, they are still there. Raises NotFound.
    """
    snapshot = _locked(document_id)
    rows = DocumentUpdate.objects.filter(document_id=document_id).exclude(authors=[])
    found = dict(rows.values_list("pk", "authors"))
    authors = _together([snapshot.authors, *found.values()])
    if authors:
        # Only what was read: rows may have come meanwhile.
        DocumentUpdate.objects.filter(pk__in=found).update(authors=[])
        DocumentSnapshot.objects.filter(pk=snapshot.pk).update(authors=[])
    return authors


def _locked(document_id: int) -> DocumentSnapshot:
    """Return the snapshot; whoever draws rows together or takes authors waits for the other one here."""
    snapshot = DocumentSnapshot.objects.select_for_update().filter(document_id=document_id).first()
    if snapshot is None:
        raise NotFound
    return snapshot


def _together(authors: Iterable[list[int]]) -> list[int]:
    return sorted({author for each in authors for author in each})
