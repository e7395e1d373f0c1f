from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, Invalid
from documents.comments.concerning import note_concerned
from documents.comments.models import Suggestion
from documents.comments.queries import pieces_as_shown
from documents.comments.recent import without_suggestion, written_just_now
from documents.comments.suggested import Suggested, settle_in, suggested_in
from documents.editing.actions import change_page
from documents.editing.events import tell_side
from documents.editing.state import Page
from documents.library.models import Document
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MAX_KEPT = 20_000  # characters kept of a settled suggestion on each side


@transaction.atomic
def register_suggestion(*, author: User, document: Document, key: str) -> Suggestion:
    """Note who makes a suggestion, as its first letter is typed; safe to repeat, the first one counts.

    Raises Invalid for what is no UUID, NotAllowed, NotFound.
    """
    require(author, "comments.suggest", document)
    try:
        number = UUID(key)
    except ValueError:
        raise Invalid from None
    found, is_new = Suggestion.objects.get_or_create(
        document=document, key=number, defaults=acting(author, document.space)
    )
    if is_new:
        note_concerned(found)
        tell_side(document.pk, "comments")
    return found


def accept_suggestion(*, by: User, document: Document, key: str) -> Suggested:
    """Make a suggestion part of the text.

    Raises Conflict where it no longer stands there: somebody else has settled or undone it. NotAllowed, NotFound.
    """
    require(by, "comments.settle", document)
    return _settle(by, document, key, Suggestion.State.ACCEPTED)


def refuse_suggestion(*, by: User, document: Document, key: str) -> Suggested:
    """Take a suggestion out of the text again; its author does the same to withdraw it. Raises as accepting does."""
    require(by, "comments.settle", document)
    return _settle(by, document, key, Suggestion.State.REFUSED)


@transaction.atomic
def _settle(by: User, document: Document, key: str, state: str) -> Suggested:
    settled: list[Suggested] = []

    def change(page: Page) -> None:
        pieces = pieces_as_shown(document, page)
        found = suggested_in(pieces).get(key)
        if found is None:
            raise Conflict
        settled.append(found)
        others = without_suggestion(written_just_now(page, document.pk, besides=by.pk), page, pieces, key)
        settle_in(page, key, accept=state == Suggestion.State.ACCEPTED, written_in=others.lies_in, pieces=pieces)

    change_page(author=by, document=document, change=change, permission="comments.settle")
    row = _keep(by, document, key, state, settled[0])
    record(actor=by, action="comments.settle", target=row or document, space_id=document.space_id, key=key, state=state)
    tell_side(document.pk, "comments")
    return settled[0]


def _keep(by: User, document: Document, key: str, state: str, settled: Suggested) -> Suggestion | None:
    """Keep with the suggestion what it said; nothing where nobody ever registered it."""
    rows = Suggestion.objects.select_for_update(of=("self",)).filter(document=document)
    row = rows.filter(key=key).first() if _is_uuid(key) else None
    if row:
        row.state, row.settled_by, row.settled_at = state, by, timezone.now()
        row.old_text, row.new_text = settled.old_text[:MAX_KEPT], settled.new_text[:MAX_KEPT]
        row.save()
    return row


def _is_uuid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
