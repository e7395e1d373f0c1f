from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dialog.common.errors import Conflict, Invalid
from workgroups.meetings import actions, queries
from workgroups.meetings.forms import AgendaItemForm
from workgroups.meetings.models import AgendaItem, Meeting
from workgroups.meetings.views.planning import planned_meeting
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in


def _to_agenda(slug: str, pk: int) -> HttpResponse:
    return redirect(reverse("meetings:meeting_detail", args=[slug, pk]) + "#tagesordnung")


@require_http_methods(["GET", "HEAD", "POST"])
def item_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space, meeting = planned_meeting(request, slug, pk)
    if request.method != "POST":
        return _item_form(request, space, meeting, AgendaItemForm())
    form = AgendaItemForm(request.POST)
    if not form.is_valid():
        return _item_form(request, space, meeting, form)
    try:
        actions.add_agenda_item(user=signed_in(request), meeting=meeting, fields=form.values())
    except (Invalid, Conflict) as error:
        form.add_error(None, str(error))
        return _item_form(request, space, meeting, form, status=error.status)
    return _to_agenda(slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    space, meeting = planned_meeting(request, slug, pk)
    item = queries.item_for(meeting, item_pk)
    if request.method != "POST":
        form = AgendaItemForm(initial=AgendaItemForm.initial_for(item))
        return _item_form(request, space, meeting, form, item)
    form = AgendaItemForm(request.POST)
    if not form.is_valid():
        return _item_form(request, space, meeting, form, item)
    try:
        actions.edit_agenda_item(
            user=signed_in(request), item=item, fields=form.values(), seen=form.cleaned_data["version"]
        )
    except Invalid as error:
        form.add_error(None, str(error))
        return _item_form(request, space, meeting, form, item)
    except Conflict as error:
        form.add_error(None, str(error))
        stored = queries.item_for(meeting, item_pk)
        form.accept_version(stored.version)
        return _item_form(request, space, meeting, form, stored, status=error.status)
    return _to_agenda(slug, pk)


def _item_form(
    request: HttpRequest,
    space: Space,
    meeting: Meeting,
    form: AgendaItemForm,
    item: AgendaItem | None = None,
    status: int = 0,
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "item": item, "is_conflict": status == Conflict.status}
    return render_in_space(
        request,
        space,
        "meetings/item_form.html",
        context,
        tab="meetings",
        status=status or (400 if form.errors else 200),
    )


@require_POST
def item_move(request: HttpRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    _space, meeting = planned_meeting(request, slug, pk)
    item = queries.item_for(meeting, item_pk)
    try:
        actions.move_agenda_item(
            user=signed_in(request), item=item, direction="up" if request.POST.get("direction") == "up" else "down"
        )
    except Conflict as error:
        messages.error(request, str(error))
    return _to_agenda(slug, pk)


@require_POST
def item_remove(request: HttpRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    _space, meeting = planned_meeting(request, slug, pk)
    item = queries.item_for(meeting, item_pk)
    try:
        actions.remove_agenda_item(user=signed_in(request), item=item)
    except Conflict as error:
        messages.error(request, str(error))
    return _to_agenda(slug, pk)
