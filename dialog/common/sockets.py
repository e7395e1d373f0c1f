"""A shorter way through Daphne for WebSockets: frames that are ready go to the network at once, and come in at once.

Daphne 4.2 hands each outgoing message through two coroutines and autobahn, which frames it again for every listener,
and each incoming one through a queue without bound. `Socket` is offered to the application in the scope, beside ASGI's
`receive` and `send`, which keep doing the handshake and the end. It is not offered under TLS in this process or with
compression; the application then uses `send`. See docs/decisions/0009-frames-past-asgi.md.
"""

import socket
import time
from collections.abc import Callable
from typing import Any

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import tcp

EXTENSION = "cluster_dialog.socket"
MAX_PENDING = 64  # frames that came before the application listens; more end the connection
PING = b"\x89\x00"
PONG_EVERY = 0.5  # seconds: nobody has a reason to ping more often
MOST_CONTROLS = 100  # pings and pongs beyond that, until the connection is closed
MOST_UNSENT = 64 * 1024  # bytes that may wait when a ping is answered
TOO_LARGE = 4413
TOO_FAST = 4529
_OPEN = WebSocketProtocol.STATE_OPEN
_FINAL_BYTES, _MASKED, _TWO_BYTES, _NO_MASK = 0x82, 0x80, 126, b"\x00" * 4

Take = Callable[[str | bytes | None], None]


class Socket:
    """One open WebSocket: `offer` takes a whole frame, `listen` names who takes what comes in (None: it has ended)."""

    __slots__ = ("_pending", "_protocol", "_send", "_take", "_transport")

    def __init__(self, protocol: "SocketProtocol") -> None:
        self._protocol = protocol
        self._transport = protocol.transport
        self._send = protocol.transport.socket.send
        self._take: Take | None = None
        self._pending: list[str | bytes | None] = []

    @property
    def is_usable(self) -> bool:
        """Whether frames may be written as they are: the socket is open and nothing is compressed."""
        protocol = self._protocol
        return protocol.state == protocol.STATE_OPEN and not protocol.websocket_extensions_in_use

    def offer(self, wire: bytes, most: int) -> bool:
        """Send a frame after everything written before; False, and nothing sent, if more than `most` bytes would wait.

        What the network does not take now waits in the transport. One frame may go to a client for whom nothing waits.
        """
        protocol, transport = self._protocol, self._transport
        if protocol.state != _OPEN:
            return True
        if transport.dataBuffer or transport._tempDataBuffer:
            if self.unsent + len(wire) > most:
                return False
        else:
            try:
                sent = self._send(wire)
            except OSError:  # full, or broken: the transport finds out which
                sent = 0
            if sent == len(wire):
                return True
            wire = wire[sent:]
        transport.write(wire)
        return True

    @property
    def listens(self) -> bool:
        return self._take is not None

    @property
    def unsent(self) -> int:
        """Bytes that wait in this process because the client does not fetch them."""
        transport = self._transport
        return len(transport.dataBuffer) - transport.offset + transport._tempDataLen  # type: ignore[no-any-return]

    def abort(self) -> None:
        """Cut the connection off, with what waits."""
        self._transport.abortConnection()

    def listen(self, take: Take) -> None:
        """Hand what comes in, and what has come already, to `take`."""
        self._protocol.forget_handshake()
        self._take = take
        pending, self._pending = self._pending, []
        for frame in pending:
            take(frame)

    def arrived(self, frame: str | bytes | None) -> None:
        """Called by the protocol for each message, and with None at the end."""
        if self._take is not None:
            self._take(frame)
        elif len(self._pending) < MAX_PENDING or frame is None:
            self._pending.append(frame)
        else:
            self._protocol.sendClose(TOO_FAST)


def binary_frame(data: bytes) -> tuple[bytes, int] | None:
    """Return the content and the length of the frame that `data` begins with (RFC 6455, section 5.2).

    None unless it is a whole message of bytes from a client, below 64 KB, and there to its end.
    """
    if len(data) < 6 or data[0] != _FINAL_BYTES:
        return None
    length, start = data[1] - _MASKED, 6
    if length == _TWO_BYTES and len(data) >= 8:
        length, start = data[2] << 8 | data[3], 8
        if length < _TWO_BYTES:
            return None
    if length < 0 or (start == 6 and length >= _TWO_BYTES) or len(data) < start + length:
        return None
    payload, mask = data[start : start + length], data[start - 4 : start]
    return payload if mask == _NO_MASK else unmask(payload, mask), start + length


def unmask(payload: bytes, mask: bytes) -> bytes:
    key = mask * (len(payload) // 4 + 1)
    number = int.from_bytes(payload, "little") ^ int.from_bytes(key[: len(payload)], "little")
    return number.to_bytes(len(payload), "little")


class SocketProtocol(WebSocketProtocol):
    """Daphne's protocol with our shorter way, cheap pings, and a coded end for messages that are too large."""

    short_way: Socket | None = None
    heard_at = 0.0
    pinged_at = 0.0
    control_at = 0.0
    controls = 0

    def offer_short_way(self, scope: dict[str, Any]) -> None:
        """Put the shorter way into the scope where this connection allows it."""
        if isinstance(self.transport, tcp.Server) and not getattr(self.transport, "TLS", False):
            self.short_way = Socket(self)
            scope.setdefault("extensions", {})[EXTENSION] = self.short_way

    def forget_handshake(self) -> None:
        """Let go of what is not needed once the socket is open; it weighs as much as the connection itself.

        The HTTP channel of the handshake stays registered as producer, so that reading pauses while much waits to be
        sent; here nothing is sent without a bound.
        """
        self.transport.unregisterProducer()
        self.clean_headers.clear()
        self.request.headers.clear()
        self.http_headers: dict[str, str] = {}
        self.http_request_data = b""

    def dataReceived(self, data: bytes) -> None:
        """Take whole frames of bytes at once; leave everything else to autobahn, which costs many times as much."""
        short_way = self.short_way
        if short_way is not None and short_way.listens and not self.data and self.current_frame is None:
            data = self._take_frames(short_way, data)
            if not data:
                return
        self._dataReceived(data)

    def _take_frames(self, short_way: Socket, data: bytes) -> bytes:
        """Hand on the frames of bytes that `data` begins with, and return what is left."""
        if self.inside_message or self.muted:
            return data
        while self.state == _OPEN and (found := binary_frame(data)):
            payload, size = found
            self.heard_at = time.time()
            data = data[size:]
            short_way.arrived(payload)
        return data

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        self.heard_at = time.time()
        if self.short_way is None:
            super().onMessage(payload, isBinary)
        elif not self.muted:
            self.short_way.arrived(payload if isBinary else payload.decode())

    def onPing(self, payload: bytes) -> None:
        """Answer, but not faster than anybody needs it, and not without bound to somebody who does not read."""
        if self.short_way is None:
            super().onPing(payload)
            return
        pong = b"\x8a" + bytes((len(payload),)) + payload
        if not self._is_too_soon() and not self.short_way.offer(pong, MOST_UNSENT):
            self.short_way.abort()

    def onPong(self, payload: bytes) -> None:
        self._is_too_soon()

    def _is_too_soon(self) -> bool:
        """Count a ping or pong; too many that come too soon end the connection."""
        now = time.time()
        is_too_soon = now - self.control_at < PONG_EVERY
        self.heard_at = self.control_at = now
        self.controls += is_too_soon
        if self.controls > MOST_CONTROLS:
            self.sendClose(TOO_FAST)
        return is_too_soon

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        super().onClose(wasClean, code, reason)
        if self.short_way is not None:
            self.short_way.arrived(None)

    def _max_message_size_exceeded(self, *_sizes: Any) -> None:
        """Called by autobahn for a message above the limit of the server, before it has been read."""
        self.sendClose(TOO_LARGE)

    def check_timeouts(self) -> None:
        """Ping who has said nothing for the ping interval; cut off who then says nothing for the ping timeout.

        Called every two seconds for each connection. What a client says by itself counts as much as an answer.
        """
        if self.state != self.STATE_OPEN or self.short_way is None:
            super().check_timeouts()
            return
        now = time.time()
        silent = now - max(self.heard_at, self.socket_opened)
        if silent > self.server.ping_interval + self.server.ping_timeout:
            self.short_way.abort()
        elif silent > self.server.ping_interval and now - self.pinged_at > self.server.ping_interval:
            self.pinged_at = now
            self.short_way.offer(PING, MAX_PENDING)


class SocketFactory(WebSocketFactory):
    protocol = SocketProtocol


def notice_dead_peers(transport: Any, seconds: int) -> None:
    """Let the kernel end a connection whose peer has not acknowledged anything for so long."""
    sock = getattr(transport, "socket", None)
    if isinstance(sock, socket.socket) and sock.family in (socket.AF_INET, socket.AF_INET6):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)
