"""A bound on request bodies, in front of everything that would read them: by Content-Length, and by counting."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import parse_cookie
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dialog.files import limits

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

_CHUNK_PATH = re.compile(r"^/dateien/hochladen/[0-9a-f-]+/$")


class _TooLong(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a body over its limit: status 413 and how to say it to this client."""

    content_type: bytes
    body: bytes
    status = 413

    def headers(self) -> list[tuple[bytes, bytes]]:
        length = str(len(self.body)).encode()
        policy = (b"content-security-policy", b"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'")
        return [
            (b"content-type", self.content_type),
            (b"content-length", length),
            (b"connection", b"close"),
            (b"cache-control", b"no-store"),
            policy,
        ]


def limit_for(path: str) -> int:
    """Return how many bytes a request to this path may carry."""
    return limits.CHUNK_BODY if _CHUNK_PATH.match(path) else limits.BODY


def refusal_for(headers: Headers) -> Refusal:
    """Return the 413 for a client: a page in the chosen language where it takes HTML, else coded JSON."""
    given = {name.lower(): value.decode("latin-1") for name, value in headers}
    with translation.override(_language(given.get(b"cookie", ""))):
        if "text/html" in given.get(b"accept", ""):
            page = render_to_string("files/too_large.html", {"limit": limits.FORM_FILE // limits.MB})
            return Refusal(b"text/html; charset=utf-8", page.encode())
        text = json.dumps({"code": "too_large", "message": _("This request is too large.")})
    return Refusal(b"application/json", text.encode())


def _language(cookies: str) -> str:
    """Return the language this browser has chosen, else German; who is signed in nobody knows yet."""
    chosen = parse_cookie(cookies).get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def limit_body(application: Application) -> Application:
    """Wrap an ASGI application: a body over its limit is answered with 413 and never reaches it.

    The length a client names is checked before anything is read; without one the bytes are counted while they come.
    """

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await application(scope, receive, send)
        limit = limit_for(scope["path"])
        if _named_length(scope["headers"]) > limit:
            return await _refuse(scope, send)
        try:
            return await application(scope, _counting(receive, limit), send)
        except _TooLong:
            return await _refuse(scope, send)

    return limited


def _named_length(headers: Headers) -> int:
    values = [value for name, value in headers if name == b"content-length"]
    return max((int(value) for value in values if value.isdigit()), default=0)


def _counting(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counted() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise _TooLong
        return message

    return counted


async def _refuse(scope: Scope, send: Send) -> None:
    refusal = refusal_for(scope["headers"])
    await send({"type": "http.response.start", "status": refusal.status, "headers": refusal.headers()})
    await send({"type": "http.response.body", "body": refusal.body})
