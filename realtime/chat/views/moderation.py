from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import NotFound
from realtime.chat import actions
from realtime.chat.forms import MuteForm
from realtime.chat.queries import mute_in, open_reports, rooms_of, running_mutes
from realtime.chat.views.common import DONE, FORM, count, room_url, show, tried
from realtime.chat.views.powers import can_be_muted
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import members_of, space_for
from workgroups.spaces.rules import require

LARGEST_KEY = 2**63 - 1


def moderated_space(request: HttpRequest, slug: str) -> Space:
    """Return the space whose chats this person moderates. Raises SignInNeeded, NotFound or NotAllowed."""
    space = space_for(request.user, slug)
    require(request.user, "chat.moderate", space)
    return space


@require_safe
def moderation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for the moderation: open reports, mutes in force, and the rooms with their rules."""
    space = moderated_space(request, slug)
    rooms = rooms_of(signed_in(request), space)
    context = {
        "reports": open_reports(space),
        "mutes": running_mutes(space),
        "rooms": [{"room": room, "url": room_url(room)} for room in rooms],
    }
    return show(request, space, "moderation", context)


@require_http_methods(FORM)
def mute(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    """Mute a person in all chats of the space for a while."""
    space = moderated_space(request, slug)
    member = members_of(space).filter(user_id=user_id).first() if user_id <= LARGEST_KEY else None
    if member is None or not can_be_muted(person := member.user, space):
        raise NotFound
    form = MuteForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        actions.mute_person(moderator=signed_in(request), space=space, person=person, **data)

    status = tried(request, form, act, field="reason")
    if status == DONE:
        messages.success(request, _("%(name)s is muted.") % {"name": person.display_name})
        return redirect("chat:moderation", slug)
    return show(request, space, "mute", {"form": form, "person": person}, status=status)


@require_POST
def mute_lift(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = moderated_space(request, slug)
    found = mute_in(space, pk)
    count(request)
    actions.lift_mute(moderator=signed_in(request), mute=found)
    messages.success(request, _("%(name)s can write again.") % {"name": found.user.display_name})
    return redirect("chat:moderation", slug)
