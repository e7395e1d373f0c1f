from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialog.common.errors import Conflict, DialogError, NotFound
from dialog.effect.actions import start_thread_from_message
from dialog.effect.forms import first_words
from dialog.effect.queries import origin_of
from realtime.chat.models import Message
from realtime.chat.queries import message_for, room_for
from realtime.chat.templatetags.chat import address_of
from realtime.chat.views.common import count
from workgroups.discussions.forms import ThreadForm
from workgroups.discussions.views.common import LARGEST_KEY, show_refusal, thread_address, thread_of
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import Person, require


@require_http_methods(["GET", "HEAD", "POST"])
def thread_from_message(request: HttpRequest, slug: str, room_id: int, position: int) -> HttpResponse:
    """Make a discussion of a chat message: a form that begins with its words."""
    message = _message_of(request, slug, room_id, position)
    require(request.user, "discussions.start", message.space)
    form = ThreadForm(request.POST) if request.method == "POST" else ThreadForm(initial=_initial(request.user, message))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            count(request)
            thread = start_thread_from_message(author=signed_in(request), message=message, **form.cleaned_data)
            return redirect(thread_address(thread))
        except DialogError as error:
            status = show_refusal(form, error, "text")
    context = {"form": form, "message": message, "back": address_of(message), "draft_key": f"message-{message.pk}"}
    return render_in_space(
        request, message.space, "effect/thread_from_message.html", context, tab="discussions", status=status
    )


@never_cache
@require_safe
def origin_of_thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Return where a discussion came from, empty when it just began: the fragment that its page loads afterwards."""
    thread = thread_of(request, slug, pk)
    return render(request, "effect/origin_of_thread.html", {"message": origin_of(request.user, thread)})


def _message_of(request: HttpRequest, slug: str, room_id: int, position: int) -> Message:
    space = space_for(request.user, slug)
    if max(room_id, position) > LARGEST_KEY:
        raise NotFound
    return message_for(request.user, room_for(request.user, room_id, space), position)


def _initial(user: Person, message: Message) -> dict[str, object]:
    if not message.is_shown:
        raise Conflict(_("This message has been hidden or removed in the meantime."))
    return first_words(user, message)
