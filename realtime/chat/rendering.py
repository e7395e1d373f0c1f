"""A message as HTML. There is one template; what it makes of an author in a room is kept, for most messages differ only
in their words, number and time. A test holds the kept way against the template.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from dialog.accounts.models import User
from realtime.chat.models import ChatRoom, Message
from realtime.chat.templatetags.chat import clock, iso
from workgroups.spaces.models import Space

# What stands in the kept HTML in the places of number, client, time and words; the last is no character of any text.
_NUMBER, _CLIENT, _WORDS = 987654321987654321, UUID(int=0xC0FFEE << 100), "\ue002"
_MOMENT = datetime(1999, 12, 31, 23, 57, 58, 987654, tzinfo=UTC)


def message_html(message: Message) -> str:
    """Return the viewer-neutral HTML of a message, its few words in German; needs what `displayed` loads."""
    if not _is_ordinary(message):
        return _render(message)
    author, room = message.author, message.room
    pieces = _kept(author.pk, author.display_name, author.is_office, message.capacity, room.pk, room.space.slug)
    moment = message.created_at
    values = {
        str(_NUMBER): str(message.position),
        str(_CLIENT): str(message.client_id),
        iso(_MOMENT): iso(moment),
        _clock_in_place(_MOMENT): _clock_in_place(moment),
        _WORDS: message.html,
    }
    return "".join([values.get(piece, piece) for piece in pieces])


def _is_ordinary(message: Message) -> bool:
    """Whether only the words, the number and the time tell this message from others of its author."""
    return (
        message.kind == Message.Kind.MESSAGE
        and message.is_shown
        and message.edited_at is None
        and message.reply_to_id is None
        and message.version == 1
        and not message.reactions.all()
        and not message.attachments.all()
        and not message.documents.all()
    )


@lru_cache(maxsize=2_000)
def _kept(author_id: int, name: str, is_office: bool, capacity: str, room_id: int, slug: str) -> list[str]:
    """Return the HTML of an ordinary message of this author, cut where its own values belong."""
    author = User(pk=author_id, display_name=name, is_office=is_office)
    room = ChatRoom(pk=room_id, space=Space(slug=slug))
    message = Message(pk=1, author=author, capacity=capacity, room=room, html=_WORDS)
    message.position, message.client_id, message.created_at = _NUMBER, _CLIENT, _MOMENT
    message._prefetched_objects_cache = {"attachments": [], "documents": [], "reactions": []}  # type: ignore[attr-defined]
    marks = [str(_NUMBER), str(_CLIENT), iso(_MOMENT), _clock_in_place(_MOMENT), _WORDS]
    return re.split("(" + "|".join(map(re.escape, marks)) + ")", _render(message))


def _clock_in_place(moment: datetime) -> str:
    return f">{clock(moment)}</a></time>"


def _render(message: Message) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return str(get_template("chat/message.html").render({"message": message})).strip()
