"""The socket of a chat room: `join` first, then `post` and `read`. Frames are described in docs/protocol.md."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from dialog.common.errors import DialogError, Invalid, TooFast, Unavailable
from dialog.common.log import head_of
from realtime.chat.actions import mark_read, post_message
from realtime.chat.door import RoomDoor
from realtime.chat.models import Message
from realtime.chat.queries import loader
from realtime.connection import Connection, Grant, Receive, Send
from realtime.consumer import admit
from realtime.hub import hub
from realtime.limits import TokenBucket
from realtime.protocol import BadFrame, Close, decode, encode, error, ok
from realtime.room import Change
from realtime.threads import write

logger = logging.getLogger("dialog.chat")
POSTS_AT_ONCE, POSTS_PER_SECOND = 20, 5.0
MAX_BAD_FRAMES = 20


async def chat_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends."""
    room_id: int = scope["url_route"]["kwargs"]["room_id"]
    door = RoomDoor(room_id)
    async with admit(scope, receive, send, authorise=door.authorise) as connection:
        if connection is not None:
            await ChatSession(connection, door).serve()


class ChatSession:
    """One person in one room over one socket."""

    def __init__(self, connection: Connection, door: RoomDoor) -> None:
        self.connection, self.door, self.room_id = connection, door, door.room_id
        self.joined = False
        self.posts = TokenBucket(POSTS_AT_ONCE, POSTS_PER_SECOND)
        self.bad_frames = 0
        self.commands = {"join": self.join, "post": self.post, "read": self.read, "ping": self.ping}
        connection.on_grant = self.tell_grant

    async def serve(self) -> None:
        """Answer every command: `ok`, or `error` with a code. Too many frames that make no sense end the connection."""
        async for frame in self.connection.frames():
            try:
                command = decode(frame)
            except BadFrame as bad:
                self.connection.push(error("", bad))
                self.bad_frames += 1
                if self.bad_frames > MAX_BAD_FRAMES:
                    await self.connection.close(Close.BAD_FRAME)
                continue
            await self.answer(command)

    async def answer(self, command: dict[str, Any]) -> None:
        ref = command.get("ref", "")
        carry_out = self.commands.get(command["type"])
        try:
            if carry_out is None:
                raise BadFrame("unknown_type")
            self.connection.push(ok(ref, **await carry_out(command)))
        except (DialogError, BadFrame) as refused:
            self.connection.push(error(ref, refused))
        except DatabaseError as failure:
            logger.error("a command could not be carried out: %s", type(failure).__name__)
            self.connection.push(error(ref, Unavailable()))

    async def join(self, command: dict[str, Any]) -> dict[str, Any]:
        """Bring the client up to date from `since` (its last number) and keep it so."""
        since = whole_number(command.get("since"))
        if self.joined:
            raise BadFrame("already_joined")
        self.joined = True
        await hub().join(
            self.connection, f"chat.{self.room_id}", since=since, load=loader(self.room_id), encode=encode_changes
        )
        return {"abilities": sorted(self.connection.grant.abilities)}

    async def post(self, command: dict[str, Any]) -> dict[str, Any]:
        """Store a message; the answer comes after the commit."""
        if not self.posts.take():
            raise TooFast
        text, client_id = command.get("text"), as_uuid(command.get("client"))
        if not isinstance(text, str):
            raise Invalid
        message = await write(self._post, text, client_id)
        return {"position": message.position}

    def _post(self, text: str, client_id: UUID) -> Message:
        author, room = self.door.current(self.connection.look)
        return post_message(author=author, room=room, text=text, client_id=client_id)

    async def read(self, command: dict[str, Any]) -> dict[str, Any]:
        """Note up to which position this person has read."""
        position = whole_number(command.get("position"))
        await write(self._mark_read, position)
        return {}

    def _mark_read(self, position: int) -> None:
        user, room = self.door.current(self.connection.look)
        # Nobody has read what is not written yet.
        mark_read(user=user, room=room, position=min(position, head_of(room.topic)))

    async def ping(self, command: dict[str, Any]) -> dict[str, Any]:
        """Answer, so that a page notices a connection that is only half open."""
        return {}

    def tell_grant(self, grant: Grant) -> None:
        """Tell the page what it may still offer."""
        self.connection.push(encode({"type": "grant", "abilities": sorted(grant.abilities)}))


def encode_changes(prev: int, head: int, changes: Sequence[Change]) -> str:
    """Make the one frame for all listeners: events in order, and the numbers that they lie between."""
    events = [{"change": number, **event} for number, event in changes]
    return encode({"type": "changes", "prev": prev, "head": head, "events": events})


def whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise BadFrame("bad_number")
    return value


def as_uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError):
        raise BadFrame("bad_client") from None
