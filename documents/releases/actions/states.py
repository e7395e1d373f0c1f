"""From one state of a page to the next."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import raise_epoch, space_key
from dialog.common.errors import Conflict, NotFound
from documents.editing.events import tell_side
from documents.library.models import Document
from workgroups.spaces.queries import capacity_in
from workgroups.spaces.rules import require

State = Document.State
# Why a step is not possible, by the state in which the page is.
REASONS = {
    State.DRAFT: _("This page is a draft already."),
    State.REVIEW: _("This page is laid before others for release. Withdraw that first."),
    State.RELEASED: _("This page has been released. Begin a new draft first."),
    State.ARCHIVED: _("This page is in the archive. It must be a draft again first."),
}


@transaction.atomic
def begin_draft(*, by: User, document: Document) -> Document:
    """Begin a new draft of a released page: it is written on again, the released version stays as it is.

    Raises Conflict in any other state, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.begin_draft", document)
    document = page_in(document, State.RELEASED)
    enter_state(document, State.DRAFT, by=by, step="begin_draft")
    return document


@transaction.atomic
def archive_page(*, by: User, document: Document) -> Document:
    """Put a draft or a released page into the archive: it is read, but no longer written on.

    Raises Conflict in any other state, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.archive", document)
    document = page_in(document, State.DRAFT, State.RELEASED)
    enter_state(document, State.ARCHIVED, by=by, step="archive", before=document.state)
    return document


@transaction.atomic
def unarchive_page(*, by: User, document: Document) -> Document:
    """Make an archived page a draft again. Raises Conflict in any other state, NotAllowed, NotFound."""
    require(by, "releases.archive", document)
    document = page_in(document, State.ARCHIVED)
    enter_state(document, State.DRAFT, by=by, step="unarchive")
    return document


def page_in(document: Document, *states: str) -> Document:
    """Read the page again under its lock, in the caller's transaction.

    From here on nobody writes on it: an edit takes the same row. Raises Conflict where it is in none of the states,
    NotFound where it went to the trash.
    """
    row = Document.objects.select_for_update(no_key=True).filter(pk=document.pk, trashed_at__isnull=True).first()
    if row is None:
        raise NotFound
    row.space = document.space
    if row.state not in states:
        raise Conflict(REASONS[State(row.state)])
    return row


def enter_state(document: Document, state: str, *, by: User, step: str, **data: object) -> None:
    """Lead a locked page into a state: audit, rights asked anew, open pages told. Part of the caller's action."""
    document.state = state
    document.save(update_fields=["state"])
    capacity = capacity_in(by, document.space).label
    record(actor=by, action=f"releases.{step}", target=document, space_id=document.space_id, capacity=capacity, **data)
    raise_epoch(space_key(document.space_id))
    tell_side(document.pk, "state")
