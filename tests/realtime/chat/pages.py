"""What the tests of the pages share: addresses, the words of a page, and messages that are there."""

import re
from uuid import uuid4

from django.urls import reverse

from realtime.chat import actions
from realtime.chat.models import Attachment, Message
from realtime.chat.queries import standing_room
from tests.dialog.files.factories import whole_upload

ADDRESS = "/gremien/cluster-atlas/chat/"


def address(name: str, thing, *more, **query) -> str:
    """Return the address of a page about a message, or about a room."""
    if isinstance(thing, Message):
        more, thing = (thing.position, *more), thing.room
    return reverse(f"chat:{name}", args=[thing.space.slug, thing.pk, *more], query=query or None)


def text_of(response) -> str:
    """Return the words of a page without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def say(space, author, text: str = "Guten Morgen", **more) -> Message:
    """Post a message in the standing room."""
    room = more.pop("room", None) or standing_room(space)
    message = actions.post_message(author=author, room=room, text=text, client_id=uuid4(), **more)
    message.room = room
    return message


def say_with_file(space, author, name: str = "Auswertung.pdf") -> Attachment:
    """Post a message with a file in the standing room."""
    message = say(space, author, "Mit Anlage", files=[whole_upload(author, name).pk])
    return Attachment.objects.select_related("stored_file").get(message=message)


def hide(cast, message: Message, reason: str = "Nennt Personen") -> Message:
    return actions.hide_message(person=cast.moderator, message=message, reason=reason)
