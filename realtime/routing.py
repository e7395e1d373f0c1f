"""Addresses of the live connections."""

from typing import Any, cast

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


# Django's stubs know only views that answer requests; Channels takes any ASGI application.
sockets: list[Any] = [
    path("ws/chat/<int:room_id>/", cast(Any, chat_socket)),
    path("ws/dokumente/<int:document_id>/", cast(Any, editing_socket)),
    re_path(r"", cast(Any, nowhere)),
]
live_application = URLRouter(sockets)
