from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict
from dialog.files.serving import serve_file
from realtime.chat import actions
from realtime.chat.forms import EditForm, HideForm, RemoveForm
from realtime.chat.models import Message
from realtime.chat.queries import attachment_for
from realtime.chat.views.common import (
    DONE,
    FORM,
    count,
    message_of,
    page_of,
    place_of,
    replace_sent,
    room_of,
    show,
    tried,
)
from realtime.chat.views.powers import powers_over
from workgroups.spaces.pages import signed_in
from workgroups.spaces.rules import require


def place(message: Message) -> str:
    return place_of(message.room, message.position)


def about(message: Message, **more: Any) -> dict[str, Any]:
    """Return what every page about one message needs."""
    return {"message": message, "room": message.room, "back": place(message), **more}


@require_safe
def message_detail(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Lead to the message in the history of its room: its stable address."""
    return redirect(place(message_of(request, slug, room_id, position)))


@require_safe
def message_actions(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Show a message and everything this person may do with it: the way without JavaScript."""
    message = message_of(request, slug, room_id, position)
    context = about(message, **powers_over(request, message))
    return show(request, message.space, "message_actions", context)


def require_shown(request: HttpRequest, message: Message) -> None:
    """Refuse to offer a form about a message that is gone; what was sent goes to the action, which keeps the text."""
    if not message.is_shown and request.method != "POST":
        raise Conflict(_("This message has been hidden or removed in the meantime."))


@require_http_methods(FORM)
def message_edit(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    message = message_of(request, slug, room_id, position)
    require(request.user, "chat.edit", message)
    require_shown(request, message)
    sent = request.POST if request.method == "POST" else None
    initial = {"text": message.source, "version": message.version}
    form = EditForm(sent, initial=initial, has_files=bool(message.attachments.all() or message.documents.all()))

    def act(data: dict[str, Any]) -> None:
        actions.edit_message(author=signed_in(request), message=message, **data)

    status = tried(request, form, act, field="text")
    if status == DONE:
        return redirect(place(message))
    context = about(message, form=form, draft_key=f"message-{message.pk}-{message.version}")
    if form.is_bound and message.is_shown and form["version"].value() != str(message.version):
        # The page shows what would be replaced, so the text may be sent again.
        replace_sent(form, "version", str(message.version))
        context["current"] = message
    return show(request, message.space, "message_edit", context, status=status)


@require_http_methods(FORM)
def message_remove(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    message = message_of(request, slug, room_id, position)
    person = signed_in(request)
    require(person, "chat.remove", message)
    is_own = message.author_id == person.pk
    if message.state == Message.State.REMOVED or is_own:
        require_shown(request, message)
    form = RemoveForm(request.POST if request.method == "POST" else None, is_own=is_own)

    def act(data: dict[str, Any]) -> None:
        actions.remove_message(person=person, message=message, **data)

    status = tried(request, form, act, field="reason")
    if status == DONE:
        messages.success(request, _("The message has been removed."))
        return redirect(page_of(message))
    context = about(message, form=form, is_own=is_own, **powers_over(request, message))
    return show(request, message.space, "message_remove", context, status=status)


@require_safe
def message_history(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Show what a message said before it was changed."""
    message = message_of(request, slug, room_id, position)
    require(request.user, "chat.see_history", message)
    context = about(message, revisions=message.revisions.all())
    return show(request, message.space, "message_history", context)


@require_http_methods(FORM)
def message_hide(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    message = message_of(request, slug, room_id, position)
    require(request.user, "chat.hide", message)
    require_shown(request, message)
    form = HideForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        actions.hide_message(person=signed_in(request), message=message, **data)

    status = tried(request, form, act, field="reason")
    if status == DONE:
        messages.success(request, _("The message is hidden."))
        return redirect(page_of(message))
    return show(request, message.space, "message_hide", about(message, form=form), status=status)


@require_POST
def message_show(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    message = message_of(request, slug, room_id, position)
    count(request)
    actions.show_message(person=signed_in(request), message=message)
    messages.success(request, _("The message is shown again."))
    return redirect(page_of(message))


@require_POST
def message_react(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Add a word to a message or, with `on=0`, take it back."""
    message = message_of(request, slug, room_id, position)
    kind, on = request.POST.get("kind", ""), request.POST.get("on") != "0"
    count(request)
    actions.set_reaction(person=signed_in(request), message=message, kind=kind, on=on)
    return redirect(place(message))


@require_safe
def attachment(request: HttpRequest, slug: str, room_id: int, pk: int) -> HttpResponseBase:
    """Send a file that came with a message; of one that is gone, to the moderation only."""
    found = attachment_for(request.user, room_of(request, slug, room_id), pk)
    return serve_file(request, found.stored_file, inline=request.GET.get("ansicht") == "1")
