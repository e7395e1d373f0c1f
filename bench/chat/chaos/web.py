"""As much HTTP as the fallback needs: a question with an answer, and an answer that goes on."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Address:
    """Where a person speaks to the server, and as whom."""

    port: int
    room: int
    cookie: str

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def live(self, name: str, since: int | None = None) -> str:
        """Return the path of one of the fallback's addresses."""
        return f"/live/chat/{self.room}/{name}/" + (f"?since={since}" if since is not None else "")


async def _ask(address: Address, method: str, path: str, body: bytes) -> tuple[Streams, int, dict[str, str]]:
    """Send a request; return the streams, the status and the headers of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{address.port}",
        f"Origin: {address.origin}",
        f"Cookie: {address.cookie}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as broken:
        writer.transport.abort()
        raise ConnectionResetError("no whole answer") from broken
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    return (reader, writer), int(head[0].split()[1]), headers


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> AsyncIterator[bytes]:
    """Yield the pieces of a body as they come."""
    if headers.get("transfer-encoding", "").lower() != "chunked":
        while piece := await reader.read(65_536):
            yield piece
        return
    try:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            yield (await reader.readexactly(size + 2))[:-2]
    except (asyncio.IncompleteReadError, ValueError) as broken:
        raise ConnectionResetError("the answer broke off") from broken


async def exchange(
    address: Address, method: str, path: str, command: dict[str, Any] | None = None
) -> tuple[int, bytes]:
    """Ask and return status and body."""
    body = json.dumps(command).encode() if command is not None else b""
    (reader, writer), status, headers = await _ask(address, method, path, body)
    try:
        content = b"".join([piece async for piece in _body(reader, headers)])
    finally:
        writer.transport.abort()
    if len(content) < int(headers.get("content-length", 0)):
        raise ConnectionResetError("the answer broke off")
    return status, content


@contextlib.asynccontextmanager
async def open_stream(address: Address, path: str) -> AsyncIterator[tuple[int, AsyncIterator[bytes]]]:
    """Open an answer that goes on; gives its status and its pieces."""
    (reader, writer), status, headers = await _ask(address, "GET", path, b"")
    try:
        yield status, _body(reader, headers)
    finally:
        writer.transport.abort()
