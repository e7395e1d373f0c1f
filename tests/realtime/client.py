"""A plain client of our JSON protocol, as the page's script is one."""

import asyncio
import json
from itertools import count
from typing import Any

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.realtime.server import Server


def cookie_of(client: Any) -> str:
    """Return the Cookie header of a signed-in django.test.Client."""
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else ""


async def open_socket(
    server: Server, path: str, client: Any, *, origin: str | None = None, **options: Any
) -> ClientConnection:
    return await connect(
        f"{server.socket_url}{path}",
        origin=origin or server.url,
        additional_headers={"Cookie": cookie_of(client)},
        compression=None,
        **options,
    )


class ChatClient:
    """Keeps what it was told, by number, and answers to its commands."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number = 0
        self.events: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self._refs = count(1)
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self.socket:
                self._take(json.loads(text))
        except ConnectionClosed:
            pass

    def _take(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if frame["type"] in ("ok", "error") and frame["ref"] in self._answers:
            self._answers.pop(frame["ref"]).set_result(frame)
        if frame["type"] == "changes":
            assert frame["prev"] <= self.number, "a gap on the wire"
            self.events += [event for event in frame["events"] if event["change"] > self.number]
            self.number = max(self.number, frame["head"])

    async def command(self, type_: str, **values: Any) -> dict[str, Any]:
        ref = str(next(self._refs))
        self._answers[ref] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"type": type_, "ref": ref, **values}))
        return await asyncio.wait_for(self._answers[ref], 20)

    async def until(self, condition: Any, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not condition(self):
                await asyncio.sleep(0.01)

    async def closed(self) -> int | None:
        """Wait for the end of the connection and return its close code."""
        async with asyncio.timeout(20):
            await self.socket.wait_closed()
        return self.socket.close_code


async def join_chat(server: Server, room_id: int, client: Any, *, since: int = 0) -> ChatClient:
    chat = ChatClient(await open_socket(server, f"/ws/chat/{room_id}/", client))
    chat.number = since
    answer = await chat.command("join", since=since)
    assert answer["type"] == "ok", answer
    return chat
