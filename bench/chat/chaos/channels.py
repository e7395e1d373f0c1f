"""Three ways to be in a room: a socket, a stream of events with POST, polling with POST. All carry the same frames."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from bench.chat.chaos.view import View
from bench.chat.chaos.web import Address, exchange, open_stream

ANSWER_SECONDS = 4.0
QUIET_SECONDS = 18.0  # a stream says something every 15 s
POLL_SECONDS = 25.0  # a poll is answered within 20 s
FAILURES = (OSError, TimeoutError, WebSocketException)  # what a bad network looks like
Frame = dict[str, Any]


class Ended(ConnectionError):
    """The server has ended the connection with a code."""


class Channel:
    """Keeps a view up to date until it ends; one that has ended is never used again."""

    def __init__(self, address: Address, view: View, now: Callable[[], float]) -> None:
        self.address, self.view, self.now = address, view, now
        self.ended = asyncio.Event()
        self.code: int | None = None
        self.joined: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._refs = count(1)
        self._reader: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; returns when the view is up to date, as far as the server says so."""
        self._reader = asyncio.create_task(self._read_until_the_end())
        await asyncio.wait_for(self.joined, ANSWER_SECONDS * 3)

    async def ask(self, type_: str, **values: Any) -> Frame:
        """Return the answer to a command: a frame `ok` or `error`."""
        body = {"type": type_, "ref": str(next(self._refs)), **values}
        async with asyncio.timeout(ANSWER_SECONDS):
            status, content = await exchange(self.address, "POST", self.address.live("befehl"), body)
        return answer_from(status, content)

    async def close(self) -> None:
        self.end()
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    def end(self) -> None:
        """Whoever waits for the end is told; what is open is closed by `close`."""
        self.ended.set()
        if not self.joined.done():
            self.joined.set_exception(ConnectionResetError("ended before it was joined"))
            self.joined.exception()  # looked at, whether somebody waits or not

    async def _read_until_the_end(self) -> None:
        try:
            with contextlib.suppress(*FAILURES):
                await self.read()
        finally:
            self.end()

    async def read(self) -> None:
        """Take in frames until the connection ends."""
        raise NotImplementedError

    def take(self, frame: Frame) -> None:
        """Take in one frame. Raises Ended when this connection is of no more use."""
        kind = frame["type"]
        if kind == "changes" and not self.view.apply(frame, self.now()):
            raise Ended("something is missing")
        if kind == "behind":
            self.view.reload(frame["head"])
            raise Ended("too far behind")
        if kind == "close":
            self.code = frame["code"]
            raise Ended(f"closed with {self.code}")
        if kind in ("ok", "error"):
            self.answered(frame)

    def answered(self, frame: Frame) -> None:
        if frame.get("ref") == "join" and not self.joined.done():
            self.joined.set_result(frame)


def answer_from(status: int, content: bytes) -> Frame:
    """Return the frame that answers a POST; anything else counts as no answer."""
    try:
        frame: Frame = json.loads(content)
    except ValueError:
        raise ConnectionResetError(f"status {status} instead of an answer") from None
    if frame.get("type") not in ("ok", "error"):
        raise ConnectionResetError(f"status {status}: {frame.get('code')}")
    return frame


class SocketChannel(Channel):
    socket: ClientConnection | None = None

    def __init__(self, *more: Any) -> None:
        super().__init__(*more)
        self._answers: dict[str, asyncio.Future[Frame]] = {}

    async def read(self) -> None:
        options: dict[str, Any] = {"compression": None, "max_size": None, "proxy": None, "close_timeout": 0.5}
        async with connect(
            f"ws://127.0.0.1:{self.address.port}/ws/chat/{self.address.room}/",
            origin=self.address.origin,  # type: ignore[arg-type]  # a NewType of str
            additional_headers={"Cookie": self.address.cookie},
            open_timeout=ANSWER_SECONDS,
            ping_interval=2,
            ping_timeout=3,
            **options,
        ) as self.socket:
            await self.socket.send(json.dumps({"type": "join", "ref": "join", "since": self.view.number}))
            try:
                async for text in self.socket:
                    self.take(json.loads(text))
            finally:
                self.code = self.socket.close_code or self.code

    async def ask(self, type_: str, **values: Any) -> Frame:
        if self.socket is None:
            raise ConnectionResetError("not open")
        ref = str(next(self._refs))
        answer = self._answers[ref] = asyncio.get_running_loop().create_future()
        try:
            await self.socket.send(json.dumps({"type": type_, "ref": ref, **values}))
            return await asyncio.wait_for(answer, ANSWER_SECONDS)
        except (TimeoutError, ConnectionClosed):
            self.end()
            raise
        finally:
            self._answers.pop(ref, None)

    def answered(self, frame: Frame) -> None:
        super().answered(frame)
        answer = self._answers.get(frame.get("ref", ""))
        if answer and not answer.done():
            answer.set_result(frame)


class StreamChannel(Channel):
    async def read(self) -> None:
        async with asyncio.timeout(None) as patience:
            patience.reschedule(asyncio.get_running_loop().time() + ANSWER_SECONDS * 2)
            async with open_stream(self.address, self.address.live("strom", self.view.number)) as (status, pieces):
                if status != 200:
                    raise ConnectionResetError(f"status {status}")
                rest = b""
                async for piece in pieces:
                    patience.reschedule(asyncio.get_running_loop().time() + QUIET_SECONDS)
                    *events, rest = (rest + piece).split(b"\n\n")
                    for event in events:
                        self.take_event(event)

    def take_event(self, event: bytes) -> None:
        """Take in one event of the stream; comments are padding, and a sign of life."""
        lines = [line.removeprefix(b"data:").strip() for line in event.split(b"\n") if line.startswith(b"data:")]
        if lines:
            self.take(json.loads(b"\n".join(lines)))


class PollingChannel(Channel):
    async def read(self) -> None:
        self.joined.set_result({})
        while True:
            async with asyncio.timeout(POLL_SECONDS):
                status, content = await exchange(self.address, "GET", self.address.live("neu", self.view.number))
            if status != 200:
                raise ConnectionResetError(f"status {status}")
            for frame in json.loads(content)["frames"]:
                self.take(frame)


CHANNELS: dict[str, type[Channel]] = {"socket": SocketChannel, "stream": StreamChannel, "polling": PollingChannel}
ADDRESS_OF = {"stream": "strom", "polling": "neu"}


async def available(kind: str, address: Address) -> bool:
    """Tell whether the server has this way; an address that it does not know answers 404 at once."""
    if kind not in ADDRESS_OF:
        return True
    try:
        async with asyncio.timeout(3), open_stream(address, address.live(ADDRESS_OF[kind], 0)) as (status, _pieces):
            return status != 404
    except TimeoutError:  # nothing new yet: it waits
        return True
