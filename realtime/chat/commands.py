"""What somebody in a room may ask for, the same over a socket and over POST. Described in docs/protocol.md.

A command that writes goes to the writer thread in the order in which it came; its future is done after the commit.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import translation

from dialog.accounts.models import User
from dialog.common.errors import Invalid, TooFast
from dialog.common.log import head_of
from realtime.chat import actions
from realtime.chat.door import RoomDoor
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import message_in
from realtime.connection import Grant
from realtime.limits import changes, commands, posts
from realtime.protocol import BadFrame
from realtime.threads import submit_write

MAX_FILES_NAMED = 20
_DOCUMENT = re.compile(r"document:([0-9]{1,15})")

Answer = dict[str, Any]
Waiting = "asyncio.Future[Answer]"


class ChatCommands:
    """The commands of one person in one room."""

    def __init__(self, door: RoomDoor, look: Callable[[], Grant], address: str) -> None:
        self.door, self.look, self.address = door, look, address

    def carry_out(self, command: dict[str, Any]) -> "asyncio.Future[Answer] | Answer":
        """Begin a command and return its answer or what will hold it. Raises BadFrame, Invalid, TooFast."""
        begin = _COMMANDS.get(command["type"])
        if begin is None:
            raise BadFrame("unknown_type")
        self.count()
        return begin(self, command)

    def count(self) -> None:
        """Count one command of this person. Raises TooFast."""
        if not commands.take(self.door.user.pk, self.address):
            raise TooFast

    def post(self, command: dict[str, Any]) -> "asyncio.Future[Answer]":
        """Store a message; the answer comes after the commit."""
        if not posts.take(self.door.user.pk, self.address):
            raise TooFast
        text, client_id = as_text(command.get("text")), as_uuid(command.get("client"))
        reply_to = command.get("reply_to")
        answered = None if reply_to is None else whole_number(reply_to)
        files, documents = as_files(command.get("files", []))

        def post(user: User, room: ChatRoom) -> Answer:
            message = actions.post_message(
                author=user,
                room=room,
                text=text,
                client_id=client_id,
                reply_to=answered,
                files=files,
                documents=documents,
            )
            return {"position": message.position}

        return self._write(post)

    def edit(self, command: dict[str, Any]) -> "asyncio.Future[Answer]":
        """Give one's own message new words."""
        text, version = as_text(command.get("text")), whole_number(command.get("version"))

        def edit(user: User, message: Message) -> Answer:
            edited = actions.edit_message(author=user, message=message, text=text, version=version)
            return {"version": edited.version}

        return self._change(command, edit)

    def remove(self, command: dict[str, Any]) -> "asyncio.Future[Answer]":
        """Take one's own message back."""

        def remove(user: User, message: Message) -> Answer:
            actions.remove_message(person=user, message=message)
            return {}

        return self._change(command, remove)

    def react(self, command: dict[str, Any]) -> "asyncio.Future[Answer]":
        """Add one of the reactions to a message, or take it back."""
        kind, on = as_text(command.get("kind")), command.get("on")
        if not isinstance(on, bool):
            raise Invalid

        def react(user: User, message: Message) -> Answer:
            actions.set_reaction(person=user, message=message, kind=kind, on=on)
            return {}

        return self._change(command, react)

    def read(self, command: dict[str, Any]) -> "asyncio.Future[Answer]":
        """Note up to which position this person has read."""
        position = whole_number(command.get("position"))

        def read(user: User, room: ChatRoom) -> Answer:
            # Nobody has read what is not written yet.
            actions.mark_read(user=user, room=room, position=min(position, head_of(room.topic)))
            return {}

        return self._write(read)

    def ping(self, _command: dict[str, Any]) -> Answer:
        """Answer, so that a page notices a connection that is only half open."""
        return {}

    def _change(self, command: dict[str, Any], change: Callable[[User, Message], Answer]) -> "asyncio.Future[Answer]":
        """Queue a change of the message at `position`."""
        position = whole_number(command.get("position"))
        if not changes.take(self.door.user.pk, self.address):
            raise TooFast
        return self._write(lambda user, room: change(user, message_in(room, position)))

    def _write(self, action: Callable[[User, ChatRoom], Answer]) -> "asyncio.Future[Answer]":
        """Queue an action; person and room are as they are in its transaction, its words in the person's language."""

        def act() -> Answer:
            user, room = self.door.current(self.look)
            with translation.override(user.language):
                return action(user, room)

        return submit_write(act)


_COMMANDS: dict[str, Callable[[ChatCommands, Answer], "asyncio.Future[Answer] | Answer"]] = {
    "post": ChatCommands.post,
    "edit": ChatCommands.edit,
    "remove": ChatCommands.remove,
    "react": ChatCommands.react,
    "read": ChatCommands.read,
    "ping": ChatCommands.ping,
}


def as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid
    return value


def whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise BadFrame("bad_number")
    return value


def as_uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError):
        raise BadFrame("bad_client") from None


def as_files(value: Any) -> tuple[list[UUID], list[int]]:
    """Return the uploads and the documents of the library that a list names: UUIDs, and "document:12"."""
    if not isinstance(value, list) or len(value) > MAX_FILES_NAMED:
        raise Invalid
    named = [_DOCUMENT.fullmatch(entry) if isinstance(entry, str) else None for entry in value]
    uploads = [as_uuid(entry) for entry, document in zip(value, named, strict=True) if document is None]
    return uploads, [int(document.group(1)) for document in named if document]
