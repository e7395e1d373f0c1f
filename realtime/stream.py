"""Live connections without a socket, for networks that block it: a stream of server-sent events, or asking again and
again; both with POST for commands. An ASGI application beside Django: same porter, hub, log and bounds as the sockets.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

from dialog.files.server import ABORT
from realtime.connection import Connection, Receive
from realtime.frames import Frame
from realtime.hub import hub
from realtime.limits import Rates
from realtime.outlets import Send, StreamOutlet
from realtime.porter import Authorise, Refused, Visitor, is_from_our_page, let_in, visitor_of
from realtime.protocol import MAX_FRAME_BYTES, Close, encode

BEAT = 15.0  # seconds between two signs of life on a stream
PADDING = 2_048  # bytes at once, so that a proxy that passes things on does so now
POLL_WAIT = 20.0  # seconds until an answer without news
PIECE = 64 * 1024  # bytes
FETCH = 30.0  # seconds for a client to fetch an answer
POLL_GATHER = 0.3  # seconds in which news gathers for one answer
STATUS = {
    Close.SIGNED_OUT: 401,
    Close.NO_ACCESS: 403,
    Close.NOT_FOUND: 404,
    Close.OTHER_PERSON: 409,
    Close.TOO_MANY: 429,
    Close.TOO_LARGE: 413,
}

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]
Serve = Callable[[Connection], Awaitable[None]]

_ALWAYS: Headers = [
    (b"cache-control", b"no-store, no-transform"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
]


async def answer(send: Send, body: str, status: int = 200) -> None:
    """Answer a request with JSON."""
    content = body.encode()
    headers = [*_ALWAYS, (b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    # Piece by piece, so that a client that does not read is waited for instead of being stored for.
    for begin in range(0, len(content), PIECE):
        await send({"type": "http.response.body", "body": content[begin : begin + PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def refuse(send: Send, code: int) -> None:
    """Answer with a close code, as a socket would be closed with it."""
    await answer(send, encode({"type": "close", "code": code}), STATUS.get(code, 503 if code >= 4500 else 400))


@asynccontextmanager
async def _open(connection: Connection, address: str) -> AsyncIterator[None]:
    connection.address = address
    try:
        await hub().admit(connection)
        yield
    finally:
        connection.end()
        await hub().dismiss(connection)


async def stream(scope: Scope, receive: Receive, send: Send, *, authorise: Authorise, serve: Serve) -> None:
    """Serve a stream of events until either side ends it. `serve` joins the connection to what it wants to hear."""
    visitor = visitor_of(scope, authorise)
    try:
        grant = await let_in(_of_our_page(visitor))
    except Refused as refused:
        await refuse(send, refused.code)
        return
    headers = [*_ALWAYS, (b"content-type", b"text/event-stream; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    outlet = StreamOutlet(send, scope.get("extensions", {}).get(ABORT))
    outlet.write(outlet.comment(" " * PADDING))
    outlet.write(Frame(encode({"type": "hello"})))
    connection = Connection(outlet, grant=grant, renew=visitor.look)
    async with _open(connection, visitor.address):
        await serve(connection)
        await _until_the_end(connection, outlet, receive)
    await outlet.finish()


async def _until_the_end(connection: Connection, outlet: StreamOutlet, receive: Receive) -> None:
    """Give signs of life until the client leaves or the connection is closed."""
    ends = [asyncio.create_task(_gone(receive)), asyncio.create_task(outlet.ended.wait())]
    try:
        while not (await asyncio.wait(ends, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED))[0]:
            connection.push(outlet.comment())
    finally:
        for end in ends:
            end.cancel()


def _nothing() -> None:
    """Where the server has no way to cut a connection off, it ends with its request."""


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Gatherer:
    """The way out of somebody who asks again and again: what came, until there is news to answer with."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.news = asyncio.Event()
        self._bytes = 0

    def offer(self, frame: Frame, most: int) -> bool:
        if self._bytes and self._bytes + frame.size > most:
            return False
        self.write(frame)
        return True

    def write(self, frame: Frame) -> None:
        text = str(frame.content)
        self.frames.append(text)
        self._bytes += frame.size
        if _is_news(text):
            self.news.set()

    async def room(self) -> None:
        """Nothing is waited for: one part of a replay goes out with this answer, the rest with the next."""

    async def close(self, code: int) -> None:
        self.write(Frame(encode({"type": "close", "code": code})))


def _is_news(text: str) -> bool:
    """Tell whether a frame is worth an answer now; who is here and who writes can wait for the next one."""
    if text.startswith('{"type":"changes"'):
        return not text.endswith('"events":[]}')
    return text.startswith(('{"type":"close"', '{"type":"grant"', '{"type":"behind"'))


async def poll(scope: Scope, receive: Receive, send: Send, *, authorise: Authorise, serve: Serve, rates: Rates) -> None:
    """Answer with what is new: at once if there is something, else when it comes or after 20 seconds."""
    visitor = visitor_of(scope, authorise)
    try:
        grant = await let_in(_of_our_page(visitor), rates)
    except Refused as refused:
        await refuse(send, refused.code)
        return
    gathered = _Gatherer()
    connection = Connection(gathered, grant=grant, renew=visitor.look)
    async with _open(connection, visitor.address):
        await serve(connection)
        await _news_or_gone(gathered, receive)
        try:
            await asyncio.wait_for(answer(send, f'{{"frames":[{",".join(gathered.frames)}]}}'), FETCH)
        except TimeoutError:
            scope.get("extensions", {}).get(ABORT, _nothing)()


async def _news_or_gone(gathered: _Gatherer, receive: Receive) -> None:
    ends = [asyncio.create_task(_gone(receive)), asyncio.create_task(gathered.news.wait())]
    try:
        await asyncio.wait(ends, timeout=POLL_WAIT, return_when=asyncio.FIRST_COMPLETED)
        if gathered.news.is_set():
            await asyncio.sleep(POLL_GATHER)
    finally:
        for end in ends:
            end.cancel()


async def read_command(scope: Scope, receive: Receive, visitor: Visitor) -> str:
    """Return the body of a POST from one of our own pages. Raises Refused: foreign page, or too large."""
    if not is_from_our_page(visitor):
        raise Refused(Close.NO_ACCESS)
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
        if len(body) > MAX_FRAME_BYTES:
            raise Refused(Close.TOO_LARGE)
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refused(Close.BAD_FRAME) from None


def _of_our_page(visitor: Visitor) -> Visitor:
    """Let through what one of our own pages asks for; browsers name the origin of foreign ones."""
    if visitor.origin and not is_from_our_page(visitor):
        raise Refused(Close.NO_ACCESS)
    return visitor


def since_of(scope: Scope) -> int:
    """Return the number behind `since=` in the query. Raises Refused for anything that is none."""
    text = parse_qs(scope.get("query_string", b"").decode("latin1")).get("since", [""])[0]
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused(Close.BAD_FRAME)
    return int(text)
