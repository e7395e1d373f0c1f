from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict, Invalid, TooLarge, Unavailable
from documents.comments.queries import open_suggestions
from documents.formats.exports import write_pdf
from documents.library.models import Document
from documents.releases import actions, queries
from documents.releases.actions.requesting import OpenSuggestions
from documents.releases.forms import RefuseForm, RequestForm
from documents.releases.heads import request_head
from documents.releases.models import ReleaseAnswer, ReleaseRequest
from documents.releases.pictures import images_of
from documents.releases.views.reading import frozen_file
from documents.versions.queries import blocks_of_version
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.rules import require

FORM = ["GET", "HEAD", "POST"]
LEAD_TO = "releases:release_request"


@require_http_methods(FORM)
def release_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lay a draft before others; while it lies there, show who has answered and what one may do."""
    document = queries.page_for(request.user, slug, pk)
    running = queries.open_request_of(document)
    if running is not None:
        return _running(request, running, RefuseForm())
    if request.method != "POST" and document.state != Document.State.DRAFT:
        return redirect("releases:release_list", slug, pk)
    require(request.user, "releases.request", document)
    form = _request_form(request, document)
    if form.is_valid():
        try:
            return _asked(request, document, form)
        except OpenSuggestions as error:
            return _form_page(request, document, form, error.status, suggestions=error)
        except (Conflict, Invalid, Unavailable) as error:
            form.add_error(None, str(error))
            return _form_page(request, document, form, error.status)
    return _form_page(request, document, form, 400 if form.is_bound else 200)


def _request_form(request: HttpRequest, document: Document) -> RequestForm:
    data = request.POST if request.method == "POST" else None
    return RequestForm(data, approvers=queries.approvers_of(document.space), viewer=request.user)


def _asked(request: HttpRequest, document: Document, form: RequestForm) -> HttpResponse:
    asked = actions.request_release(
        author=signed_in(request),
        document=document,
        approvers=form.cleaned_data["approvers"],
        note=form.cleaned_data["note"],
    )
    if asked.is_open:
        messages.success(request, _("The page has been laid before those you chose. They are told by mail."))
    return _onward(request, asked)


def _form_page(
    request: HttpRequest,
    document: Document,
    form: RequestForm,
    status: int,
    suggestions: OpenSuggestions | None = None,
) -> HttpResponse:
    count = 0 if suggestions else open_suggestions(document)
    context = {
        "document": document,
        "form": form,
        "suggestions": suggestions,
        "still_open": OpenSuggestions(count) if count else None,
        "refusal": queries.last_refusal_of(document),
    }
    return render_in_space(
        request, document.space, "releases/release_request.html", context, tab="documents", status=status
    )


def _running(request: HttpRequest, running: ReleaseRequest, form: RefuseForm, status: int = 200) -> HttpResponse:
    asked = queries.people_asked(running)
    own = next((one for one in asked if one.answer.approver_id == request.user.pk), None)
    is_stalled = not any(one.is_awaited for one in asked)
    may_answer = own is not None and request.user.has_perm("releases.answer", running)
    context = {
        "document": running.document,
        "asked": asked,
        "running": running,
        "form": form,
        "is_stalled": is_stalled,
        "may_approve": may_answer and own is not None and (own.is_awaited or is_stalled),
        "may_refuse": may_answer,
        "has_approved": own is not None and own.answer.verdict == ReleaseAnswer.Verdict.APPROVE,
        "may_withdraw": request.user.has_perm("releases.withdraw", running),
    }
    return render_in_space(
        request, running.space, "releases/request_running.html", context, tab="documents", status=status
    )


@require_safe
def request_preview(request: HttpRequest, slug: str, pk: int, request_pk: int) -> HttpResponse:
    """Send what was laid before others as a PDF, as it would be frozen but for number, date and names."""
    asked = queries.request_of(queries.page_for(request.user, slug, pk), request_pk)
    try:
        content = write_pdf(request_head(asked), blocks_of_version(asked.version), images_of(asked))
    except (Conflict, TooLarge, Unavailable) as error:
        messages.error(request, str(error))
        return redirect(LEAD_TO, slug, pk)
    return frozen_file(content, "application/pdf", gettext("%(title)s, submitted.pdf") % {"title": asked.title})


@require_POST
def release_answer(request: HttpRequest, slug: str, pk: int, request_pk: int) -> HttpResponse:
    """Approve; with the last answer the page is released."""
    asked = queries.request_of(queries.page_for(request.user, slug, pk), request_pk)

    def act() -> ReleaseRequest:
        return actions.approve_release(user=signed_in(request), request=asked)

    return _step(request, asked, act, _("You have approved. Others are still to answer."))


@require_http_methods(FORM)
def release_refuse(request: HttpRequest, slug: str, pk: int, request_pk: int) -> HttpResponse:
    """Refuse with a reason; without one the page of the request comes back with what was typed."""
    asked = queries.request_of(queries.page_for(request.user, slug, pk), request_pk)
    if request.method != "POST":
        return redirect(LEAD_TO, slug, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        require(request.user, "releases.answer", asked)
        return _running(request, asked, form, 400) if asked.is_open else redirect(LEAD_TO, slug, pk)

    def act() -> ReleaseRequest:
        return actions.refuse_release(user=signed_in(request), request=asked, reason=form.cleaned_data["reason"])

    return _step(request, asked, act, _("You have refused the release. The page is a draft again."))


@require_POST
def release_withdraw(request: HttpRequest, slug: str, pk: int, request_pk: int) -> HttpResponse:
    asked = queries.request_of(queries.page_for(request.user, slug, pk), request_pk)

    def act() -> ReleaseRequest:
        return actions.withdraw_request(by=signed_in(request), request=asked)

    return _step(request, asked, act, _("The request has been withdrawn. The page is a draft again."))


def _step(request: HttpRequest, asked: ReleaseRequest, act: Callable[[], ReleaseRequest], done: str) -> HttpResponse:
    """Take one step and say what came of it, on the page where the request now leads."""
    try:
        asked = act()
    except (Conflict, TooLarge, Unavailable) as error:
        messages.error(request, str(error))
        return redirect(LEAD_TO, asked.space.slug, asked.document_id)
    if asked.state != ReleaseRequest.State.RELEASED:
        messages.success(request, done)
    return _onward(request, asked)


def _onward(request: HttpRequest, asked: ReleaseRequest) -> HttpResponse:
    place: tuple[Any, ...] = (asked.space.slug, asked.document_id)
    if asked.state == ReleaseRequest.State.RELEASED:
        messages.success(request, _("The page has been released."))
        return redirect("releases:release_detail", *place, asked.release.number)
    return redirect(LEAD_TO if asked.is_open else "releases:release_list", *place)
