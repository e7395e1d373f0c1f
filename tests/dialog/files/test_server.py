"""A real server process: what it holds in memory while large bodies come in and large files go out."""

import hashlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dialog.files import limits

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
MB = limits.MB

_SET_UP = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from tests.cast import make_cast
call_command("migrate", verbosity=0)
client = Client()
client.force_login(make_cast().member, backend="allauth.account.auth_backends.AuthenticationBackend")
print(client.cookies["sessionid"].value)
"""


class Server:
    """A server process with its own data, and a browser signed in as a member of the group "cluster-atlas"."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dialog.settings.development",
        }
        set_up = subprocess.run(
            [sys.executable, "-c", _SET_UP], cwd=ROOT, env=self.environment, capture_output=True, check=True, text=True
        )
        session = set_up.stdout.split()[-1]
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        listener.set_inheritable(True)
        command = ["-m", "dialog.files.server", "--verbosity", "0", "--fd", str(listener.fileno())]
        self.process = subprocess.Popen(
            [sys.executable, *command, "dialog.asgi:application"],
            cwd=ROOT, env=self.environment, pass_fds=[listener.fileno()], stderr=subprocess.PIPE,
        )  # fmt: skip
        listener.close()
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        self.headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Accept": "application/json"}

    def send(self, method, path, body=None, **headers):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request(
            method, path, body, self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = link.getresponse()
        content = answer.read()
        link.close()
        return answer.status, content

    def wait(self):
        for _attempt in range(100):
            try:
                return self.send("GET", "/gremien/cluster-atlas/dokumente/")
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.process.stderr.read())

    def memory(self, name: str) -> int:
        """Return a figure of the process in bytes: VmRSS now, VmHWM at the peak since `forget_peak`."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) * 1024

    def forget_peak(self) -> int:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.memory("VmRSS")

    def upload(self, content: bytes, path: str = "") -> dict:
        form = "application/x-www-form-urlencoded"
        begun = self.send("POST", "/dateien/hochladen/", f"name=gross.bin&size={len(content)}", Content_Type=form)
        state = json.loads(begun[1])
        while not state["complete"]:
            offset = state["received"]
            piece = content[offset : offset + state["chunk"]]
            _status, answer = self.send(
                "PUT", f"{state['url']}?offset={offset}", piece, Content_Type="application/octet-stream"
            )
            state = json.loads(answer)
        assert state["sha256"] == hashlib.sha256(content).hexdigest()
        taken = self.send(
            "POST", "/gremien/cluster-atlas/dokumente/hochladen/", f"upload={state['id']}", Content_Type=form
        )
        return json.loads(taken[1])


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
    content = os.urandom(64 * MB)
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
