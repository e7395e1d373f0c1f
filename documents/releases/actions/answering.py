"""What the people asked say, and what comes of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid
from dialog.common.richtext import clean_text
from documents.library.models import Document
from documents.releases import mails
from documents.releases.actions.freezing import Files, files_ahead, freeze
from documents.releases.actions.states import State, enter_state, page_in
from documents.releases.models import ReleaseAnswer, ReleaseRequest
from documents.releases.queries import people_asked
from workgroups.spaces.queries import capacity_in
from workgroups.spaces.rules import require

MAX_REASON = 2000
DECIDED = _("This has been decided already. Nothing was changed.")


def approve_release(*, user: User, request: ReleaseRequest) -> ReleaseRequest:
    """Approve what was laid before this person; with the last answer that is waited for it is released.

    People who lost the ability since they were asked are not waited for. Somebody who approved before may approve
    again: it changes nothing, but releases where nobody is waited for any more. Raises Conflict where it is decided
    already, NotAllowed (also for people who were not asked), NotFound (also in the trash), TooLargeForPdf, WritersBusy.

    Where this answer seems to be the last one the files are written before anything is locked: a long page takes some
    seconds. Somebody else's answer in between only means that they are written anew.
    """
    require(user, "releases.answer", request)
    at = timezone.now()
    return _approve(user, request, at, _ahead(user, request, at))


def _ahead(user: User, request: ReleaseRequest, at: datetime) -> Files | None:
    """Return the files if nobody else is waited for, as things stand."""
    asked = people_asked(request)
    if not request.is_open or any(one.is_awaited for one in asked if one.answer.approver_id != user.pk):
        return None
    has_approved = any(one.answer.verdict for one in asked if one.answer.approver_id == user.pk)
    return files_ahead(request, by=None if has_approved else user, at=at)


@transaction.atomic
def _approve(user: User, request: ReleaseRequest, at: datetime, ahead: Files | None) -> ReleaseRequest:
    require(user, "releases.answer", request)
    request, document = lock_open(request)
    answer = request.answers.get(approver=user)
    if not answer.verdict:
        write_answer(answer, user, ReleaseAnswer.Verdict.APPROVE, at=at)
    release_if_complete(request, document, by=user, ahead=ahead)
    return request


@transaction.atomic
def refuse_release(*, user: User, request: ReleaseRequest, reason: str) -> ReleaseRequest:
    """Refuse what was laid before this person, with a reason of up to 2,000 characters; the page is a draft again.

    Raises Invalid without a reason, TooLarge, Conflict where it is decided already, NotAllowed, NotFound.
    """
    require(user, "releases.answer", request)
    if not reason.strip():
        raise Invalid(_("Please give a reason: it tells the authors what to change."))
    reason = clean_text(reason, limit=MAX_REASON)
    request, document = lock_open(request)
    answer = request.answers.get(approver=user)
    write_answer(answer, user, ReleaseAnswer.Verdict.REFUSE, reason)
    close_request(request, ReleaseRequest.State.REFUSED, by=user)
    enter_state(document, State.DRAFT, by=user, step="refuse", reason=reason)
    mails.refused(request, answer)
    return request


def lock_open(request: ReleaseRequest) -> tuple[ReleaseRequest, Document]:
    """Take the page's row, then read the request as it stands; two answers at once come one after the other.

    Raises Conflict where it is decided already, NotFound where the page went to the trash.
    """
    document = page_in(request.document, *State.values)
    request = ReleaseRequest.objects.select_related("author", "version").get(pk=request.pk)
    request.document = document
    if not request.is_open:
        raise Conflict(DECIDED)
    return request, document


def write_answer(answer: ReleaseAnswer, user: User, verdict: str, reason: str = "", at: datetime | None = None) -> None:
    capacity = capacity_in(user, answer.request.space)
    answer.verdict, answer.reason, answer.answered_at = verdict, reason, at or timezone.now()
    answer.capacity, answer.is_official = capacity.label, capacity.official
    answer.save()


def close_request(request: ReleaseRequest, state: str, *, by: User) -> None:
    request.state, request.closed_at, request.closed_by = state, timezone.now(), by
    request.save(update_fields=["state", "closed_at", "closed_by"])


def release_if_complete(request: ReleaseRequest, document: Document, *, by: User, ahead: Files | None = None) -> bool:
    """Release if nobody is waited for any more; returns whether it did. The caller holds the page's lock."""
    if any(asked.is_awaited for asked in people_asked(request)):
        return False
    release = freeze(request, document, by=by, ahead=ahead)
    close_request(request, ReleaseRequest.State.RELEASED, by=by)
    enter_state(
        document,
        State.RELEASED,
        by=by,
        step="release",
        number=release.number,
        html_sha256=release.html_sha256,
        pdf_sha256=release.pdf_sha256,
    )
    mails.released(release)
    return True
