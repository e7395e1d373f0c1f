"""The page of a room, which reading and a refused message share, and the part of it that endless scroll loads."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from dialog.common.log import head_of
from documents.library.models import Document
from realtime.chat.actions import mark_read
from realtime.chat.actions.posting import MAX_FILES
from realtime.chat.forms import MessageForm
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import (
    MOST_UNREAD,
    History,
    first_unread,
    history,
    is_silenced,
    message_in,
    open_reports,
    rooms_of,
    unread_by_room,
)
from realtime.chat.views.common import SHOWN, notice_for, room_url, show
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import members_of


def show_room(request: HttpRequest, room: ChatRoom, form: MessageForm, *, status: int = SHOWN) -> HttpResponse:
    """Render a page of a room with its composer; what it shows is remembered as read where nothing new lies above."""
    person = signed_in(request)
    head = head_of(room.topic)  # read before the messages: the socket goes on from here
    page = _page_wanted(request, room, head)
    first = first_unread(person, room)
    powers = _powers(request, room)
    rooms = _rooms(person, room)
    context = {
        "room": room,
        "room_url": room_url(room),
        "rooms": rooms,
        "head": head,
        "form": form,
        # What was written stays in view, also where it can no longer be sent.
        "show_composer": form.is_bound or powers["may_write"],
        "answered": _answered(room, form),
        "chosen": chosen_documents(room, form),
        "first_unread": first,
        "first_unread_url": f"{room_url(room, um=first)}#neu" if first else "",
        "most_unread": MOST_UNREAD,
        **_messages(page),
        **_news(person, page, first, head, next(entry["unread"] for entry in rooms if entry["current"])),
        **powers,
    }
    response = show(request, room.space, "room", context, status=status)
    _remember(request, room, page, first)
    return response


def show_part(request: HttpRequest, room: ChatRoom) -> HttpResponse:
    """Render only the messages of a page (`?teil=1`), for the script that adds them and tells what has been read."""
    head = head_of(room.topic)
    page = _only_beside(request, _page_wanted(request, room, head))
    return render(request, "chat/part.html", {"room": room, "space": room.space, "head": head, **_messages(page)})


def _messages(page: History) -> dict[str, Any]:
    return {
        "page": page,
        "messages_page": page.messages,
        "older": page.older,
        "newer": page.newer,
        "is_live": page.newer is None,
    }


def _news(person: User, page: History, first: int | None, head: int, counted: int) -> dict[str, int]:
    """Return how many messages are new, `MOST_UNREAD` at most, and the position after which they begin.

    Nothing is counted in rooms that somebody has silenced: there the new ones of the page are.
    """
    if first is None:
        return {"unread": 0, "read_before": head}
    others = [row for row in page.messages if row.author_id != person.pk and row.kind == Message.Kind.MESSAGE]
    shown = sum(row.position >= first and row.is_shown for row in others)
    return {"unread": counted or shown, "read_before": first - 1}


def _powers(request: HttpRequest, room: ChatRoom) -> dict[str, Any]:
    """Return what this person may do in the room, and has chosen for it."""
    person, notice = signed_in(request), notice_for(request, room)
    may_moderate = person.has_perm("chat.moderate", room)
    return {
        "may_write": not notice,
        "notice": notice,
        "may_moderate": may_moderate,
        "open_reports": len(open_reports(room.space)) if may_moderate else 0,
        "is_silenced": is_silenced(person, room),
        "member_count": members_of(room.space).count(),
        "shows_presence": settings.LIVE_PRESENCE and person.shows_presence,
        "shows_typing": settings.LIVE_TYPING and person.shows_typing,
    }


def _page_wanted(request: HttpRequest, room: ChatRoom, head: int) -> History:
    """Return the page that `?vor=`, `?nach=` or `?um=` asks for; the newest for numbers that nothing has."""
    for name, side in (("um", "around"), ("vor", "before"), ("nach", "after")):
        position = position_from(request.GET.get(name, ""))
        if position is not None and position <= head:
            return history(room, **{side: position})
    return history(room)


def _only_beside(request: HttpRequest, page: History) -> History:
    """Return the page, or an empty one where nothing lies on the wanted side: a script must not add what it has."""
    before, after = (position_from(request.GET.get(name, "")) for name in ("vor", "nach"))
    positions = [message.position for message in page.messages]
    if before is not None and any(position >= before for position in positions):
        return History([], None, None)
    if after is not None and any(position <= after for position in positions):
        return History([], None, None)
    return page


def position_from(text: str) -> int | None:
    """Read a position from an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _answered(room: ChatRoom, form: MessageForm) -> Message | None:
    """Return the message that the next one answers, if it is still there to be answered."""
    position = position_from(str(form["reply_to"].value() or ""))
    try:
        message = message_in(room, position) if position else None
    except NotFound:
        return None
    return message if message and message.is_shown else None


def chosen_documents(room: ChatRoom, form: MessageForm) -> list[Document]:
    """Return the documents that are to go with the message, as far as they are still there."""
    given = form["documents"].value() or []
    ids = [int(pk) for pk in given[:MAX_FILES] if position_from(str(pk)) is not None]
    if not ids:
        return []
    rows = Document.objects.filter(pk__in=ids, space=room.space, trashed_at__isnull=True)
    return list(rows.select_related("file_entry__current__stored_file"))


def _rooms(person: User, current: ChatRoom) -> list[dict[str, Any]]:
    """Return the rooms this person may look into, for the side of the page; the open one always among them."""
    rooms = rooms_of(person, current.space)
    if current.pk not in [room.pk for room in rooms]:
        rooms = [*rooms, current]
    unread = unread_by_room(person, rooms)
    return [
        {
            "room": room,
            "name": room.name,
            "url": room_url(room),
            "current": room.pk == current.pk,
            "unread": unread.get(room.pk, 0),
            "open": room.is_open,
        }
        for room in rooms
    ]


def _remember(request: HttpRequest, room: ChatRoom, page: History, first: int | None) -> None:
    """Mark as read what has been shown, unless a browser only loads ahead or something new lies above the page."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    shown = [message.position for message in page.messages]
    if first is not None and first in shown and not ahead and request.method != "HEAD":
        mark_read(user=signed_in(request), room=room, position=shown[-1])
