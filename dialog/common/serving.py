"""Starts what serves people: one listening socket, N server processes on it, and on request the worker."""

import errno
import json
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

SUPERVISOR = Path(__file__).with_name("supervise.py")
BACKLOG = 1024

# Quiet about what people do (no access log), no version to strangers, time for a document to be saved at the end.
# No HTTP timeout: a stream of events may stay open for hours. Frames are never compressed: it doubles the CPU.
DAPHNE_OPTIONS = [
    "--verbosity", "0",
    "--no-server-name",
    "--websocket_connect_timeout", "10",
    "--ping-interval", "20",
    "--ping-timeout", "30",
    "--application-close-timeout", "5",
]  # fmt: skip


def listen(host: str, port: int) -> socket.socket:
    """Return the one listening socket, inheritable.

    Raises CommandError in one line when the port is taken, not allowed, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is in use by another program; choose another one, for example {port + 1}."
            ) from None
        raise CommandError(f"Cannot listen on {host}, port {port}: {os.strerror(error.errno or 0)}.") from None
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    return listener


def refuse_many_without_services(processes: int) -> None:
    """Several processes need a database and a bus that they can share; raises CommandError otherwise."""
    if processes < 1:
        raise CommandError("At least one process is needed.")
    if processes > 1 and not (settings.DATABASE_URL and settings.REDIS_URL):
        raise CommandError("More than one process needs PostgreSQL and Redis: set DATABASE_URL and REDIS_URL.")


def server_command(listener: socket.socket, *, proxy_headers: bool) -> list[str]:
    """Return the command line of one Daphne process on the shared socket."""
    trusted = ["--proxy-headers"] if proxy_headers else []
    return [
        sys.executable, "-m", "dialog.files.server", "--fd", str(listener.fileno()),
        *DAPHNE_OPTIONS, *trusted, "dialog.asgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return the command line of the background worker; it logs warnings only.

    The checks have been run by `serve`; without them the worker does not load the pages, which saves 15 MB.
    """
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_huey", "--quiet", "--skip-checks"]


def serve(
    *, host: str, port: int, processes: int, worker: bool, proxy_headers: bool = False, ready_text: str = ""
) -> None:
    """Replace this process by the supervisor of the server processes and, if wanted, the worker.

    Does not return. ready_text is printed once the server answers. Raises CommandError before anything is started.
    """
    refuse_many_without_services(processes)
    listener = listen(host, port)
    commands = {}
    for number in range(1, processes + 1):
        name = "The server" if processes == 1 else f"Server process {number}"
        commands[name] = server_command(listener, proxy_headers=proxy_headers)
    if worker:
        commands["The background worker"] = worker_command()
    plan = {
        "commands": commands,
        "keep_open": [listener.fileno()],
        "host": host,
        "port": listener.getsockname()[1],
        "ready_text": ready_text,
    }
    connections.close_all()
    sys.stdout.flush()
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, "-I", "-S", str(SUPERVISOR), json.dumps(plan)])  # noqa: S606
