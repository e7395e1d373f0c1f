from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from realtime.chat import actions
from realtime.chat.forms import RetentionForm, RulesForm
from realtime.chat.models import ChatRoom
from realtime.chat.views.common import DONE, FORM, room_of, room_url, show, tried
from workgroups.spaces.pages import signed_in
from workgroups.spaces.rules import require


@require_http_methods(FORM)
def rules(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Show and change who may write in a room and, for the room of a meeting, how long its messages are kept."""
    room = room_of(request, slug, room_id)
    require(request.user, "chat.set_rules", room)
    # Two forms on one page; each has a button with its own name.
    data = request.POST if request.method == "POST" else None
    is_retention = data is not None and "retention" in data and room.meeting is not None
    form = RulesForm(None if is_retention else data, initial=_rules_of(room))
    retention = RetentionForm(data if is_retention else None, initial={"keep_days": room.keep_days or ""})

    def set_rules(data: dict[str, Any]) -> None:
        actions.set_room_rules(person=signed_in(request), room=room, **data)

    def set_retention(data: dict[str, Any]) -> None:
        actions.set_retention(person=signed_in(request), room=room, **data)

    sent, act, field = (retention, set_retention, "keep_days") if is_retention else (form, set_rules, "reason")
    status = tried(request, sent, act, field=field)
    if status == DONE:
        messages.success(request, _("The rules of the room have been saved."))
        return redirect("chat:rules", slug, room_id)
    context = {"room": room, "back": room_url(room), "form": form, "retention": retention if room.meeting else None}
    return show(request, room.space, "room_rules", context, status=status)


def _rules_of(room: ChatRoom) -> dict[str, Any]:
    return {"speaking": room.speaking, "slow_seconds": room.slow_seconds, "is_locked": room.is_locked}
