"""One person in one room over one connection: their commands in, their answers and the room's changes out."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import DatabaseError

from dialog.common.errors import DialogError, TooFast, Unavailable
from dialog.common.log import head_of
from realtime.chat.commands import ChatCommands, whole_number
from realtime.chat.door import RoomDoor
from realtime.chat.queries import loader
from realtime.chat.windows import follow_reads
from realtime.connection import Connection, Grant
from realtime.hub import hub
from realtime.presence.board import PresenceBoard, board_for, leave_board
from realtime.presence.people import may_be_seen_typing, person_here
from realtime.protocol import BadFrame, Close, decode, encode, error, ok
from realtime.room import Change
from realtime.threads import read

logger = logging.getLogger("dialog.chat")
MAX_BAD_FRAMES = 20
MAX_REFUSED = 200  # commands refused as too fast, until the connection is closed
MAX_UNDER_WAY = 64  # commands of one connection between their arrival and their commit
MAX_BEHIND = 2_000  # changes that are replayed; who lacks more loads the page anew


class ChatSession:
    """Answers every command once, with its `ref`; commands that write are carried out in the order of their arrival."""

    def __init__(self, connection: Connection, door: RoomDoor) -> None:
        self.connection, self.door = connection, door
        self.topic = f"chat.{door.room_id}"
        self.commands = ChatCommands(door, connection.look, connection.address)
        self.joined = False
        self.bad_frames = self.refused = 0
        self._under_way: set[asyncio.Future[dict[str, Any]]] = set()
        self._board: PresenceBoard | None = None
        connection.on_grant = self.tell_grant

    async def take(self, frame: str | bytes) -> None:
        """Answer one frame: `ok`, or `error` with a code. Too many that make no sense end the connection."""
        try:
            command = decode(frame)
        except BadFrame as bad:
            self._answer_error("", bad)
            return
        while len(self._under_way) >= MAX_UNDER_WAY:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        await self._begin(command, command.get("ref", ""))

    async def _begin(self, command: dict[str, Any], ref: str) -> None:
        try:
            if command["type"] == "join":
                answer: Any = await self.join(whole_number(command.get("since")))
            elif command["type"] == "typing":
                answer = self.types()
            else:
                answer = self.commands.carry_out(command)
        except (DialogError, BadFrame, DatabaseError) as refused:
            self._answer_error(ref, refused)
            return
        if isinstance(answer, asyncio.Future):
            self._under_way.add(answer)
            answer.add_done_callback(partial(self._settled, ref))
        else:
            self.connection.push(ok(ref, **answer))

    def _settled(self, ref: str, done: "asyncio.Future[dict[str, Any]]") -> None:
        self._under_way.discard(done)
        if done.cancelled():
            return
        if failure := done.exception():
            self._answer_error(ref, failure)
        else:
            self.connection.push(ok(ref, **done.result()))

    def _answer_error(self, ref: str, failure: BaseException) -> None:
        self.connection.push(error(ref, named(failure)))
        if isinstance(failure, BadFrame):
            self.bad_frames += 1
        elif isinstance(failure, TooFast):
            self.refused += 1
        if self.bad_frames > MAX_BAD_FRAMES:
            self.connection.close_soon(Close.BAD_FRAME)
        elif self.refused > MAX_REFUSED:
            self.connection.close_soon(Close.TOO_FAST)

    async def join(self, since: int, *, once: bool = False) -> dict[str, Any]:
        """Bring the client up to date from `since` (its last number) and keep it so; `once`: only one part."""
        if self.joined:
            raise BadFrame("already_joined")
        head = await read(head_of, self.topic)
        if since > head:
            raise BadFrame("number_ahead")
        self.joined = True
        if head - since > MAX_BEHIND:
            self.connection.push(encode({"type": "behind", "head": head}))
            since = head
        load = loader(self.door.room_id)
        await hub().join(self.connection, self.topic, since=since, load=load, encode=encode_changes, once=once)
        await follow_reads()
        await self._show_presence()
        grant = self.connection.grant
        return {"abilities": sorted(grant.abilities), "notice": grant.notice, "head": head}

    async def _show_presence(self) -> None:
        self._board = await board_for(self.topic)
        self._board.enter(self.connection, person_here(self.door.user))

    def types(self) -> dict[str, Any]:
        """Tell the others that this person is writing, where all want that."""
        self.commands.count()
        user = self.door.user
        if self._board and "chat" in self.connection.grant.abilities and may_be_seen_typing(user):
            self._board.types(user.pk, user.display_name)
        return {}

    def tell_grant(self, grant: Grant) -> None:
        """Tell the page what it may still offer, and the others whether this person wants to be seen."""
        values = {"abilities": sorted(grant.abilities), "notice": grant.notice}
        self.connection.push(encode({"type": "grant", **values}))
        if self._board:
            self._board.enter(self.connection, person_here(self.door.user))

    async def leave(self) -> None:
        """Let go of the room's board; commands under way are finished."""
        if self._board:
            await leave_board(self._board, self.connection)


def named(failure: BaseException) -> DialogError | BadFrame:
    """Return what a client may be told about a failure; what nobody foresaw is logged without content."""
    if isinstance(failure, DialogError | BadFrame):
        return failure
    logger.error("a command could not be carried out: %s", type(failure).__name__)
    return Unavailable()


def encode_changes(prev: int, head: int, changes: Sequence[Change]) -> str:
    """Make the one frame for all listeners: events in order, and the numbers that they lie between."""
    events = [{"change": number, **event} for number, event in changes]
    return encode({"type": "changes", "prev": prev, "head": head, "events": events})
