from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialog.common.errors import Conflict, Invalid
from workgroups.meetings import actions, queries
from workgroups.meetings.forms import CancelForm, MeetingForm
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


def planned_meeting(request: HttpRequest, slug: str, pk: int) -> tuple[Space, Meeting]:
    """Return space and meeting for a page of those who plan; raises NotFound, NotAllowed, SignInNeeded."""
    space = space_for(request.user, slug)
    meeting = queries.meeting_for(request.user, space, pk)
    require(request.user, "meetings.plan", meeting)
    return space, meeting


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_create(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug)
    require(request.user, "meetings.plan", space)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan_meeting(user=signed_in(request), space=space, fields=form.values())
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:meeting_detail", slug, meeting.pk)
    return _meeting_form(request, space, form)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space, meeting = planned_meeting(request, slug, pk)
    if request.method != "POST":
        return _meeting_form(request, space, MeetingForm(initial=MeetingForm.initial_for(meeting)), meeting)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _meeting_form(request, space, form, meeting)
    try:
        actions.edit_meeting(
            user=signed_in(request), meeting=meeting, fields=form.values(), seen=form.cleaned_data["version"]
        )
    except Invalid as error:
        form.add_error(None, str(error))
        return _meeting_form(request, space, form, meeting)
    except Conflict as error:
        form.add_error(None, str(error))
        stored = queries.meeting_for(request.user, space, pk)
        form.accept_version(stored.version)
        return _meeting_form(request, space, form, stored, status=error.status)
    return redirect("meetings:meeting_detail", slug, pk)


def _meeting_form(
    request: HttpRequest, space: Space, form: MeetingForm, meeting: Meeting | None = None, status: int = 0
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "is_conflict": status == Conflict.status}
    return render_in_space(
        request,
        space,
        "meetings/meeting_form.html",
        context,
        tab="meetings",
        status=status or (400 if form.errors else 200),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space, meeting = planned_meeting(request, slug, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(user=signed_in(request), meeting=meeting, reason=form.cleaned_data["reason"])
        except (Invalid, Conflict) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return redirect("meetings:meeting_detail", slug, pk)
    context = {"form": form, "meeting": meeting}
    return render_in_space(request, space, "meetings/meeting_cancel.html", context, tab="meetings", status=status)


def _step(request: HttpRequest, slug: str, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    """Take one step of the meeting's life and say so; a step that is no longer possible is told on the page."""
    _space, meeting = planned_meeting(request, slug, pk)
    try:
        act(user=signed_in(request), meeting=meeting)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("meetings:meeting_detail", slug, pk)


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    done = _("The agenda is published. The members are invited by mail.")
    return _step(request, slug, pk, actions.publish_agenda, done)


@require_POST
def start(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _step(request, slug, pk, actions.start_meeting, _("The meeting is running."))


@require_POST
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _step(request, slug, pk, actions.close_meeting, _("The meeting is closed."))
