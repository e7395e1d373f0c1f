"""The porter: lets a socket in or not. Origin, sign-in, right, then a connection that the hub watches."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.http.request import validate_host
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.errors import DialogError, SignInNeeded
from realtime.connection import Connection, Grant, Receive, Send
from realtime.hub import hub
from realtime.protocol import MAX_FRAME_BYTES, Close, close_code_for
from realtime.threads import read

Authorise = Callable[[User], Grant]


@asynccontextmanager
async def admit(
    scope: dict[str, Any],
    receive: Receive,
    send: Send,
    *,
    authorise: Authorise,
    subprotocols: Iterable[str] = (),
    max_frame: int = MAX_FRAME_BYTES,
) -> AsyncIterator[Connection | None]:
    """Let a socket in and give its connection, or None when it was refused (it is closed already).

    `authorise` runs in a reader thread at the door and again whenever rights changed: it returns what this person
    may do, or raises a DialogError. With `subprotocols`, the client must offer one of them. A
    frame of more than `max_frame` bytes (or characters) closes the connection.
    A foreign origin is refused before the handshake; everything else after it, so that the page learns the code.
    """
    headers = {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}
    session_key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")

    def look() -> Grant:
        return grant_for_session(session_key, authorise)

    if not await _shake_hands(scope, receive, send, headers, list(subprotocols)):
        yield None
        return
    try:
        grant = await read(look)
    except (DialogError, DatabaseError) as refused:
        code = close_code_for(refused) if isinstance(refused, DialogError) else Close.RESTART
        await send({"type": "websocket.close", "code": code})
        yield None
        return
    connection = Connection(receive, send, grant=grant, renew=look, max_frame=max_frame)
    try:
        await hub().admit(connection)
        yield connection
    finally:
        connection.end()
        await hub().dismiss(connection)


async def _shake_hands(
    scope: dict[str, Any], receive: Receive, send: Send, headers: dict[str, str], subprotocols: list[str]
) -> bool:
    """Accept the socket of one of our own pages in the first subprotocol that both sides know; tell whether it was."""
    if (await receive())["type"] != "websocket.connect":
        return False
    if not origin_is_ours(headers):
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


def grant_for_session(session_key: str, authorise: Authorise) -> Grant:
    """Return the grant of the person who is signed in with this session. Raises SignInNeeded, or what refuses them."""
    session = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).first()
    if session is None:
        raise SignInNeeded
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        raise SignInNeeded
    return replace(authorise(user), expires_at=session.expire_date)


def origin_is_ours(headers: dict[str, str]) -> bool:
    """Tell whether the page that opens the socket is ours: full origins, or where none are set, the very same host."""
    origin = headers.get("origin", "")
    if settings.SITE_ORIGINS:
        return origin in settings.SITE_ORIGINS
    parts = urlsplit(origin)
    host = headers.get("host", "")
    return (
        parts.scheme in ("http", "https")
        and parts.netloc == host
        and validate_host(parts.hostname or "", settings.ALLOWED_HOSTS)
    )
