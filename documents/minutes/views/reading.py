from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialog.common.errors import Conflict, NotFound
from documents.minutes import actions, queries
from documents.minutes.content import Content, content_of
from documents.minutes.forms import SeenForm
from documents.minutes.models import Minutes
from documents.minutes.pdf import pdf_name, render_pdf
from workgroups.meetings.models import Meeting
from workgroups.meetings.queries import meeting_for
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for

PER_PAGE = 25


def meeting_and_minutes(request: HttpRequest, slug: str, pk: int) -> tuple[Space, Meeting, Minutes | None]:
    """Return space, meeting and its minutes if there are any; raises NotFound, SignInNeeded."""
    space = space_for(request.user, slug, permission="minutes.read")
    meeting = meeting_for(request.user, space, pk)
    return space, meeting, queries.minutes_of(meeting)


@require_safe
def minutes_list(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug, permission="minutes.read")
    pages = Paginator(queries.minutes_visible_to(request.user, [space]).defer("content"), PER_PAGE)
    context = {"page_obj": pages.get_page(request.GET.get("page"))}
    return render_in_space(request, space, "minutes/minutes_list.html", context, tab="meetings")


@require_safe
def minutes_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space, meeting, minutes = meeting_and_minutes(request, slug, pk)
    context: dict[str, Any] = {
        "meeting": meeting,
        "minutes": minutes,
        "may_begin": request.user.has_perm("minutes.write", meeting) and meeting.was_announced,
    }
    if minutes is None:
        return render_in_space(request, space, "minutes/none.html", context, tab="meetings")
    if not queries.has_read(request.user, minutes):
        actions.mark_read(user=signed_in(request), minutes=minutes)
    content = content_of(minutes)
    context |= {
        "content": content,
        # A template would read content.items as the method of the dictionary.
        "items": content["items"],
        "decisions": _entries_of(content, "decision"),
        "tasks": _entries_of(content, "task"),
        "pdf_name": pdf_name(minutes),
        "may_write": minutes.is_draft and request.user.has_perm("minutes.write", minutes),
        "may_publish": minutes.is_draft
        and meeting.state == Meeting.State.CLOSED
        and request.user.has_perm("minutes.publish", minutes),
        "may_approve": minutes.state == Minutes.State.PUBLISHED and request.user.has_perm("minutes.approve", minutes),
        "seen_form": SeenForm(initial={"version": minutes.version}),
    }
    return render_in_space(request, space, "minutes/minutes_detail.html", context, tab="meetings")


def _entries_of(content: Content, kind: str) -> list[dict[str, Any]]:
    return [entry for item in content["items"] for entry in item["entries"] if entry["kind"] == kind]


@require_safe
def minutes_state(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A fragment for the page of the meeting, which stands below this folder and knows nothing of minutes."""
    space, meeting, minutes = meeting_and_minutes(request, slug, pk)
    context = {
        "space": space,
        "meeting": meeting,
        "minutes": minutes,
        "pdf_name": pdf_name(minutes) if minutes else "",
        "may_begin": request.user.has_perm("minutes.write", meeting) and meeting.was_announced,
    }
    return render(request, "minutes/state.html", context)


@require_safe
def minutes_pdf(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    _space, _meeting, minutes = meeting_and_minutes(request, slug, pk)
    if minutes is None or name != pdf_name(minutes):
        raise NotFound
    response = HttpResponse(render_pdf(minutes), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    done = _("The minutes are published. The members are told by mail.")
    return _step(request, slug, pk, actions.publish_minutes, done)


@require_POST
def approve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _step(request, slug, pk, actions.approve_minutes, _("The minutes are approved."))


def _step(request: HttpRequest, slug: str, pk: int, act: Callable[..., Minutes], done: str) -> HttpResponse:
    """Lead the minutes into their next state, or say why not; both on the page of the minutes."""
    _space, _meeting, minutes = meeting_and_minutes(request, slug, pk)
    if minutes is None:
        raise NotFound
    form = SeenForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        act(user=signed_in(request), minutes=minutes, seen=seen)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("minutes:minutes_detail", slug, pk)
