"""What stands beside the title of a page: file reference and language."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, Invalid
from dialog.common.richtext import clean_text
from documents.library.models import Document
from documents.releases.actions.states import State, page_in
from documents.releases.queries import free_languages
from workgroups.spaces.rules import require

MAX_REFERENCE = 80
TAKEN = _("There is a version of this page in that language already.")


@transaction.atomic
def set_details(*, by: User, document: Document, file_reference: str, language: str) -> Document:
    """Set the file reference (up to 80 characters, may be empty) and the language of a draft.

    A release keeps what it had. Raises Conflict for a page that is no draft or a language that another version of
    it has, Invalid, TooLarge, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.describe", document)
    reference = clean_text(file_reference, limit=MAX_REFERENCE) if file_reference.strip() else ""
    document = page_in(document, State.DRAFT)
    if language not in Document.Language.values:
        raise Invalid
    if language != document.language and language not in free_languages(document):
        raise Conflict(TAKEN)
    before = {"file_reference": document.file_reference, "language": document.language}
    document.file_reference, document.language = " ".join(reference.split()), language
    after = {"file_reference": document.file_reference, "language": document.language}
    if before != after:
        document.save(update_fields=["file_reference", "language"])
        record(
            actor=by,
            action="releases.describe",
            target=document,
            space_id=document.space_id,
            before=before,
            after=after,
        )
    return document
