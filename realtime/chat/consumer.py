"""The socket of a chat room: `join` first, then commands. Frames are described in docs/protocol.md."""

from typing import Any

from realtime.chat.door import RoomDoor
from realtime.chat.session import ChatSession
from realtime.connection import Receive
from realtime.consumer import admit
from realtime.outlets import Send


async def chat_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends."""
    door = RoomDoor(scope["url_route"]["kwargs"]["room_id"])
    async with admit(scope, receive, send, authorise=door.authorise) as connection:
        if connection is None:
            return
        session = ChatSession(connection, door)
        try:
            async for frame in connection.frames():
                await session.take(frame)
        finally:
            await session.leave()
