"""Who is named in the text of a page is told by mail, once, when the text has rested. The worker does it."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dialog.accounts.models import User
from documents.comments import mails
from documents.comments.models import PageLook, PageMention
from documents.comments.naming import people_named_by
from documents.editing.queries import load_document, owners_of
from documents.library.models import Document
from workgroups.spaces.models import Membership

logger = logging.getLogger("dialog.editing")

# A name that is gone again before that has told nobody.
REST = timedelta(minutes=2)
PAGES_AT_ONCE, MAILS_AT_ONCE = 50, 500  # in one run; the next one comes a minute later


def note_named_in_pages() -> int:
    """Look through the pages that have changed and rest now, and keep who is newly named; return how many pages.

    A page that nobody writes any more (released, archived, in the trash) names nobody anew.
    """
    due = pages_due()
    for page in due:
        try:
            _note(page)
        except Exception:
            # Whatever is wrong with this one: the others have their turn, and it has it after its next change.
            logger.exception("who is named in page %s could not be read", page.pk)
            if Document.objects.filter(pk=page.pk).exists():
                _looked_at(page)
    return len(due)


def pages_due() -> list[Document]:
    """Return the pages that have changed since they were looked at and rest now, oldest change first; one query."""
    in_work = Q(kind=Document.Kind.PAGE, state__in=[Document.State.DRAFT, Document.State.REVIEW], trashed_at=None)
    is_new = Q(mention_look=None) | ~Q(mention_look__changed_at=F("updated_at"))
    rows = Document.objects.filter(in_work & is_new, updated_at__lte=timezone.now() - REST)
    return list(rows.order_by("updated_at", "pk")[:PAGES_AT_ONCE])


@transaction.atomic
def _note(page: Document) -> None:
    named = people_named_by(load_document(page.pk)[0], owners_of(page.pk))
    others = {person for person, writers in named.items() if (writers or {page.updated_by_id}) - {person}}
    members = Membership.objects.filter(space=page.space_id, ended_at=None).values_list("user_id") if others else ()
    rows = [PageMention(document=page, user_id=member) for (member,) in members if member in others]
    PageMention.objects.bulk_create(rows, ignore_conflicts=True)
    _looked_at(page)


def _looked_at(page: Document) -> None:
    look = PageLook(document=page, changed_at=page.updated_at)
    PageLook.objects.bulk_create(
        [look], update_conflicts=True, unique_fields=["document"], update_fields=["changed_at"]
    )


def tell_named_in_pages() -> int:
    """Write to everybody who waits to be told, rights asked again; return how many mails."""
    waiting = PageMention.objects.filter(told_at=None).order_by("first_seen_at", "pk")
    return sum(_tell(pk) for pk in list(waiting.values_list("pk", flat=True)[:MAILS_AT_ONCE]))


@transaction.atomic
def _tell(pk: int) -> bool:
    row = PageMention.objects.select_for_update(of=("self",)).filter(pk=pk, told_at=None).first()
    if row is None:
        return False
    PageMention.objects.filter(pk=pk).update(told_at=timezone.now())
    person = User.objects.get(pk=row.user_id)
    document = Document.objects.select_related("space").get(pk=row.document_id)
    may_know = person.is_active and not document.trashed_at and person.has_perm("comments.read", document)
    if may_know:
        mails.named_in_page(person, document)
    return may_know
