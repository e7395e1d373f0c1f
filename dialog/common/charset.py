"""Everything that comes in is read as UTF-8, whatever charset a request claims."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Application = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]

_CHARSET = re.compile(rb"\s*;\s*charset\s*=\s*[^;]*", re.IGNORECASE)


def read_as_utf8(application: Application) -> Application:
    """Wrap an ASGI application so that it never learns of a charset: broken bytes are replaced, nothing else happens.

    Django would take any codec of Python: `unicode_escape` makes half surrogates and NUL of harmless characters, `hex`
    is no text encoding at all and breaks the request before a view or a middleware could answer.
    """

    async def wrapped(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = [
                (name, _CHARSET.sub(b"", value) if name.lower() == b"content-type" else value)
                for name, value in scope["headers"]
            ]
            scope = {**scope, "headers": headers}
        await application(scope, receive, send)

    return wrapped
