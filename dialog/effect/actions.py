"""What comes of what: steps that join two concepts. Both ends are authorised, and the way leads in both directions."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html

from dialog.accounts.models import User
from dialog.common.templatetags.ui import inner_quotes
from dialog.effect.queries import THREAD
from dialog.links.actions import link
from dialog.links.queries import key_of, links_from
from realtime.chat.actions.announcing import write_system_line
from realtime.chat.actions.holding import held_while_shown
from realtime.chat.models import Message
from realtime.chat.templatetags.chat import address_of
from workgroups.discussions.actions import start_thread
from workgroups.discussions.models import Thread
from workgroups.spaces.rules import require


@transaction.atomic
def start_thread_from_message(
    *, author: User, message: Message, kind: str, title: str, text: str, client_id: UUID
) -> Thread:
    """Open a discussion that began as a chat message; a line in the chat leads to it. The same form again makes one.

    Also where nobody writes in the chat any more: a meeting that is over is where much of it begins. Raises Conflict
    when the message is hidden or removed, and what `start_thread` raises.
    """
    require(author, "chat.read", message)
    require(author, "discussions.start", message.space)
    message = held_while_shown(message)
    thread = start_thread(author=author, space=message.space, kind=kind, title=title, text=text, client_id=client_id)
    if not _is_linked(message, thread):
        link(source=message, target=thread, kind=THREAD, by=author)
        _tell_chat(message, thread, author)
    return thread


def _is_linked(message: Message, thread: Thread) -> bool:
    links = links_from([message], kind=THREAD).get(key_of(message), [])
    return key_of(thread) in {(row.target_type, row.target_id) for row in links}


def _tell_chat(message: Message, thread: Thread, author: User) -> None:
    # Stored, so always German.
    html = format_html(
        '{} hat zu einer <a href="{}">Nachricht von {}</a> die Diskussion <a href="{}">„{}“</a> begonnen',
        author.display_name,
        address_of(message),
        message.author.display_name,
        reverse("discussions:thread_detail", args=[thread.space.slug, thread.pk]),
        inner_quotes(thread.title),
    )
    write_system_line(room=message.room, person=author, html=html)
