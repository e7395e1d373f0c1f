"""What a start and a page cost: CPU-seconds of the server process, and queries."""

import http.client
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.data import World
from bench.processes import Running, cpu_seconds, memory_mb

WARM_UP = 5
MEMORY_BUDGET_MB = 200


def start_up(running: Running) -> Iterator[dict[str, Any]]:
    """Time to the first answer, CPU of the server until then, memory when nothing happens."""
    yield {
        "name": "start-up",
        "cpu_s": round(cpu_seconds(running.server), 3),
        "worker_cpu_s": round(cpu_seconds(running.worker), 3),
        "wall_s": round(running.ready_after, 2),
    }
    time.sleep(5)
    parts = {name: memory_mb(getattr(running, name)) for name in ("supervisor", "server", "worker")}
    total = sum(resident for resident, _shared in parts.values())
    yield {
        "name": "idle memory",
        "rss_mb": round(total, 1),
        "pss_mb": round(sum(shared for _resident, shared in parts.values()), 1),
        **{f"{name}_rss_mb": round(resident, 1) for name, (resident, _shared) in parts.items()},
        "budget_mb": MEMORY_BUDGET_MB,
        "within": total < MEMORY_BUDGET_MB,
    }


def queries_of(world: World, path: str) -> int:
    """Count the queries of one page, sign-in included, after one request to warm what is kept in memory."""
    client = Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = world.session_key
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"Error: {path} answers {response.status_code}.")
    return len(captured)


def fetch(browser: http.client.HTTPConnection, path: str, cookie: str) -> bytes:
    browser.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "identity"})
    response = browser.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"Error: {path} answers {response.status}.")
    return body


def page_costs(running: Running, world: World, repeat: int) -> Iterator[dict[str, Any]]:
    """CPU-seconds for one request of each page, over one kept connection, and its queries."""
    browser = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
    browser.connect()
    for name, path in world.pages.items():
        for _ in range(WARM_UP):
            body = fetch(browser, path, world.cookie)
        before, begin = cpu_seconds(running.server), time.monotonic()
        for _ in range(repeat):
            fetch(browser, path, world.cookie)
        spent, wall = cpu_seconds(running.server) - before, time.monotonic() - begin
        yield {
            "name": name,
            "cpu_s": round(spent / repeat, 5),
            "wall_s": round(wall / repeat, 5),
            "queries": queries_of(world, path),
            "html_bytes": len(body),
            "requests": repeat,
        }
    browser.close()
