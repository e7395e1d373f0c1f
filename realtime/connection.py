"""One open socket: what came in and waits, what goes out, and by which right it is here."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dialog.common.access import person_key, space_key
from dialog.common.errors import DialogError
from realtime.protocol import MAX_FRAME_BYTES, Close, close_code_for
from realtime.threads import read

if TYPE_CHECKING:
    from realtime.room import Room

logger = logging.getLogger("dialog.live")
MAX_WAITING_FRAMES = 256  # commands that came in faster than they could be carried out
MAX_UNSENT_BYTES = 1_000_000  # what waits for a client that does not read

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Grant:
    """The right by which a connection is open: who, where, what they may do, until when."""

    user_id: int
    space_id: int
    abilities: frozenset[str]
    expires_at: datetime | None = None
    notice: str = ""  # why less is possible than the role allows, in the person's language


class Connection:
    """Lives on one event loop. `push` never waits; what a client does not fetch is bounded."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        *,
        grant: Grant,
        renew: Callable[[], Grant],
        max_frame: int = MAX_FRAME_BYTES,
    ) -> None:
        self.grant, self.max_frame = grant, max_frame
        self.rooms: list[Room] = []
        self.keys = (person_key(grant.user_id), space_key(grant.space_id))
        self.closed = False
        self.on_grant: Callable[[Grant], None] = _ignore
        self.look = renew  # reads the rights anew; runs in a thread
        self._receive, self._send = receive, send
        self._inbox: asyncio.Queue[str | bytes | None] = asyncio.Queue(MAX_WAITING_FRAMES)
        self._outbox: deque[str | bytes] = deque()
        self._unsent = 0
        self._held: list[str | bytes] | None = None
        self._sender: asyncio.Task[None] | None = None
        self._looking = asyncio.Lock()
        self._look: asyncio.Task[None] | None = None
        self._pump = asyncio.create_task(self._read_socket())
        self._expiry = self._expire_at(grant.expires_at)

    # In

    async def frames(self) -> AsyncIterator[str | bytes]:
        """Yield what the client sends, in order, until the connection ends from either side."""
        while True:
            frame = await self._inbox.get()
            if frame is None:
                return
            yield frame

    async def _read_socket(self) -> None:
        while not self.closed:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                break
            frame = message.get("text") if message.get("text") is not None else message.get("bytes")
            if frame is not None and not await self._accept_frame(frame):
                break
        self.closed = True
        # What came in before the client left is still carried out: it may have been its last words.
        await self._inbox.put(None)

    async def _accept_frame(self, frame: str | bytes) -> bool:
        """Queue one frame; close the connection when it is too large or too much waits."""
        if len(frame) > self.max_frame:
            await self.close(Close.TOO_LARGE)
            return False
        try:
            self._inbox.put_nowait(frame)
        except asyncio.QueueFull:
            await self.close(Close.TOO_FAST)
            return False
        return True

    def _end_inbox(self) -> None:
        """Throw away what waits: who is sent away has nothing more to say."""
        while not self._inbox.empty():
            self._inbox.get_nowait()
        self._inbox.put_nowait(None)

    # Out

    def push(self, payload: str | bytes) -> None:
        """Send text or bytes after everything pushed before; a client that does not read is closed."""
        if self.closed:
            return
        before, self._unsent = self._unsent, self._unsent + len(payload)
        # One large payload may go; what counts is what waited already.
        if before > MAX_UNSENT_BYTES:
            self._outbox.clear()
            self._start(self.close(Close.TOO_SLOW))
        elif self._held is not None:
            self._held.append(payload)
        else:
            self._outbox.append(payload)
            self._drain_soon()

    def hold(self) -> None:
        """Keep back what is pushed, until `release`: the replay comes first."""
        if self._held is None:
            self._held = []

    async def replay(self, payload: str | bytes) -> None:
        """Send one frame of a replay ahead of what is kept back; returns when the socket has taken it."""
        self._unsent += len(payload)
        self._outbox.append(payload)
        self._drain_soon()
        if self._sender:
            await asyncio.wait([self._sender])

    def release(self) -> None:
        """Send what was kept back; from now on nothing is."""
        held, self._held = self._held or [], None
        self._outbox.extend(held)
        self._drain_soon()

    def _drain_soon(self) -> None:
        if self._sender is None or self._sender.done():
            self._start(self._drain())

    def _start(self, work: Any) -> None:
        self._sender = asyncio.create_task(work)

    async def _drain(self) -> None:
        while self._outbox and not self.closed:
            payload = self._outbox.popleft()
            self._unsent -= len(payload)
            kind = "text" if isinstance(payload, str) else "bytes"
            await self._send({"type": "websocket.send", kind: payload})

    async def close(self, code: int = Close.NORMAL) -> None:
        """Close the socket with a code (realtime.protocol.Close). Calling it again does nothing."""
        self._end_inbox()
        if self.closed:
            return
        self.closed = True
        await self._send({"type": "websocket.close", "code": code})

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
            except Exception:
                # Without a clear answer nobody stays in; the client comes back and is asked again.
                logger.exception("rights could not be read")
                await self.close(Close.RESTART)

    def _take_grant(self, fresh: Grant) -> None:
        changed = replace(fresh, expires_at=None) != replace(self.grant, expires_at=None)
        self.grant = fresh
        self._expiry = self._expire_at(fresh.expires_at)
        if changed:
            self.on_grant(fresh)

    def _expire_at(self, moment: datetime | None) -> asyncio.TimerHandle | None:
        if previous := getattr(self, "_expiry", None):
            previous.cancel()
        if moment is None:
            return None
        # At the latest after a day: the session may have been ended or prolonged meanwhile.
        seconds = max(0.0, (moment - timezone.now()).total_seconds())
        return asyncio.get_running_loop().call_later(min(seconds, 86_400.0), self._look_soon)

    def _look_soon(self) -> None:
        self._look = asyncio.create_task(self.look_again())

    def end(self) -> None:
        """Let go of timer and tasks, when the socket is gone."""
        self.closed = True
        self._pump.cancel()
        if self._look:
            self._look.cancel()
        if self._expiry:
            self._expiry.cancel()


def _ignore(_grant: Grant) -> None:
    return None
