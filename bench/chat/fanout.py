"""One room, N listeners: ours and the bare broadcast server in turn, phase by phase."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.chat.figures import line_through, middle, percentile_ms
from bench.chat.lab import Crowd, Figures, Key, Lab, World, crowd, say
from bench.chat.servers import Server, start_node, start_ours, start_uvicorn
from bench.chat.services import Services

BURST = 1_000
PHASES: dict[str, tuple[str, float]] = {  # name -> kind and amount
    "5": ("steady", 5),
    "20": ("steady", 20),
    "max": ("window", 64),
    "max8": ("window", 8),
    "burst": ("burst", BURST),
}
LONGER = {"5": 1.5}  # few messages make few figures
COMMITS = 150
SUMS = ("sent", "heard", "lost", "doubled", "disordered", "closed", "stalls", "unsent")
MIDDLES = (
    "cpu_10k", "p50_ms", "p99_ms", "max_ms", "msg_s", "server_util", "generator_util", "other_util", "frames",
    "rss_conn_kib", "redis_cpu_10k", "postgres_cpu_10k", "late_ms", "load",
)  # fmt: skip
LIMITS = "raised for the bench accounts"


def run_scene(lab: Lab, listeners: int, phases: list[str]) -> None:
    """Measure phases with so many listeners, ours and the peer in turn; both are started anew for each repeat."""
    for number in range(1, lab.repeat + 1):
        say(f"{listeners} listeners, repeat {number} of {lab.repeat}")
        lab.commits_ms += bare_commits(lab.folder)
        with contextlib.ExitStack() as stack:
            crowds = []
            for start in (lambda: start_ours(lab.world.environment), start_node):
                server = stack.enter_context(start())
                crowds.append(stack.enter_context(crowd(server, lab.world, listeners)))
            run_phases(lab, "fanout", crowds, phases)


def run_phases(lab: Lab, case: str, crowds: list[Crowd], phases: list[str]) -> None:
    for name in phases:
        kind, amount = PHASES[name]
        for people in crowds:
            figures = people.phase(kind, amount, 20.0 if kind == "burst" else lab.seconds * LONGER.get(name, 1))
            figures["rss_conn_kib"] = people.rss_conn_kib
            lab.record((case, people.server.label, people.size, name), figures)


def bare_commits(folder: Path) -> list[float]:
    """Return how long a bare INSERT with COMMIT takes beside our database, in milliseconds, with the same settings."""
    connection = sqlite3.connect(folder / "commits.sqlite3", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS commits (text TEXT);"
    )
    taken = []
    for _ in range(COMMITS):
        begin = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO commits VALUES (?)", ["x" * 120])
        connection.execute("COMMIT")
        taken.append((time.monotonic() - begin) * 1000)
    connection.close()
    return taken


def line_of(key: Key, samples: list[Figures]) -> dict[str, Any]:
    """Return one line for all repeats of a phase: medians, and sums of what went wrong."""
    case, server, listeners, rate = key
    line: dict[str, Any] = {
        "case": "burst" if rate == "burst" else case,
        "server": server,
        "n": listeners,
        "rate": int(rate) if rate.isdigit() else rate,
    }
    for name in MIDDLES:
        if any(name in sample for sample in samples):
            line[name] = middle([sample.get(name) for sample in samples])
    for name in SUMS:
        if any(name in sample for sample in samples):
            line[name] = sum(sample.get(name, 0) for sample in samples)
    refused: dict[str, int] = {}
    for sample in samples:
        for code, count in sample["refused"].items():
            refused[code] = refused.get(code, 0) + count
    line |= {"refused": refused, "settled": all(sample["settled"] for sample in samples), "repeats": len(samples)}
    return line if server == "node" else {**line, "limits": LIMITS}


def lines(lab: Lab, case: str, listeners: int) -> Iterator[dict[str, Any]]:
    for key, samples in lab.samples.items():
        if key[0] == case and key[2] == listeners:
            yield line_of(key, samples)


def commit_line(lab: Lab) -> dict[str, Any]:
    ordered = sorted(int(taken * 1e6) for taken in lab.commits_ms)
    return {
        "case": "commit",
        "server": "sqlite, synchronous=FULL",
        "p50_ms": percentile_ms(ordered, 0.5),
        "p99_ms": percentile_ms(ordered, 0.99),
        "commits": len(ordered),
    }


def split_lines(lab: Lab, sizes: list[int]) -> Iterator[dict[str, Any]]:
    """Split the cost at 20 messages a second into what a message costs and what each delivery of it costs."""
    for server in ("ours", "node"):
        points = []
        for size in sizes:
            cost = middle(lab.values(("fanout", server, size, "20"), "cpu_10k"))
            if cost is not None:
                points.append((float(size), cost / 10_000 * size))
        if len(points) > 1:
            message, delivery = line_through(points)
            yield {
                "case": "split",
                "server": server,
                "rate": 20,
                "posted_message_cpu_ms": round(message * 1000, 3),
                "delivery_cpu_us": round(delivery * 1e6, 2),
                "points": [[size, round(cost * 1000, 3)] for size, cost in points],
            }


def run_uvicorn(lab: Lab, listeners: int) -> None:
    """Once on the other server, one process."""
    with start_uvicorn(lab.world.environment) as server, crowd(server, lab.world, listeners) as people:
        run_phases(lab, "uvicorn", [people], ["20", "max"])


def run_beside(lab: Lab, listeners: int, others: Server, where: World, found: Services) -> None:
    """One process with SQLite, and several with PostgreSQL and Redis, in turn."""
    with contextlib.ExitStack() as stack:
        one = stack.enter_context(start_ours(lab.world.environment))
        stack.enter_context(others)
        alone = stack.enter_context(crowd(one, lab.world, listeners))
        together = stack.enter_context(crowd(others, where, listeners))
        found.look_up_processes()
        others.pids |= found.pids
        run_phases(lab, "processes", [alone, together], ["20", "max"])
