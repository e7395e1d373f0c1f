from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from documents.library.actions.documents import locked_document
from documents.library.models import Document
from workgroups.spaces.rules import require


@transaction.atomic
def trash_document(*, by: User, document: Document) -> Document:
    """Move a page or a file to the trash: nobody finds it any more, the row and its content stay."""
    require(by, "library.trash", document)
    document = locked_document(document)
    document.trashed_at = timezone.now()
    document.save(update_fields=["trashed_at"])
    record(actor=by, action="library.trash", target=document, space_id=document.space_id)
    # Who has the page open is asked again for the right to read it, and leaves.
    raise_epoch(space_key(document.space_id))
    return document
