"""One open connection: what came in and waits, what goes out, and by which right it is here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dialog.common.access import person_key, space_key
from dialog.common.errors import DialogError
from realtime.frames import Frame
from realtime.outlets import Outlet, RawOutlet, RawSocket, Send, SendOutlet
from realtime.protocol import MAX_FRAME_BYTES, Close, close_code_for
from realtime.threads import read

if TYPE_CHECKING:
    from realtime.room import Room

logger = logging.getLogger("dialog.live")
MAX_WAITING_FRAMES = 256  # commands that came in faster than they could be carried out
MAX_UNSENT_BYTES = 500_000  # what waits for a client that does not read; on its way it may lie in memory twice
STALLED = 30.0  # seconds for a client to fetch a part of a replay

Receive = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Grant:
    """The right by which a connection is open: who, where, what they may do, until when."""

    user_id: int
    space_id: int
    abilities: frozenset[str]
    expires_at: datetime | None = None
    notice: str = ""  # why less is possible than the role allows, in the person's language
    seen_as: str = ""  # what others see of the person where it shows who is here; a change of it is told
    more_keys: tuple[str, ...] = ()  # access keys beside those of person and space on which it hangs
    # The access epochs as they were before the rights were read, where the door knows them.
    epochs: dict[str, int] | None = field(default=None, compare=False)


class Connection:
    """Lives on one event loop. `push` never waits; what a client does not fetch is bounded."""

    def __init__(self, outlet: Outlet, *, grant: Grant, renew: Callable[[], Grant]) -> None:
        self.outlet, self.grant = outlet, grant
        self._offer = outlet.offer
        self.look = renew  # reads the rights anew; runs in a thread
        self.rooms: list[Room] = []
        self.keys = (person_key(grant.user_id), space_key(grant.space_id), *grant.more_keys)
        self.closed = False
        self.on_grant: Callable[[Grant], None] = _ignore
        self.address = ""
        self._held: list[Frame] | None = None
        self._held_bytes = 0
        self._looking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._expiry: asyncio.TimerHandle | None = None
        self._expire_at(grant.expires_at)

    # Out

    def push(self, payload: Frame | str | bytes) -> None:
        """Send text or bytes after everything pushed before; a client that does not read is closed."""
        if self.closed:
            return
        frame = payload if isinstance(payload, Frame) else Frame(payload)
        if self._held is not None:
            self._hold(frame)
        elif not self._offer(frame, MAX_UNSENT_BYTES):
            self.close_soon(Close.TOO_SLOW)

    def _hold(self, frame: Frame) -> None:
        assert self._held is not None
        self._held.append(frame)
        self._held_bytes += frame.size
        if self._held_bytes > MAX_UNSENT_BYTES:
            self.close_soon(Close.TOO_SLOW)

    def hold(self) -> None:
        """Keep back what is pushed, until `release`: the replay comes first."""
        if self._held is None:
            self._held = []

    async def replay(self, payload: Frame | str | bytes) -> None:
        """Send one frame of a replay ahead of what is kept back; returns when the client has fetched most of it."""
        if self.closed:
            return
        self.outlet.write(payload if isinstance(payload, Frame) else Frame(payload))
        try:
            await asyncio.wait_for(self.outlet.room(), STALLED)
        except TimeoutError:
            await self.close(Close.TOO_SLOW)

    def release(self) -> None:
        """Send what was kept back; from now on nothing is."""
        held, self._held = self._held or [], None
        self._held_bytes = 0
        for frame in held:
            self.push(frame)

    def close_soon(self, code: int = Close.NORMAL) -> None:
        """Close with a code (realtime.protocol.Close); nothing goes out from now on. Calling it again does nothing."""
        if not self.closed:
            self.closed = True
            self._has_closed()
            # Not one of our own tasks: it is to be said even if nobody serves this connection any more.
            task = asyncio.create_task(self.outlet.close(code))
            _farewells.add(task)
            task.add_done_callback(_farewells.discard)

    async def close(self, code: int = Close.NORMAL) -> None:
        """Close with a code, and return when it has been said. Commands of a client that has left are dropped."""
        already, self.closed = self.closed, True
        self._has_closed()
        if not already:
            await self.outlet.close(code)

    def _has_closed(self) -> None:
        """Stop serving: who is sent away has nothing more to say."""

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Rights

    async def look_again(self) -> None:
        """Look at session and rights again, one look after the other; close the connection when nothing is left.

        `on_grant` is told of a change.
        """
        async with self._looking:
            try:
                self._take_grant(await read(self.look))
            except DialogError as refused:
                await self.close(close_code_for(refused))
            except Exception as failure:
                # Without a clear answer nobody stays in; the client comes back and is asked again.
                logger.error("rights could not be read: %s", type(failure).__name__)
                await self.close(Close.RESTART)

    def _take_grant(self, fresh: Grant) -> None:
        changed = replace(fresh, expires_at=None) != replace(self.grant, expires_at=None)
        self.grant = fresh
        self._expire_at(fresh.expires_at)
        if changed:
            self.on_grant(fresh)

    def _expire_at(self, moment: datetime | None) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
        if moment is not None:
            # At the latest after a day: the session may have been ended or prolonged meanwhile.
            seconds = max(0.0, (moment - timezone.now()).total_seconds())
            loop = asyncio.get_running_loop()
            self._expiry = loop.call_later(min(seconds, 86_400.0), self._look_soon)

    def _look_soon(self) -> None:
        self._start(self.look_again())

    def end(self) -> None:
        """Let go of timer and tasks, when the client is gone."""
        self.closed = True
        for task in self._tasks:
            task.cancel()
        if self._expiry is not None:
            self._expiry.cancel()


class SocketConnection(Connection):
    """A connection whose commands come in over the same socket, and wait in order until they are carried out."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        *,
        grant: Grant,
        renew: Callable[[], Grant],
        raw: RawSocket | None = None,
        max_frame: int = MAX_FRAME_BYTES,
    ) -> None:
        super().__init__(RawOutlet(raw, send) if raw else SendOutlet(send), grant=grant, renew=renew)
        self.max_frame = max_frame
        self._receive = receive
        self._inbox: list[str | bytes] = []
        self._has_left = False
        self._taker: Callable[[str | bytes], None] | None = None
        self._waiter: asyncio.Future[None] | None = None
        if raw:
            raw.listen(self.take)
        else:
            self._start(self._pump())

    async def frames(self) -> AsyncIterator[str | bytes]:
        """Yield what the client sends, in order, until the connection ends from either side."""
        while True:
            while self._inbox:
                yield self._inbox.pop(0)
            if self._has_left:
                return
            # Lighter than a queue, of which there would be one for each of many connections.
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter

    async def hand_over(self, take: Callable[[str | bytes], None]) -> None:
        """Call `take` with each frame as soon as it is there, in order; returns when the connection ends.

        For those who need not wait for one command before the next: the way over a waiting list costs more than many
        a frame.
        """
        while self._inbox and not self._has_left:
            take(self._inbox.pop(0))
        self._taker = take
        while not self._has_left:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter

    async def _pump(self) -> None:
        while not self.closed:
            message = await self._receive()
            text = message.get("text")
            if message["type"] != "websocket.receive":
                self.take(None)
                return
            self.take(message.get("bytes", b"") if text is None else text)

    def take(self, frame: str | bytes | None) -> None:
        """Queue one frame; close the connection when it is too large or too much waits. None: the client has left."""
        if self.closed:
            return
        if frame is None:
            # What came in before the client left is still carried out: it may have been its last words.
            self.closed = self._has_left = True
        elif len(frame) > self.max_frame:
            self.close_soon(Close.TOO_LARGE)
        elif len(self._inbox) >= MAX_WAITING_FRAMES:
            self.close_soon(Close.TOO_FAST)
        elif self._taker is not None:
            self._hand_over(self._taker, frame)
            return
        else:
            self._inbox.append(frame)
        self._wake()

    def _hand_over(self, take: Callable[[str | bytes], None], frame: str | bytes) -> None:
        try:
            take(frame)
        except Exception:
            logger.exception("a frame could not be taken")
            self.close_soon(Close.RESTART)

    def _has_closed(self) -> None:
        self._inbox.clear()
        self._has_left = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


_farewells: set[asyncio.Task[None]] = set()


def _ignore(_grant: Grant) -> None:
    return None
