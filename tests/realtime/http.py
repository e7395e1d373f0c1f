"""The live connection without a socket, as a page uses it: a stream of events, asking again, commands by POST."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from tests.realtime.client import cookie_of
from tests.realtime.server import Server


def head_of_request(server: Server, method: str, path: str, client: Any, **headers: str) -> bytes:
    given = {"Host": f"127.0.0.1:{server.port}", "Cookie": cookie_of(client), **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items() if value)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class EventStream:
    """A stream that is open; keeps the frames it was told."""

    def __init__(self) -> None:
        self.status = 0
        self.frames: list[dict[str, Any]] = []
        self.comments = 0
        self.ended = False
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter
        self._task: asyncio.Task[None] | None = None

    async def open(self, server: Server, path: str, client: Any, **headers: str) -> "EventStream":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", server.port)
        self.writer.write(head_of_request(server, "GET", path, client, **headers))
        self.status = int((await self.reader.readline()).split()[1])
        while (await self.reader.readline()).strip():
            pass
        self._task = asyncio.create_task(self._read())
        return self

    async def _lines(self) -> AsyncIterator[str]:
        """Yield the lines of the body, which comes in chunks."""
        rest = b""
        while size := int(await self.reader.readline() or b"0", 16):
            rest += await self.reader.readexactly(size)
            await self.reader.readline()
            *lines, rest = rest.split(b"\n")
            for line in lines:
                yield line.decode()

    async def _read(self) -> None:
        try:
            async for line in self._lines():
                self.comments += line.startswith(":")
                if line.startswith("data: "):
                    self.frames.append(json.loads(line[6:]))
        except (OSError, EOFError, ValueError):
            pass
        self.ended = True

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for frame in self.frames if frame["type"] == "changes" for event in frame["events"]]

    async def until(self, condition: Any, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not condition(self):
                await asyncio.sleep(0.01)

    def close(self) -> None:
        if self._task:
            self._task.cancel()
        self.writer.close()


async def ask(
    server: Server, method: str, path: str, client: Any, body: bytes = b"", *, origin: str | None = None
) -> tuple[int, Any]:
    """Send one request and return the status and what the JSON of the answer says."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    asked = {"Connection": "close", "Content-Length": str(len(body)) if method == "POST" else ""}
    asked |= {"Origin": server.url if origin is None else origin} if method == "POST" or origin else {}
    writer.write(head_of_request(server, method, path, client, **asked) + body)
    answer = await asyncio.wait_for(reader.read(), 40)
    writer.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    status = int(head.split()[1])
    if b"chunked" in head.lower():
        content = _unchunked(content)
    return status, json.loads(content) if content.startswith((b"{", b"[")) else content


def _unchunked(content: bytes) -> bytes:
    whole = b""
    while content:
        size, _, content = content.partition(b"\r\n")
        whole, content = whole + content[: int(size, 16)], content[int(size, 16) + 2 :]
    return whole


async def send_command(server: Server, room_id: int, browser: Any, type_: str, **values: Any) -> tuple[int, Any]:
    body = json.dumps({"type": type_, "ref": "1", **values}).encode()
    return await ask(server, "POST", f"/live/chat/{room_id}/befehl/", browser, body)
