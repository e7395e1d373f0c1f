"""A version laid before people who may release it."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid
from dialog.common.richtext import clean_text
from documents.comments.queries import open_suggestions
from documents.editing.blocks import Block, Run
from documents.library.models import Document
from documents.releases import mails
from documents.releases.actions.answering import close_request, lock_open, release_if_complete, write_answer
from documents.releases.actions.states import State, enter_state, page_in
from documents.releases.models import ReleaseAnswer, ReleaseRequest
from documents.releases.pictures import pictures_of
from documents.releases.queries import approvers_of
from documents.versions.making import make_version
from documents.versions.models import LAID_BEFORE, PageVersion
from documents.versions.queries import blocks_of_version
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MAX_NOTE = 2000


class OpenSuggestions(Conflict):
    """Suggestions are neither accepted nor refused; `count` says how many."""

    code = "open_suggestions"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            ngettext(
                "%(n)s suggestion is still open. Please accept or refuse it first.",
                "%(n)s suggestions are still open. Please accept or refuse them first.",
                count,
            )
            % {"n": count}
        )


@transaction.atomic
def request_release(*, author: User, document: Document, approvers: Iterable[User], note: str = "") -> ReleaseRequest:
    """Lay a draft before people who may release it. Its text as it is now is what they decide about.

    Who asks and names themself approves with it; if nobody else is named, the page is released at once. Raises
    Conflict for a page that is no draft or is empty, OpenSuggestions, Invalid without approvers or with people who may
    not release here, TooLarge for a note above 2,000 characters, NotAllowed, NotFound (also in the trash).
    """
    require(author, "releases.request", document)
    note = clean_text(note, limit=MAX_NOTE) if note.strip() else ""
    document = page_in(document, State.DRAFT)
    people = _checked(document, approvers)
    # From the lock on nobody adds to the text; what was added before is in the version.
    version = make_version(document, PageVersion.Kind.NAMED, name=LAID_BEFORE, by=author)
    blocks = blocks_of_version(version)
    _refuse_unfinished(document, blocks)
    request = ReleaseRequest.objects.create(
        document=document,
        version=version,
        title=document.title,
        file_reference=document.file_reference,
        language=document.language,
        pictures=pictures_of(blocks, document.space, author),
        note=note,
        **acting(author, document.space),
    )
    ReleaseAnswer.objects.bulk_create([ReleaseAnswer(request=request, approver=person) for person in people])
    enter_state(document, State.REVIEW, by=author, step="request", people=[person.pk for person in people])
    own = request.answers.filter(approver=author).first()
    if own is not None:
        write_answer(own, author, ReleaseAnswer.Verdict.APPROVE)
    if own is None or not release_if_complete(request, document, by=author):
        mails.requested(request)
    return request


@transaction.atomic
def withdraw_request(*, by: User, request: ReleaseRequest) -> ReleaseRequest:
    """Take back what was laid before others; the page is a draft again.

    Raises Conflict where it is decided already, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.withdraw", request)
    request, document = lock_open(request)
    close_request(request, ReleaseRequest.State.WITHDRAWN, by=by)
    enter_state(document, State.DRAFT, by=by, step="withdraw")
    mails.withdrawn(request, by)
    return request


def _checked(document: Document, approvers: Iterable[User]) -> list[User]:
    """Return the people in the order given, each once."""
    people = list({person.pk: person for person in approvers}.values())
    if not people:
        raise Invalid(_("Please choose at least one person who is to release this page."))
    able = set(approvers_of(document.space).values_list("pk", flat=True))
    if any(person.pk not in able for person in people):
        raise Invalid(_("One of the people you chose may no longer release documents here. Please choose again."))
    return people


def _refuse_unfinished(document: Document, blocks: Sequence[Block]) -> None:
    count = open_suggestions(document)
    if count:
        raise OpenSuggestions(count)
    if not has_content(blocks):
        raise Conflict(_("This page is still empty."))


def has_content(parts: Sequence[Block | Run]) -> bool:
    """Tell whether there is anything to read: letters or a picture."""
    for part in parts:
        if isinstance(part, Run):
            if part.text.strip():
                return True
        elif part.name == "image" or has_content(part.content):
            return True
    return False
