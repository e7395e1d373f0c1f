"""Addresses of the live connections."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from channels.routing import URLRouter
from django.urls import path, re_path

from realtime.chat.consumer import chat_socket
from realtime.chat.streams import chat_command, chat_news, chat_stream
from realtime.connection import Receive
from realtime.editing.consumer import editing_socket
from realtime.outlets import Send
from realtime.protocol import Close
from realtime.stream import refuse

Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


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


async def nothing(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer requests for live addresses that lead nowhere."""
    await refuse(send, Close.NOT_FOUND)


streams: list[Any] = [
    path("live/chat/<int:room_id>/strom/", cast(Any, chat_stream)),
    path("live/chat/<int:room_id>/neu/", cast(Any, chat_news)),
    path("live/chat/<int:room_id>/befehl/", cast(Any, chat_command)),
    re_path(r"", cast(Any, nothing)),
]
stream_application = URLRouter(streams)


def beside(pages: Application) -> Application:
    """Put the live addresses without sockets beside the pages."""

    async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        chosen = stream_application if scope["path"].startswith("/live/") else pages
        await chosen(scope, receive, send)

    return application
