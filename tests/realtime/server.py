"""A real Daphne process on the test's database, for sockets, kills and browsers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from dialog.common.serving import DAPHNE_OPTIONS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, *options: str, **environment: str) -> None:
        self.port = free_port()
        self.options = options
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "dialog.settings.test",
            "TEST_SERVER_DATABASE": str(connection.settings_dict["NAME"]),
            "TEST_DATA_DIR": str(settings.TEST_DIR),
            # One server for many tests, whose people have the same numbers: nobody is to meet another test's limit.
            "LIVE_RATE_FACTOR": "50",
            **self.environment,
        }
        command = [sys.executable, "-m", "dialog.files.server", "-b", "127.0.0.1", "-p", str(self.port)]
        options = [*DAPHNE_OPTIONS, *self.options]
        self.process = subprocess.Popen([*command, *options, "dialog.asgi:application"], env=environment)
        self._wait_until_it_answers()
        return self

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError("the server did not start")
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/gesundheit/", timeout=2):
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """End it without warning, as a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def restart(self) -> None:
        self.kill()
        self.start()


@contextlib.contextmanager
def running_server(*options: str, **environment: str) -> Iterator[Server]:
    server = Server(*options, **environment)
    try:
        yield server.start()
    finally:
        server.kill()
