from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from realtime.chat.forms import DayForm, SearchForm
from realtime.chat.models import Message
from realtime.chat.queries import first_unread as first_unread_in
from realtime.chat.queries import position_at_date, search_room
from realtime.chat.queries.history import FOUND
from realtime.chat.views.common import REFUSED, SHOWN, place_of, room_of, room_url, show
from realtime.chat.views.excerpt import excerpt
from workgroups.spaces.pages import signed_in


@require_safe
def first_unread(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Lead to the first message that is new for this person, or to the newest ones."""
    room = room_of(request, slug, room_id)
    position = first_unread_in(signed_in(request), room)
    return redirect(f"{room_url(room, um=position)}#neu" if position else room_url(room))


@require_safe
def to_date(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Lead to the first message of a day or after it; without a day, ask for one."""
    room = room_of(request, slug, room_id)
    form = DayForm(request.GET if "tag" in request.GET else None)
    status = SHOWN
    if form.is_bound:
        position = position_at_date(room, form.cleaned_data["tag"]) if form.is_valid() else None
        if position:
            return redirect(place_of(room, position))
        status = REFUSED
        if form.is_valid():
            form.add_error("tag", _("Nothing was written on this day or after it. Please choose an earlier one."))
    context = {"room": room, "back": room_url(room), "form": form}
    return show(request, room.space, "to_date", context, status=status)


@dataclass(frozen=True, slots=True)
class Found:
    """A message of the results, and the part of its text in which the words stand."""

    message: Message
    excerpt: SafeString
    url: str


@require_safe
def search(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Show the messages of a room in which all words occur, newest first."""
    room = room_of(request, slug, room_id)
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = search_room(room, text) if text else []
    found = [Found(row, excerpt(row.source, text.split()), place_of(room, row.position)) for row in rows]
    context = {"room": room, "back": room_url(room), "form": form, "text": text, "found": found}
    context["is_full"] = len(found) >= FOUND
    return show(request, room.space, "search", context, status=SHOWN if form.is_valid() else REFUSED)
