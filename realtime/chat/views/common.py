"""What the pages of the chat share: the room and message an address names, and how a refusal comes back."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dialog.common.errors import DialogError, Invalid, NotAllowed, NotFound, SignInNeeded, TooFast
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import message_for, require_may_write, room_for
from realtime.limits import Rates, changes, commands
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for

FORM = ["GET", "HEAD", "POST"]
DONE, SHOWN, REFUSED = 302, 200, 422


def room_of(request: HttpRequest, slug: str, room_id: int) -> ChatRoom:
    """Return the room an address names. Raises SignInNeeded, or NotFound for what one may not see."""
    space = space_for(request.user, slug)
    try:
        return room_for(request.user, room_id, space)
    except NotAllowed:  # the room of a meeting that is still being prepared
        raise NotFound from None


def message_of(request: HttpRequest, slug: str, room_id: int, position: int) -> Message:
    """Return the message an address names. Raises SignInNeeded, or NotFound for what one may not see."""
    room = room_of(request, slug, room_id)
    return message_for(signed_in(request), room, position)


def room_url(room: ChatRoom, **query: object) -> str:
    """Return the address of a room."""
    if room.is_standing:
        return reverse("chat:room", args=[room.space.slug], query=query or None)
    return reverse("chat:room_detail", args=[room.space.slug, room.pk], query=query or None)


def place_of(room: ChatRoom, position: int) -> str:
    """Return where a message stands in the history of its room."""
    return f"{room_url(room, um=position)}#nachricht-{position}"


def page_of(message: Message) -> str:
    """Return the page about a message: where a step with it ends, because what has been done stands on top there."""
    return reverse("chat:message_actions", args=[message.space.slug, message.room_id, message.position])


def notice_for(request: HttpRequest, room: ChatRoom) -> str:
    """Return why this person cannot write in the room now, in words; empty when they can."""
    person = signed_in(request)
    try:
        require_may_write(person, room)
    except DialogError as refused:
        return str(refused)
    return "" if person.has_perm("chat.post", room) else str(NotAllowed())


def show(
    request: HttpRequest, space: Space, template: str, context: dict[str, Any], *, status: int = SHOWN
) -> HttpResponse:
    """Render a page of the chat inside its group."""
    return render_in_space(request, space, f"chat/{template}.html", context, tab="chat", status=status)


def count(request: HttpRequest, rates: Rates = changes) -> None:
    """Count one thing that a form asks for, beside what this person asks for over a socket. Raises TooFast."""
    user_id, address = signed_in(request).pk, request.META.get("REMOTE_ADDR", "")
    if not (commands.take(user_id, address) and rates.take(user_id, address)):
        raise TooFast


def tried(request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], *, field: str) -> int:
    """Carry out what a form asks for, unless the person asks too often, and return what becomes of the page.

    DONE, SHOWN for a form that nobody has sent, else the status with which the form comes back: its words say why.
    """
    if not form.is_bound:
        return SHOWN
    if not form.is_valid():
        return REFUSED
    try:
        count(request)
        act(form.cleaned_data)
    except DialogError as error:
        return put_into(form, error, field)
    return DONE


def put_into(form: forms.Form, error: DialogError, field: str) -> int:
    """Put the words of a refusal into the form at a field, and return the status of the page.

    Raises the error again where the thing is not to be seen at all.
    """
    if isinstance(error, NotFound | SignInNeeded):
        raise error
    form.add_error(field, str(error))
    if "client_id" in form.fields:
        # Nothing was posted, or other words were: what is sent next is a new message.
        replace_sent(form, "client_id", str(uuid4()))
    return REFUSED if type(error) is Invalid else error.status


def replace_sent(form: forms.Form, field: str, value: str) -> None:
    """Let a form that comes back carry another hidden value than the one it was sent with."""
    form.data = {**{name: form.data[name] for name in form.data}, field: value}
