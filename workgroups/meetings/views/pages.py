from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialog.common.errors import Conflict, Invalid, SignInNeeded
from workgroups.meetings import actions, queries
from workgroups.meetings.forms import AnswerForm
from workgroups.meetings.models import Meeting
from workgroups.meetings.queries import Turnout
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import capacity_in, space_for, spaces_of
from workgroups.spaces.rules import require

PER_PAGE = 25


@require_safe
def meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug)
    past = Paginator(queries.past_meetings(request.user, [space]), PER_PAGE)
    context = {
        "upcoming": queries.upcoming_meetings(request.user, [space], limit=50),
        "page_obj": past.get_page(request.GET.get("page")),
        "may_plan": request.user.has_perm("meetings.plan", space),
    }
    return render_in_space(request, space, "meetings/meeting_list.html", context, tab="meetings")


@require_safe
def my_meetings(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        raise SignInNeeded
    spaces = list(spaces_of(request.user))
    past = Paginator(queries.past_meetings(request.user, spaces), PER_PAGE)
    context = {
        "upcoming": queries.upcoming_meetings(request.user, spaces, limit=50),
        "page_obj": past.get_page(request.GET.get("page")),
        "show_space": True,
    }
    return render(request, "meetings/my_meetings.html", context)


@require_safe
def meeting_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = space_for(request.user, slug)
    meeting = queries.meeting_for(request.user, space, pk)
    if not queries.has_read(request.user, meeting):
        actions.mark_read(user=signed_in(request), meeting=meeting)
    return _detail(request, space, meeting)


@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = space_for(request.user, slug)
    meeting = queries.meeting_for(request.user, space, pk)
    require(request.user, "meetings.answer", meeting)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_invitation(user=signed_in(request), meeting=meeting, **form.cleaned_data)
        except Invalid as error:
            form.add_error("represented_by", str(error))
        except Conflict as error:
            form.add_error(None, str(error))
            return _detail(request, space, meeting, form, status=error.status)
        else:
            messages.success(request, _("Your answer has been sent."))
            return redirect("meetings:meeting_detail", slug, pk)
    return _detail(request, space, meeting, form, status=400)


def _detail(
    request: HttpRequest, space: Space, meeting: Meeting, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    turnout = queries.turnout_of(meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "items": list(meeting.items.all()),
        "turnout": turnout,
        "may_plan": request.user.has_perm("meetings.plan", meeting),
        "may_answer": _may_answer(request, meeting),
        "answer_form": form or _answer_form(request, turnout),
        "my_answer": turnout.of(request.user.pk),
        "capacity": capacity_in(request.user, space).label,
    }
    return render_in_space(request, space, "meetings/meeting_detail.html", context, tab="meetings", status=status)


def _may_answer(request: HttpRequest, meeting: Meeting) -> bool:
    return meeting.state == Meeting.State.OPEN and request.user.has_perm("meetings.answer", meeting)


def _answer_form(request: HttpRequest, turnout: Turnout) -> AnswerForm:
    mine = turnout.of(request.user.pk)
    initial = {"reply": mine.reply, "represented_by": mine.represented_by} if mine else None
    return AnswerForm(initial=initial)
