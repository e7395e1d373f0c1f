import asyncio

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import RequestFactory

from dialog.files.errors import Infected, NotScannedYet
from dialog.files.limits import PIECE
from dialog.files.models import StoredFile
from dialog.files.serving import serve_file
from tests.dialog.files.factories import PDF, stored_file
from tests.factories import UserFactory

TEXT = b"0123456789" * 20_000


def get(stored, *, inline=False, method="get", **headers):
    return serve_file(getattr(RequestFactory(), method)("/", headers=headers), stored, inline=inline)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def owner(db):
    return UserFactory()


@pytest.fixture
def text(owner):
    return stored_file(owner, "Ziffern.txt", TEXT)


def test_a_file_is_sent_whole_as_an_attachment_in_a_sandbox(text):
    response = get(text)
    assert body(response) == TEXT
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(TEXT))
    assert response["Content-Disposition"] == 'attachment; filename="Ziffern.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{text.sha256}"'


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("bild.png", b"\x89PNG\r\n\x1a\n", True),
        ("foto.jpg", b"\xff\xd8\xff\xe0", True),
        ("papier.pdf", PDF, True),
        ("notiz.txt", b"Notiz", True),
        ("seite.html", b"<!doctype html><script>alert(1)</script>", False),
        ("bild.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", False),
        ("notiz.txt", b"<script>alert(1)</script>", False),
        ("liste.csv", b"a;b", False),
        ("etwas.bin", b"\x00\x01", False),
    ],
)
def test_only_proven_harmless_types_are_shown_and_only_when_asked(owner, name, content, shown):
    stored = stored_file(owner, name, content)
    assert get(stored)["Content-Disposition"].startswith("attachment")
    assert get(stored, inline=True)["Content-Disposition"].startswith("inline" if shown else "attachment")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_texts_say_how_they_are_written(owner, charset):
    stored = stored_file(owner, "Notiz.txt", "Grüße aus Lörrach".encode(charset))
    assert get(stored, inline=True)["Content-Type"] == f"text/plain; charset={charset}"


def test_names_outside_ascii_are_sent_as_the_standard_says(owner):
    stored = stored_file(owner, "Grüße „neu“.pdf", PDF)
    assert get(stored)["Content-Disposition"] == (
        "attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe%20%E2%80%9Eneu%E2%80%9C.pdf"
    )


def test_what_the_browser_has_is_not_sent_again(text):
    for tags in (f'"{text.sha256}"', f'"alt", W/"{text.sha256}"'):
        response = get(text, **{"If-None-Match": tags})
        assert (response.status_code, body(response)) == (304, b"")
    assert get(text, **{"If-None-Match": '"alt"'}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=70000-", 70_000, len(TEXT)), ("bytes=-7", len(TEXT) - 7, len(TEXT)),
     ("bytes=199990-999999", 199_990, len(TEXT))],
)  # fmt: skip
def test_a_range_continues_a_download(text, wanted, start, stop):
    response = get(text, Range=wanted)
    assert (response.status_code, body(response)) == (206, TEXT[start:stop])
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(TEXT)}"
    assert response["Content-Length"] == str(stop - start)


def test_ranges_outside_are_416_and_others_are_ignored(text):
    for outside in ("bytes=200000-", "bytes=5-2", "bytes=-0"):
        response = get(text, Range=outside)
        assert (response.status_code, response["Content-Range"]) == (416, "bytes */200000")
    for ignored in ("bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"):
        assert (get(text, Range=ignored).status_code, body(get(text, Range=ignored))) == (200, TEXT)
    changed = get(text, Range="bytes=0-9", **{"If-Range": '"alt"'})
    assert (changed.status_code, body(changed)) == (200, TEXT)


def test_head_names_the_length_without_the_bytes(text):
    response = get(text, method="head")
    assert (response["Content-Length"], body(response)) == (str(len(TEXT)), b"")


def test_infected_files_are_never_sent_and_waiting_ones_not_yet(text):
    text.scan = StoredFile.Scan.INFECTED
    with pytest.raises(Infected):
        get(text)
    with pytest.raises(Infected):
        get(text, inline=True, **{"If-None-Match": f'"{text.sha256}"'})
    text.scan = StoredFile.Scan.WAITING
    with pytest.raises(NotScannedYet):
        get(text)


def test_under_asgi_pieces_are_read_one_by_one(text):
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    response = serve_file(ASGIRequest(scope, None), text)
    assert response.is_async

    async def read_all():
        return [piece async for piece in response]

    pieces = asyncio.run(read_all())
    assert b"".join(pieces) == TEXT
    assert {len(piece) for piece in pieces[:-1]} == {PIECE}
