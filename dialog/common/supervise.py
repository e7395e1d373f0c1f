"""Keeps the server processes and the worker together: all run, or all stop.

Runs as a program of its own with nothing but the standard library, so that it stays small in memory;
`manage.py serve` starts it with a plan (JSON: commands, address, ready_text).
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

WATCHED = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}
GRACE_SECONDS = 10.0
READY_PATH = "/gesundheit/"
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def _prepare_child() -> None:
    """Runs in the child before its program: ends with its supervisor even if that is killed, takes signals again."""
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())


def start(command: list[str], keep_open: list[int]) -> subprocess.Popen[bytes]:
    """Start one command in a session of its own, so that Ctrl-C reaches the supervisor alone."""
    return subprocess.Popen(  # noqa: S603 - the plan comes from our own command
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=keep_open,
        start_new_session=True,
        preexec_fn=_prepare_child,
    )


def stop_all(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, wait at most GRACE_SECONDS in all, then kill what is left."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children.values():
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def answers(host: str, port: int) -> bool:
    """Whether the server answers the health address without a server error within a second."""
    request = f"GET {READY_PATH} HTTP/1.0\r\nHost: localhost\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=1) as connection:
            connection.sendall(request.encode())
            status = connection.recv(64).split()[1:2]
    except OSError:
        return False
    return bool(status) and status[0].isdigit() and int(status[0]) < 500


def dead_child(children: dict[str, subprocess.Popen[bytes]]) -> str | None:
    """Return one line about the first child that has ended, or None while all run."""
    for name, child in children.items():
        code = child.poll()
        if code is not None:
            how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            return f"{name} ended unexpectedly ({how})"
    return None


def watch(children: dict[str, subprocess.Popen[bytes]], plan: dict[str, Any]) -> int:
    """Wait until asked to stop (0) or until a child ends by itself (1); print ready_text once the server answers."""
    waiting = bool(plan["ready_text"])
    while True:
        received = signal.sigtimedwait(WATCHED, 0.1 if waiting else 3600)
        if received and received.si_signo != signal.SIGCHLD:
            return 0
        failure = dead_child(children)
        if failure:
            print(f"Error: {failure}; everything was stopped.", file=sys.stderr, flush=True)
            return 1
        if waiting and answers(plan["host"], plan["port"]):
            print(plan["ready_text"], flush=True)
            waiting = False


def main(plan: dict[str, Any]) -> int:
    """Start all commands of the plan, watch them, stop them all; return the exit code."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in plan["commands"].items():
            children[name] = start(command, plan["keep_open"])
        return watch(children, plan)
    finally:
        stop_all(children)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
