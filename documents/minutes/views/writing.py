from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialog.common.errors import Conflict, Invalid, NotFound
from documents.minutes import actions, queries
from documents.minutes.content import entry_content
from documents.minutes.forms import MARKS, SectionForm
from documents.minutes.models import Minutes, MinutesSection
from documents.minutes.views.reading import meeting_and_minutes
from workgroups.meetings.models import AgendaItem
from workgroups.meetings.queries import item_for
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.rules import require


@require_POST
def begin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _space, meeting, _minutes = meeting_and_minutes(request, slug, pk)
    try:
        actions.begin_minutes(user=signed_in(request), meeting=meeting)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("minutes:minutes_detail", slug, pk)
    first = meeting.items.first()
    return _to_section(slug, pk, first) if first else redirect("minutes:minutes_detail", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, slug: str, pk: int, item_pk: int) -> HttpResponse:
    _space, meeting, minutes = meeting_and_minutes(request, slug, pk)
    if minutes is None:
        raise NotFound
    require(request.user, "minutes.write", minutes)
    item = item_for(meeting, item_pk)
    if request.method == "POST":
        return _save(request, minutes, item)
    if not minutes.is_draft:
        return redirect("minutes:minutes_detail", slug, pk)
    section = queries.section_of(minutes, item)
    return _page(request, minutes, item, section, SectionForm(initial=SectionForm.initial_for(section)))


def _save(request: HttpRequest, minutes: Minutes, item: AgendaItem) -> HttpResponse:
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _page(request, minutes, item, queries.section_of(minutes, item), form, status=400)
    text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
    mark = request.POST.get("mark")
    if mark in MARKS:
        form.keep(text=f"{text.rstrip()}\n\n/{mark} ".lstrip())
        return _page(request, minutes, item, queries.section_of(minutes, item), form)
    try:
        actions.write_section(user=signed_in(request), minutes=minutes, item=item, text=text, seen=seen)
    except Invalid as error:
        form.add_error("text", str(error))
        return _page(request, minutes, item, queries.section_of(minutes, item), form, status=error.status)
    except Conflict as error:
        form.add_error(None, str(error))
        return _conflict(request, minutes, item, form)
    messages.success(request, _("Saved."))
    return _to_section(minutes.space.slug, minutes.meeting_id, item)


def _conflict(request: HttpRequest, minutes: Minutes, item: AgendaItem, form: SectionForm) -> HttpResponse:
    """Keep the typed text, show what is stored; saving again is meant as replacing it."""
    minutes = queries.minutes_of(minutes.meeting) or minutes
    section = queries.section_of(minutes, item)
    form.keep(version=section.version if section else 0)
    return _page(request, minutes, item, section, form, status=Conflict.status)


def _to_section(slug: str, pk: int, item: AgendaItem) -> HttpResponse:
    return redirect(reverse("minutes:section_edit", args=[slug, pk, item.pk]))


def _page(
    request: HttpRequest,
    minutes: Minutes,
    item: AgendaItem,
    section: MinutesSection | None,
    form: SectionForm,
    status: int = 200,
) -> HttpResponse:
    items = list(minutes.meeting.items.all())
    context: dict[str, Any] = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "items": items,
        "item": item,
        "following": next((other for other in items if other.position == item.position + 1), None),
        "written": queries.written_items(minutes),
        "section": section,
        "entries": [entry_content(entry) for entry in section.entries.all()] if section else [],
        "form": form,
        "is_conflict": status == Conflict.status,
    }
    return render_in_space(request, minutes.space, "minutes/section_edit.html", context, status=status)
