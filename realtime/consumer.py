"""The door for sockets: handshake, porter, then a connection that the hub watches."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from dialog.common.sockets import EXTENSION
from realtime.connection import Receive, SocketConnection
from realtime.hub import hub
from realtime.outlets import Send
from realtime.porter import Authorise, Refused, Visitor, is_from_our_page, let_in, visitor_of
from realtime.protocol import MAX_FRAME_BYTES, Close


@asynccontextmanager
async def admit(
    scope: dict[str, Any],
    receive: Receive,
    send: Send,
    *,
    authorise: Authorise,
    subprotocols: Iterable[str] = (),
    max_frame: int = MAX_FRAME_BYTES,
) -> AsyncIterator[SocketConnection | None]:
    """Let a socket in and give its connection, or None when it was refused (it is closed already).

    `authorise` runs in a reader thread at the door and again whenever rights changed: it returns what this person
    may do, or raises a DialogError. With `subprotocols`, the client must offer one of them. A
    frame of more than `max_frame` bytes (or characters) closes the connection.
    A foreign origin is refused before the handshake; everything else after it, so that the page learns the code.
    """
    visitor = visitor_of(scope, authorise)
    if not await _shake_hands(scope, receive, send, visitor, list(subprotocols)):
        yield None
        return
    try:
        grant = await let_in(visitor)
    except Refused as refused:
        await send({"type": "websocket.close", "code": refused.code})
        yield None
        return
    short_way = scope.get("extensions", {}).get(EXTENSION)
    raw = short_way if short_way is not None and short_way.is_usable else None
    connection = SocketConnection(receive, send, grant=grant, renew=visitor.look, raw=raw, max_frame=max_frame)
    connection.address = visitor.address
    try:
        await hub().admit(connection)
        yield connection
    finally:
        connection.end()
        await hub().dismiss(connection)


async def _shake_hands(
    scope: dict[str, Any], receive: Receive, send: Send, visitor: Visitor, subprotocols: list[str]
) -> bool:
    """Accept the socket of one of our own pages in the first subprotocol that both sides know; tell whether it was."""
    if (await receive())["type"] != "websocket.connect":
        return False
    if not is_from_our_page(visitor):
        await send({"type": "websocket.close", "code": Close.NO_ACCESS})
        return False
    offered = scope.get("subprotocols", [])
    scope["subprotocol"] = next((name for name in subprotocols if name in offered), None)
    # A browser that gets none of what it offered never learns the close code.
    await send({"type": "websocket.accept", "subprotocol": scope["subprotocol"] or next(iter(offered), None)})
    if subprotocols and scope["subprotocol"] is None:
        await send({"type": "websocket.close", "code": Close.OTHER_VERSION})
        return False
    return True
