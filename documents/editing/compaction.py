"""The log of a page drawn together into its snapshot."""

from django.db import transaction

from dialog.common.errors import NotFound
from documents.editing.models import SCHEMA_VERSION, DocumentSnapshot, DocumentUpdate
from documents.editing.state import merge_strictly

# After so many rows the background worker draws them together; a smaller rest when the last person has left.
COMPACT_AFTER = 200
COMPACT_ON_LEAVE = 20


@transaction.atomic
def compact(*, document_id: int) -> int:
    """Replace the snapshot and the rows beside it by one snapshot; return the change up to which it holds.

    Maintenance of the system itself: nobody needs a right, and what readers see stays the same. Reads what the
    database holds, never a document in memory. If a row cannot be applied, nothing is replaced (raises Unusable).
    """
    snapshot = DocumentSnapshot.objects.select_for_update().filter(document_id=document_id).first()
    if snapshot is None:
        raise NotFound
    rows = list(DocumentUpdate.objects.filter(document_id=document_id).values_list("change", "payload"))
    if rows:
        last = rows[-1][0]
        snapshot.state = merge_strictly([bytes(snapshot.state), *(bytes(payload) for _change, payload in rows)])
        snapshot.change, snapshot.schema_version = last, SCHEMA_VERSION
        snapshot.save()
        DocumentUpdate.objects.filter(document_id=document_id, change__lte=last).delete()
    return snapshot.change
