"""The servers that are measured: ours as the demo starts it, ours on uvicorn, and the bare broadcast server."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.chat.kernel import children_of, words_of
from bench.processes import ROOT, free_port

START_SECONDS = 60.0
PACKAGED_NODE = ROOT / ".venv" / "nodejs" / "node"


class NotStarted(RuntimeError):
    """A server did not start; says which."""


@dataclass
class Server:
    """A running server: how to speak to it, and its processes by what they do."""

    label: str
    dialect: str
    port: int
    process: subprocess.Popen[bytes]
    pids: dict[str, list[int]] = field(default_factory=dict)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask it to end, then end it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(
    label: str,
    dialect: str,
    port: int,
    command: list[str],
    environment: Mapping[str, str],
    ready: Callable[[int], bool],
) -> Server:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    server = Server(label, dialect, port, process, {"server": [process.pid]})
    deadline = time.monotonic() + START_SECONDS
    while not ready(port):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise NotStarted(f"{label} did not start")
        time.sleep(0.05)
    return server


def start_ours(environment: Mapping[str, str], *, processes: int = 1, label: str = "ours") -> Server:
    """Start `manage.py serve --worker`, which is what `make demo` ends in; its CPU is that of the server processes."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--processes", str(processes), "--worker"]
    server = start(label, "ours", port, command, environment, answers_health)
    server.pids["server"] = [pid for pid in children_of(server.process.pid) if "--fd" in words_of(pid)]
    return server


def start_uvicorn(environment: Mapping[str, str]) -> Server:
    """Start the same application on uvicorn, one process."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", "dialog.asgi:application", "--host", "127.0.0.1", "--port", str(port),
        "--lifespan", "off", "--no-access-log", "--log-level", "warning", "--ws-per-message-deflate", "false",
    ]  # fmt: skip
    return start("uvicorn", "ours", port, command, environment, answers_health)


def node_program() -> str:
    """Return the Node.js that the set-up uses."""
    return str(PACKAGED_NODE) if PACKAGED_NODE.exists() else (shutil.which("node") or "node")


def start_node() -> Server:
    """Start the bare broadcast server."""
    port = free_port()
    command = [node_program(), str(ROOT / "bench" / "peers" / "broadcast.mjs")]
    return start("node", "plain", port, command, {**os.environ, "PORT": str(port)}, accepts)


def answers_health(port: int) -> bool:
    return _status(port, "/gesundheit/") == 200


def accepts(port: int) -> bool:
    return _status(port, "/") != 0


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def status_of(server: Server, path: str, cookie: str) -> int:
    """Return the status of an address without reading more than its head; 0 when there is no answer."""
    connection: Any = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        return int(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
