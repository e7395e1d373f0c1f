"""Choosing documents of the library for a message: the way without JavaScript."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from documents.contents.queries import documents_to_pick
from realtime.chat.actions.posting import MAX_FILES
from realtime.chat.forms import MessageForm
from realtime.chat.views.common import FORM, notice_for, room_of, room_url, show
from realtime.chat.views.room_page import chosen_documents
from workgroups.spaces.pages import signed_in


@require_http_methods(FORM)
def documents(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Show the group's documents with boxes to tick, and what has been written so far; sending goes to the room."""
    room = room_of(request, slug, room_id)
    if notice_for(request, room):
        return redirect(room_url(room))  # it says why one cannot write
    text = (request.POST if request.method == "POST" else request.GET).get("q", "")[:200]
    form = MessageForm(initial=_written(request))
    chosen = chosen_documents(room, form)
    known = {document.pk for document in chosen}
    found = [one for one in documents_to_pick(signed_in(request), room.space, text) if one.pk not in known]
    context = {"room": room, "room_url": room_url(room), "form": form, "q": text, "chosen": chosen, "found": found}
    return show(request, room.space, "documents", context | {"limit": MAX_FILES})


def _written(request: HttpRequest) -> dict[str, Any]:
    """Return what the composer holds already, so that nothing is lost on the way through this page."""
    given = {name: request.POST[name] for name in ("text", "reply_to", "client_id") if request.POST.get(name)}
    return {**given, "documents": request.POST.getlist("documents")}
