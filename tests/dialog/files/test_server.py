"""A real server process: what it holds in memory while large bodies come in and large files go out."""

import io
import json
import os
import re
import socket
import time
import zipfile

import pytest

from dialog.files import limits
from tests.dialog.files.server import Server

pytestmark = pytest.mark.slow
MB = limits.MB


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    try:
        status, page = server.wait()
        assert (status, b"Cluster-Atlas" in page) == (200, True)
        server.upload(os.urandom(5 * MB))  # what is loaded once counts for nobody
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)
        server.process.stderr.close()


def test_memory_stays_flat_while_a_large_file_comes_in_and_goes_out_slowly(server):
    content = os.urandom(limits.UPLOAD)
    before = server.forget_peak()
    url = server.upload(content)["url"]
    assert server.memory("VmHWM") - before < 24 * MB

    before = server.forget_peak()
    link = socket.create_connection(("127.0.0.1", server.port))
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    head = (
        f"GET {url}herunterladen/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.headers['Cookie']}\r\n"
    )
    link.sendall(f"{head}Connection: close\r\n\r\n".encode())
    first = link.recv(1000)
    time.sleep(2)  # a client that does not read
    assert first.startswith(b"HTTP/1.1 200")
    assert server.memory("VmHWM") - before < 12 * MB
    received = bytearray(first)
    while data := link.recv(1 << 20):
        received += data
    link.close()
    assert bytes(received.partition(b"\r\n\r\n")[2]) == content
    assert server.memory("VmHWM") - before < 12 * MB


def test_memory_stays_flat_while_an_archive_of_many_files_goes_out_slowly(server):
    parts = [os.urandom(24 * MB) for _number in range(5)]
    ids = [re.search(r"/dateien/(\d+)/", server.upload(part)["url"]).group(1) for part in parts]
    before = server.forget_peak()
    link = socket.create_connection(("127.0.0.1", server.port))
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    body = "&".join(f"documents={pk}" for pk in ids)
    lines = [f"{name}: {value}" for name, value in server.headers.items()]
    lines += [f"Host: 127.0.0.1:{server.port}", "Content-Type: application/x-www-form-urlencoded", "Connection: close"]
    head = "\r\n".join(["POST /gremien/cluster-atlas/dokumente/zip/ HTTP/1.1", *lines, f"Content-Length: {len(body)}"])
    link.sendall(f"{head}\r\n\r\n{body}".encode())
    received = bytearray(link.recv(1000))
    time.sleep(2)  # a client that does not read
    assert server.memory("VmHWM") - before < 12 * MB
    while data := link.recv(1 << 20):
        received += data
    link.close()
    assert received.startswith(b"HTTP/1.1 200")
    found = zipfile.ZipFile(io.BytesIO(_without_frames(bytes(received))))
    assert sorted(found.read(name) for name in found.namelist() if name != "Nicht enthalten.txt") == sorted(parts)
    assert server.memory("VmHWM") - before < 12 * MB


def _without_frames(answer: bytes) -> bytes:
    """Return the body of an answer that came in chunks."""
    source = io.BytesIO(answer.partition(b"\r\n\r\n")[2])
    body = bytearray()
    while size := int(source.readline(), 16):
        body += source.read(size)
        source.readline()
    return bytes(body)


def test_a_client_that_leaves_in_the_middle_of_a_download_does_no_harm(server):
    url, cookie = server.upload(os.urandom(16 * MB))["url"], server.headers["Cookie"]
    for _number in range(3):
        link = socket.create_connection(("127.0.0.1", server.port))
        link.sendall(f"GET {url}herunterladen/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        assert link.recv(1000).startswith(b"HTTP/1.1 200")
        link.close()
    assert server.send("GET", "/gesundheit/")[0] == 200


def _flood(server, head: str, piece: bytes, times: int) -> bytes:
    """Send a request that goes on and on; return what the server answers before it hangs up."""
    link = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    link.sendall(f"POST /konto/anmelden/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{head}\r\n\r\n".encode())
    try:
        for _number in range(times):
            link.sendall(piece)
    except OSError:
        pass  # it hung up, as it may
    answer = b""
    try:
        while data := link.recv(65_536):
            answer += data
    except OSError:
        pass
    link.close()
    return answer


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_an_oversized_body_is_refused_from_its_headers(server, accept):
    before = server.forget_peak()
    head = f"Content-Length: {300 * MB}\r\nAccept: {accept}\r\nExpect: 100-continue"
    answer = _flood(server, head, b"a" * MB, 40)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer
    assert (b"<!doctype html>" in answer) == (accept == "text/html")
    assert server.memory("VmHWM") - before < 8 * MB
    assert server.send("GET", "/gesundheit/")[0] == 200


def test_a_body_without_a_length_is_counted(server):
    before = server.forget_peak()
    piece = b"100000\r\n" + b"a" * MB + b"\r\n"
    answer = _flood(server, "Transfer-Encoding: chunked", piece, 60)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert server.memory("VmHWM") - before < 8 * MB
    assert server.send("GET", "/gesundheit/")[0] == 200


def test_the_chunk_address_takes_no_more_than_a_chunk(server):
    address = "/dateien/hochladen/2f1c9a52-0d0e-4c59-a7a1-6a3f6e7f8a90/?offset=0"
    status, answer = server.send("PUT", address, b"a" * (5 * MB), Content_Type="application/octet-stream")
    assert (status, json.loads(answer)["code"]) == (413, "too_large")
