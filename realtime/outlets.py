"""The ways out to a client: a socket through ASGI, a socket past it (fast), a stream of events.

All have the same manners: `write` never waits and keeps the order, `offer` writes if not too much waits then, `room`
waits until there is room, `close` says a code.
"""

import asyncio
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from realtime.frames import Frame
from realtime.protocol import encode

Send = Callable[[dict[str, Any]], Awaitable[None]]
ENOUGH_ROOM = 256 * 1024  # bytes that may wait when the next part of a replay goes out
LOOK_AGAIN = 0.05  # seconds


class Outlet(Protocol):
    def write(self, frame: Frame) -> None: ...

    def offer(self, frame: Frame, most: int) -> bool: ...

    async def room(self) -> None: ...

    async def close(self, code: int) -> None: ...


class RawSocket(Protocol):
    """What our own server offers below ASGI (dialog/common/sockets.py): frames that are ready, written at once."""

    def listen(self, take: Callable[[str | bytes | None], None]) -> None: ...

    def offer(self, wire: bytes, most: int) -> bool: ...

    @property
    def unsent(self) -> int: ...

    def abort(self) -> None: ...


class SendOutlet:
    """Goes through ASGI's `send`, one after the other."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: deque[tuple[str | bytes, int]] = deque()
        self._bytes = 0
        self._sender: asyncio.Task[None] | None = None

    def offer(self, frame: Frame, most: int) -> bool:
        """Write, unless more than `most` bytes wait then; one frame may go to a client that has fetched everything."""
        if self._bytes and self._bytes + frame.size > most:
            return False
        self.write(frame)
        return True

    def write(self, frame: Frame) -> None:
        # Only the shape that goes out is kept, not the frame with all its shapes.
        self._waiting.append((self._shape(frame), frame.size))
        self._bytes += frame.size
        if self._sender is None or self._sender.done():
            self._sender = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        while self._waiting:
            payload, size = self._waiting.popleft()
            try:
                await self._send(self._message(payload))
            except Exception:
                # Servers differ in how they say that the client is gone; the connection hears of it by itself.
                self._waiting.clear()
                self._bytes = 0
                return
            # It may have been set to nothing by `close` meanwhile.
            self._bytes = max(0, self._bytes - size)

    def _shape(self, frame: Frame) -> str | bytes:
        return frame.content

    def _message(self, payload: str | bytes) -> dict[str, Any]:
        return {"type": "websocket.send", "text" if isinstance(payload, str) else "bytes": payload}

    async def room(self) -> None:
        """Wait until the client has fetched most of what was written."""
        while self._bytes > ENOUGH_ROOM:
            await asyncio.sleep(LOOK_AGAIN)

    async def close(self, code: int) -> None:
        """Say the code after what is on its way already; what waits is dropped."""
        self._waiting.clear()
        self._bytes = 0
        await self._send({"type": "websocket.close", "code": code})


class RawOutlet:
    """Writes frames that are ready to the socket itself; closes through ASGI, which knows the handshake of the end."""

    def __init__(self, raw: RawSocket, send: Send) -> None:
        self._raw, self._send = raw, send
        self._offer = raw.offer

    def offer(self, frame: Frame, most: int) -> bool:
        return self._offer(frame.wire, most)

    def write(self, frame: Frame) -> None:
        self._offer(frame.wire, sys.maxsize)

    async def room(self) -> None:
        while self._raw.unsent > ENOUGH_ROOM:
            await asyncio.sleep(LOOK_AGAIN)

    async def close(self, code: int) -> None:
        """Say the code. A client that has not read what waits would not read this either: its socket is cut."""
        await self._send({"type": "websocket.close", "code": code})
        if self._raw.unsent > ENOUGH_ROOM:
            self._raw.abort()


class StreamOutlet(SendOutlet):
    """A stream of server-sent events (HTML standard, section 9.2) in the body of one HTTP response."""

    def __init__(self, send: Send, abort: Callable[[], None] | None) -> None:
        super().__init__(send)
        self._abort = abort
        self.ended = asyncio.Event()

    def _shape(self, frame: Frame) -> bytes:
        return frame.event

    def _message(self, payload: str | bytes) -> dict[str, Any]:
        return {"type": "http.response.body", "body": payload, "more_body": True}

    @staticmethod
    def comment(text: str = "") -> Frame:
        """Return a line that clients skip: it keeps the stream open, and shows whether somebody is there."""
        return _Comment(text)

    async def close(self, code: int) -> None:
        """Say the code as a frame and end the response; one that is not read is cut off."""
        is_stuck = self._bytes > ENOUGH_ROOM
        self._waiting.clear()
        self._bytes = 0
        if is_stuck and self._abort is not None:
            self._abort()
        else:
            self.write(Frame(encode({"type": "close", "code": code})))
        self.ended.set()

    async def finish(self) -> None:
        """Let what waits go out, then end the response."""
        if self._sender is not None:
            await asyncio.wait([self._sender], timeout=1)
        await self._send({"type": "http.response.body", "body": b""})


class _Comment(Frame):
    __slots__ = ()

    @property
    def event(self) -> bytes:
        return b": " + str(self.content).encode() + b"\n\n"
