"""A room of the hub: the listeners of one topic, and the order in which they hear of its changes."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from realtime.connection import Connection
from realtime.frames import Frame
from realtime.protocol import Close
from realtime.threads import read

logger = logging.getLogger("dialog.hub")
TOGETHER = 0.025  # seconds: what follows the first change within this time goes out as one frame
STRAGGLERS = 0.05  # seconds to wait for a change that overtook another, before the database is asked
MAX_EARLY = 2_000  # changes kept that came before their turn

Change = tuple[int, Any]  # number in the topic's log (0: not logged, may be lost) and event


@dataclass(frozen=True, slots=True)
class Replay:
    """Changes after a number, in order, complete up to `head`; `complete` is False when there is more to fetch."""

    changes: Sequence[Change]
    head: int
    complete: bool = True


Load = Callable[[int], Replay]
Encode = Callable[[int, int, Sequence[Change]], str | bytes]  # (prev, head, changes) -> one frame


class Room:
    """Hands changes to its members in the order of the log, each number once. Lives on the hub's event loop.

    `load` reads from the database what came after a number (in a reader thread). `encode` makes one frame for all.
    What comes within `together` seconds after a frame waits for the next one; 0: nothing waits.
    """

    def __init__(self, topic: str, *, load: Load, encode: Encode, together: float = TOGETHER) -> None:
        self.topic, self.load, self.encode, self.together = topic, load, encode, together
        self.members: set[Connection] = set()
        self.seen = 0  # last number in order
        self.flushed = 0  # last number handed to the members
        self._early: dict[int, Any] = {}
        self._waiting: list[Change] = []
        self._timer: asyncio.TimerHandle | None = None
        self._healing: asyncio.Task[None] | None = None
        self._opened = asyncio.Event()

    def open_at(self, head: int) -> None:
        """Begin after this number: the head of the log, read after the subscription was there."""
        self.seen = self.flushed = head
        self._forget_early()
        self._opened.set()
        self._advance()

    async def join(self, connection: Connection, since: int, *, once: bool = False) -> None:
        """Replay everything after `since` to a connection and make it a member, without a gap between the two.

        With `once` only the first part of a long replay is given, and nothing after it: the client asks on.
        """
        await self._opened.wait()
        connection.hold()
        self.members.add(connection)
        complete = False
        while not complete and not connection.closed:
            replay = await read(self.load, since)
            await connection.replay(self.encode(since, replay.head, replay.changes))
            since, complete = replay.head, replay.complete
            if once and not complete:
                return
        connection.release()

    def arrived(self, number: int, event: Any) -> None:
        """Take a change from the bus: now, later when its turn comes, or never if it was there already."""
        if number == 0:
            self._queue(0, event)
        elif number > self.seen:
            if len(self._early) < MAX_EARLY:
                self._early[number] = event
            if self._opened.is_set():
                self._advance()
                if self._early:
                    self.heal_soon(STRAGGLERS)

    def _forget_early(self) -> None:
        self._early = {number: event for number, event in self._early.items() if number > self.seen}

    def _advance(self) -> None:
        while (number := self.seen + 1) in self._early:
            self.seen = number
            self._queue(number, self._early.pop(number))

    # Out, coalesced

    def _queue(self, number: int, event: Any) -> None:
        self._waiting.append((number, event))
        if self._timer is None:
            self._flush()

    def _flush(self) -> None:
        """Send what waits as one frame; what comes within the next 25 ms (`together`) waits for the next one."""
        self._timer = None
        if not self._waiting and self.flushed == self.seen:
            return
        changes, self._waiting = self._waiting, []
        prev, self.flushed = self.flushed, self.seen
        if self.members:
            frame = Frame(self.encode(prev, self.seen, changes))
            for connection in self.members:
                try:
                    connection.push(frame)
                except Exception as failure:
                    # Whoever missed this frame would not notice: they come back and are given it.
                    logger.error("a frame could not be handed on: %s", type(failure).__name__)
                    connection.close_soon(Close.RESTART)
        if self.together:
            self._timer = asyncio.get_running_loop().call_later(self.together, self._flush)

    # Healing

    def heal_soon(self, delay: float = 0.0) -> None:
        """Read from the database what the bus did not bring, unless that is under way already."""
        if self._healing is None or self._healing.done():
            self._healing = asyncio.create_task(self._heal(delay))

    async def _heal(self, delay: float) -> None:
        await asyncio.sleep(delay)
        if delay and not self._early:
            return
        complete = False
        while not complete:
            replay = await read(self.load, self.seen)
            complete = replay.complete
            self._take(replay)
        # What is still early has overtaken its predecessors only just now.
        if self._early:
            self.heal_soon_again()

    def heal_soon_again(self) -> None:
        asyncio.get_running_loop().call_later(STRAGGLERS, self.heal_soon)

    def _take(self, replay: Replay) -> None:
        fresh = [change for change in replay.changes if change[0] > self.seen]
        if replay.head <= self.seen:
            self._forget_early()
            return
        self.seen = replay.head
        self._forget_early()
        self._waiting.extend(fresh)
        if self._timer is None:
            self._flush()
        self._advance()
