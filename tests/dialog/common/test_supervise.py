"""Server and worker live and die together; nothing stays behind. Tried with small programs in their place."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.common.serving import SUPERVISOR

ANSWERING = """
import socket, sys
listener = socket.socket(fileno=int(sys.argv[1]))
while True:
    connection, _ = listener.accept()
    connection.recv(1000)
    connection.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n")
    connection.close()
"""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.set_inheritable(True)
        yield opened


@pytest.fixture
def supervise(listener: socket.socket) -> Iterator:
    """Return a function that starts the supervisor with a worker (Python text) beside a server that answers."""
    started: list[subprocess.Popen[str]] = []

    def start(worker: str) -> subprocess.Popen[str]:
        plan = {
            "commands": {
                "The server": [sys.executable, "-c", ANSWERING, str(listener.fileno())],
                "The background worker": [sys.executable, "-c", worker],
            },
            "keep_open": [listener.fileno()],
            "host": "127.0.0.1",
            "port": listener.getsockname()[1],
            "ready_text": "ready",
        }
        command = [sys.executable, "-I", "-S", str(SUPERVISOR), json.dumps(plan)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, pass_fds=[listener.fileno()], **pipes)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def children(process: subprocess.Popen[str]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def are_gone(pids: list[int]) -> bool:
    """Wait up to ten seconds for all of them to end."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_all_stop_when_asked(supervise, how: signal.Signals) -> None:
    process = supervise("import time; time.sleep(60)")
    assert process.stdout.readline() == "ready\n"
    pids = children(process)
    assert len(pids) == 2
    process.send_signal(how)
    assert process.wait(10) == 0
    assert are_gone(pids)


def test_a_child_that_ends_stops_all_and_is_named(supervise) -> None:
    process = supervise("import sys; sys.exit(3)")
    _out, error = process.communicate(timeout=20)
    assert process.returncode == 1
    assert error == "Error: The background worker ended unexpectedly (exit code 3); everything was stopped.\n"


def test_nothing_stays_behind_when_the_supervisor_is_killed(supervise) -> None:
    process = supervise("import time; time.sleep(60)")
    assert process.stdout.readline() == "ready\n"
    pids = children(process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    assert are_gone(pids)
