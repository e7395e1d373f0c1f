"""A bare WebSocket client for loopback: no compression, no fragments out, frames written at once."""

import asyncio
import base64
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

from bench.chat import frames

CONTINUED, BINARY = 0, 2
WHOLE = 0x80  # the first bit of a frame that ends a message
OPEN_SECONDS = 20.0
NORMAL = b"\x03\xe8"


@dataclass(frozen=True)
class Address:
    """Where a socket is opened and what the request carries."""

    port: int
    path: str
    cookie: str = ""
    subprotocol: str = ""

    def request(self) -> bytes:
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Origin: http://127.0.0.1:{self.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            *([f"Sec-WebSocket-Protocol: {self.subprotocol}"] if self.subprotocol else []),
            *([f"Cookie: {self.cookie}"] if self.cookie else []),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


class NotOpened(ConnectionError):
    """The server did not accept the socket; says what it answered."""


class Wire(asyncio.Protocol):
    """One socket. `on_message` gets each whole binary message, `on_end` is called once, with the code of the end."""

    def __init__(
        self, address: Address, on_message: Callable[[bytes], None], on_end: Callable[[int | None], None]
    ) -> None:
        self.address, self.on_message, self.on_end = address, on_message, on_end
        self.transport: asyncio.Transport
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.code: int | None = None
        self.messages = self.bytes = 0
        self._received = bytearray()
        self._part = b""

    async def open(self) -> None:
        """Connect and shake hands. Raises NotOpened, OSError, TimeoutError."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, "127.0.0.1", self.address.port)
        await asyncio.wait_for(self.opened, OPEN_SECONDS)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.write(self.address.request())

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        self._received += data
        if not self.opened.done() and not self._has_shaken_hands():
            return
        received = bytes(self._received)
        end, spans = frames.walk(received)
        del self._received[:end]
        last = 0
        for opcode, begin, stop in spans:
            self._take(opcode, received[last] & WHOLE, received[begin:stop])
            last = stop

    def _has_shaken_hands(self) -> bool:
        head, found, rest = bytes(self._received).partition(b"\r\n\r\n")
        if not found:
            return False
        self._received = bytearray(rest)
        if b" 101 " not in head.split(b"\r\n")[0]:
            self.opened.set_exception(NotOpened(head.decode("latin1")))
            self.transport.abort()
            return False
        self.opened.set_result(None)
        return True

    def _take(self, opcode: int, is_whole: int, payload: bytes) -> None:
        if opcode == frames.PING:
            self.transport.write(frames.frame(payload, frames.PONG))
        elif opcode == frames.CLOSE:
            self.code = frames.close_code(payload)
            self.transport.close()
        elif opcode in (CONTINUED, BINARY):
            self._part += payload
            if is_whole:
                message, self._part = self._part, b""
                self.messages += 1
                self.on_message(message)

    def send(self, payload: bytes) -> None:
        self.transport.write(frames.frame(payload, BINARY))

    @property
    def waiting_bytes(self) -> int:
        """Return how many bytes the system has not taken yet."""
        return self.transport.get_write_buffer_size()

    def close(self) -> None:
        """Say good-bye and end it."""
        if not self.transport.is_closing():
            self.transport.write(frames.frame(NORMAL, frames.CLOSE))
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(NotOpened("closed during the handshake"))
        self.on_end(self.code)
