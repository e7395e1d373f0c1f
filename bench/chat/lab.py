"""The place of a measurement: a data folder, a world in it, and what was measured by now."""

import contextlib
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.chat.helper import Helper
from bench.chat.kernel import load_average, rss_bytes
from bench.chat.servers import Server

SENDERS = 4
SETTLE_SECONDS = 1.5
Figures = dict[str, Any]
Key = tuple[str, str, int, str]  # case, server, listeners, rate


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def clean_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of ours: settings of the demo, data in a folder of their own, limits raised."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return {
        **environment,
        "DJANGO_SETTINGS_MODULE": "dialog.settings.demo",
        "DATA_DIR": str(folder),
        "LIVE_RATE_FACTOR": "1000",
        **more,
    }


@dataclass
class World:
    """A database with one room and its members, and the process that speaks to it."""

    environment: dict[str, str]
    helper: Helper
    room: int
    cookies: list[str]
    people: list[int]

    def many(self, first: int, last: int, room: int | None = None) -> list[dict[str, Any]]:
        """Return what each of these members needs to open a socket and join at the end of the log."""
        head = self.helper.ask("head", room=room or self.room)["head"]
        return [{"cookie": cookie, "since": head} for cookie in self.cookies[first:last]]


@contextlib.contextmanager
def world(environment: Mapping[str, str], members: int) -> Iterator[World]:
    with Helper("bench.chat.world", environment) as helper:
        helper.ask("prepare")
        made = helper.ask("people", many=members)
        yield World(dict(environment), helper, made["room"], made["cookies"], made["people"])


class Crowd:
    """The listeners of one server, held by a load generator."""

    def __init__(self, server: Server, load: Helper) -> None:
        self.server, self.load = server, load
        self.size = 0
        self.rss_conn_kib: float | None = None

    def add(self, where: World, many: int, *, room: int | None = None, senders: int = SENDERS) -> None:
        """Open more sockets."""
        last = self.size + many
        path = f"/ws/chat/{room or where.room}/" if self.server.dialect == "ours" else "/"
        entries = where.many(self.size, last, room) if self.server.dialect == "ours" else [{}] * many
        self.load.ask(
            "connect", dialect=self.server.dialect, port=self.server.port, path=path, many=entries, senders=senders
        )
        self.size = last

    def phase(self, kind: str, amount: float, seconds: float, **more: Any) -> Figures:
        return self.load.ask("phase", kind=kind, amount=amount, seconds=seconds, pids=self.server.pids, **more)


@contextlib.contextmanager
def crowd(server: Server, where: World, listeners: int) -> Iterator[Crowd]:
    """Fill a room: a few listeners warm the server up, what the others take in memory is measured."""
    with Helper("bench.chat.load") as load:
        people = Crowd(server, load)
        people.add(where, SENDERS)
        people.phase("steady", 10, 1)
        before = rss_bytes(server.pids["server"])
        people.add(where, listeners - SENDERS)
        time.sleep(SETTLE_SECONDS)
        grown = rss_bytes(server.pids["server"]) - before
        people.rss_conn_kib = round(grown / 1024 / (listeners - SENDERS), 1)
        yield people


@dataclass
class Lab:
    """What all cases share."""

    folder: Path
    world: World
    repeat: int
    seconds: float
    samples: dict[Key, list[Figures]] = field(default_factory=lambda: defaultdict(list))
    commits_ms: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def record(self, key: Key, figures: Figures) -> None:
        case, server, listeners, rate = key
        self.samples[key].append({**figures, "load": load_average()})
        say(
            f"{case} {server} n={listeners} rate={rate}: cpu_10k={figures['cpu_10k']} p99={figures['p99_ms']} ms "
            f"sent={figures['sent']} lost={figures['lost']} refused={figures['refused']} "
            f"generator={figures['generator_util']} other={figures['other_util']}"
        )

    def values(self, key: Key, name: str) -> list[float | None]:
        return [sample.get(name) for sample in self.samples.get(key, [])]
