from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dialog.accounts.models import User
from dialog.common.errors import Invalid
from realtime.chat.actions import mark_read, post_message
from realtime.chat.forms import MessageForm
from realtime.chat.models import ChatRoom
from realtime.chat.queries import History, history, read_position, room_for, standing_room
from workgroups.spaces.pages import render_in_space
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The standing room of a space: history, and the composer as a plain form."""
    space = space_for(request.user, slug)
    return _room(request, standing_room(space))


@require_http_methods(["GET", "HEAD", "POST"])
def room_detail(request: HttpRequest, slug: str, room_id: int) -> HttpResponseBase:
    """Any room of a space."""
    return _room(request, room_for(request.user, room_id, space_for(request.user, slug)))


def _room(request: HttpRequest, chat_room: ChatRoom) -> HttpResponseBase:
    require(request.user, "chat.read", chat_room)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            message = post_message(
                author=cast(User, request.user),  # space_for has seen to it
                room=chat_room,
                text=form.cleaned_data["text"],
                client_id=form.cleaned_data["client_id"],
            )
        except Invalid as refused:
            form.add_error("text", str(refused))
        else:
            return redirect(f"{request.path}#nachricht-{message.position}")
    return _page(request, chat_room, form)


def _page(request: HttpRequest, chat_room: ChatRoom, form: MessageForm) -> HttpResponse:
    person = cast(User, request.user)
    page = history(chat_room, before=_position(request.GET.get("vor")))
    read_before = read_position(person, chat_room)
    if page.messages and page.messages[-1].position > read_before:
        mark_read(user=person, room=chat_room, position=page.messages[-1].position)
    context = {
        "room": chat_room,
        "form": form,
        "read_before": read_before,
        "unread": _unread(request, page, read_before),
        "head": page.messages[-1].position if page.messages else 0,
        **_places(page, request),
    }
    status = 422 if form.errors else 200
    return render_in_space(request, chat_room.space, "chat/room.html", context, tab="chat", status=status)


def _places(page: History, request: HttpRequest) -> dict[str, object]:
    """Give the messages, and where older ones are; a page of history is not live."""
    return {
        "messages_page": page.messages,
        "older": page.messages[0].position if page.has_older else None,
        "is_live": "vor" not in request.GET,
    }


def _unread(request: HttpRequest, page: History, read_before: int) -> int:
    others = [message for message in page.messages if message.author_id != request.user.pk]
    return sum(message.position > read_before for message in others)


def _position(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None
