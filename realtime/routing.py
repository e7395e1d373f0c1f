"""Addresses of the live connections."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from realtime.chat.consumer import chat_socket
from realtime.connection import Receive, Send
from realtime.editing.consumer import editing_socket
from realtime.protocol import Close


async def nowhere(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Refuse addresses that lead nowhere."""
    await receive()
    await send({"type": "websocket.close", "code": Close.NOT_FOUND})


live_application = URLRouter(
    [
        path("ws/chat/<int:room_id>/", chat_socket),
        path("ws/dokumente/<int:document_id>/", editing_socket),
        re_path(r"", nowhere),
    ]
)
