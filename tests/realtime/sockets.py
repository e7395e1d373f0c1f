"""The two ends of a socket without a network: what the client sends, what it is sent."""

import asyncio
from typing import Any

from realtime.connection import Grant, SocketConnection

GRANT = Grant(user_id=1, space_id=1, abilities=frozenset({"enter"}))


class Wire:
    """Stands for the browser and the server's socket code below our connections."""

    def __init__(self) -> None:
        self.coming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.sent: list[dict[str, Any]] = []

    def says(self, *frames: str) -> None:
        for frame in frames:
            self.coming.put_nowait({"type": "websocket.receive", "text": frame})

    def leaves(self) -> None:
        self.coming.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.sent if message["type"] == "websocket.send"]

    @property
    def close_code(self) -> int | None:
        return next((message["code"] for message in self.sent if message["type"] == "websocket.close"), None)

    def connection(self, grant: Grant = GRANT, renew: Any = None) -> SocketConnection:
        return SocketConnection(self.coming.get, self.send, grant=grant, renew=renew or (lambda: grant))

    async def until(self, condition: Any, seconds: float = 5) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)
