import json

import pytest

from dialog.files import limits
from dialog.files.body_limit import limit_body

CHUNK_PATH = b"/dateien/hochladen/2f1c9a52-0d0e-4c59-a7a1-6a3f6e7f8a90/"


async def call(path: str, *, length: int | None = None, pieces: list[int] = (), **headers: str):
    """Send a request through the guard; return status, answer and how many bytes reached the application."""
    sent, reached, waiting = [], [], list(pieces) or [length or 0]

    async def application(_scope, receive, send):
        while True:
            message = await receive()
            reached.append(len(message["body"]))
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    async def receive():
        size = waiting.pop(0)
        return {"type": "http.request", "body": b"a" * size, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    if length is not None:
        raw.append((b"content-length", str(length).encode()))
    scope = {"type": "http", "path": path, "headers": raw}
    await limit_body(application)(scope, receive, send)
    return sent[0]["status"], sent[0]["headers"], sent[1]["body"], sum(reached)


@pytest.mark.parametrize(("path", "limit"), [("/konto/", limits.BODY), (CHUNK_PATH.decode(), limits.CHUNK_BODY)])
async def test_a_named_length_over_the_limit_is_refused_before_anything_is_read(path, limit):
    assert (await call(path, length=limit))[0] == 200
    status, headers, body, reached = await call(path, length=limit + 1)
    assert (status, reached) == (413, 0)
    assert json.loads(body)["code"] == "too_large"
    assert (b"connection", b"close") in headers


async def test_without_a_length_bytes_are_counted():
    half = limits.BODY // 2
    assert (await call("/konto/", pieces=[half, half]))[0] == 200
    status, _headers, _body, reached = await call("/konto/", pieces=[half, half, 2, half])
    assert (status, reached) == (413, 2 * half)


async def test_browsers_get_a_page_in_the_language_they_chose_else_german():
    page = {"accept": "text/html,*/*", "accept_language": "en"}
    _status, headers, body, _reached = await call("/konto/", length=10**9, **page)
    assert (b"content-type", b"text/html; charset=utf-8") in headers
    assert b'<html lang="de">' in body
    assert b"10 MB" in body
    body = (await call("/konto/", length=10**9, cookie="sessionid=a; django_language=en", **page))[2]
    assert b'<html lang="en">' in body


async def test_sockets_pass():
    passed = []

    async def application(scope, _receive, _send):
        passed.append(scope["type"])

    await limit_body(application)({"type": "websocket", "path": "/ws/"}, None, None)
    assert passed == ["websocket"]
