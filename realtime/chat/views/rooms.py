from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.accounts.models import User
from dialog.common.errors import DialogError, Invalid, NotFound, TooFast
from dialog.files.actions import discard_upload, receive_form_file
from realtime.chat import actions
from realtime.chat.forms import MessageForm
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import meeting_room as room_of_meeting
from realtime.chat.queries import message_in, people_matching, standing_room
from realtime.chat.views.common import FORM, REFUSED, count, put_into, replace_sent, room_of, room_url
from realtime.chat.views.room_page import position_from, show_part, show_room
from realtime.limits import posts
from workgroups.meetings.queries import meeting_for
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

FLASH = "hinweis"  # a long room would open at its end: the confirmation above it is gone to, and so focused


@require_http_methods(FORM)
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """The standing room of a space: history, and the composer as a plain form."""
    space = space_for(request.user, slug)
    require(request.user, "chat.read", space_room := standing_room(space))
    return _room(request, space_room)


@require_http_methods(FORM)
def room_detail(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Any room of a space."""
    return _room(request, room_of(request, slug, room_id))


@require_safe
def meeting_room(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Lead to the room of a meeting, which is made when somebody first looks at it."""
    space = space_for(request.user, slug)
    return redirect(room_url(room_of_meeting(meeting_for(request.user, space, meeting_pk))))


def _room(request: HttpRequest, chat_room: ChatRoom) -> HttpResponse:
    if request.method == "POST":
        return _post(request, chat_room)
    if request.GET.get("teil") == "1":
        return show_part(request, chat_room)
    return show_room(
        request, chat_room, MessageForm(initial={"reply_to": position_from(request.GET.get("antwort", ""))})
    )


def _post(request: HttpRequest, chat_room: ChatRoom) -> HttpResponse:
    """Send the message of the plain form; what was written comes back where it cannot be sent."""
    form = MessageForm(request.POST, request.FILES)
    status = REFUSED
    if form.is_valid() and not _may_be_sent_now(request, form):
        status = TooFast.status
    elif form.is_valid() and _answers_something(chat_room, form):
        sent = _sent(signed_in(request), chat_room, form)
        if isinstance(sent, Message):
            return redirect(f"{room_url(chat_room)}#nachricht-{sent.position}")
        status = sent
    if request.FILES and "files" not in form.errors:
        form.add_error("files", _("Please choose the files again: a browser does not keep them."))
    return show_room(request, chat_room, form, status=status)


def _may_be_sent_now(request: HttpRequest, form: MessageForm) -> bool:
    """Return whether this person may send a message again; else say so. Its number stays: nothing was tried."""
    try:
        count(request, posts)
    except TooFast as error:
        form.add_error("text", str(error))
        return False
    return True


def _answers_something(chat_room: ChatRoom, form: MessageForm) -> bool:
    """Return whether the answered message is still there; else say so, and let the form come back without it."""
    position = form.cleaned_data["reply_to"]
    try:
        if position:
            message_in(chat_room, position)
    except NotFound:
        form.add_error("text", _("The message that you answer is no longer there. You can send yours without it."))
        replace_sent(form, "reply_to", "")
        return False
    return True


def _sent(person: User, chat_room: ChatRoom, form: MessageForm) -> Message | int:
    """Return the message, or the status of the page that says why there is none. Files that did not go are dropped."""
    data, uploads = form.cleaned_data, []
    field = "files"
    try:
        for file in data["files"] or []:
            uploads.append(_received(person, file))
        field = "text"
        return actions.post_message(
            author=person,
            room=chat_room,
            text=data["text"],
            client_id=data["client_id"],
            reply_to=data["reply_to"],
            files=uploads,
            documents=data["documents"],
        )
    except DialogError as error:
        return put_into(form, error, field)
    finally:
        for upload_id in uploads:
            discard_upload(owner=person, upload_id=upload_id)


def _received(person: User, file: UploadedFile[Any]) -> UUID:
    try:
        return receive_form_file(owner=person, file=file).pk
    except Invalid as error:
        # Of several files, this one.
        raise type(error)(f"{file.name}: {error}") from None


@require_POST
def silence(request: HttpRequest, slug: str, room_id: int) -> HttpResponse:
    """Silence a room for oneself or, with `on=0`, hear it again."""
    chat_room = room_of(request, slug, room_id)
    count(request)
    silenced = request.POST.get("on") != "0"
    actions.silence_room(person=signed_in(request), room=chat_room, silenced=silenced)
    if silenced:
        messages.success(request, _("This room is silent for you now: no counts, no mails."))
    else:
        messages.success(request, _("This room is no longer silent for you."))
    return redirect(f"{room_url(chat_room)}#{FLASH}")


@never_cache
@require_safe
def people(request: HttpRequest, slug: str, room_id: int) -> JsonResponse:
    """Name the people whom "@…" could mean, for the script of the composer."""
    chat_room = room_of(request, slug, room_id)
    found = people_matching(chat_room, request.GET.get("q", "")[:100])
    named = [
        {"id": row.user_id, "name": row.user.display_name, "capacity": row.capacity.label}  # type: ignore[attr-defined]  # filled in
        for row in found
    ]
    return JsonResponse({"people": named})
