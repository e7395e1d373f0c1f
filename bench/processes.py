"""The real server and worker, started as in the demo, and what the kernel says about them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(pid: int) -> float:
    """User and system time of a process with all its threads, in seconds (steps of 10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident and proportional memory in MB (10^6 bytes); the second counts shared pages once."""
    values = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size, *_unit = line.split()
        values[name.rstrip(":")] = int(size) * 1024 / 1_000_000
    return values["Rss"], values["Pss"]


@dataclass
class Running:
    """A running installation: its port and the process ids of supervisor, server and worker."""

    port: int
    supervisor: int
    server: int
    worker: int
    ready_after: float


class Installation:
    """Starts `manage.py serve --worker` with the present environment and stops it at the end of the block."""

    def __enter__(self) -> Running:
        port = free_port()
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--worker"]
        begin = time.monotonic()
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        while not self._answers(port):
            if self.process.poll() is not None or time.monotonic() - begin > START_SECONDS:
                self.__exit__()
                raise SystemExit("Error: the server did not start.")
            time.sleep(0.05)
        ready_after = time.monotonic() - begin
        children = self._children()
        return Running(port, self.process.pid, children["--fd"], children["run_huey"], ready_after)

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def _children(self) -> dict[str, int]:
        pid = self.process.pid
        found = {}
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
            found |= {name: int(child) for name in ("--fd", "run_huey") if name in words}
        return found

    @staticmethod
    def _answers(port: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/gesundheit/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
