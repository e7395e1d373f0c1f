"""What it costs to come back to a room that is up to date, when its log is short and when it is long."""

import time
from collections.abc import Iterator
from typing import Any

from bench.chat.figures import middle
from bench.chat.helper import Helper
from bench.chat.kernel import cpu_seconds
from bench.chat.lab import Crowd, Lab, say
from bench.chat.servers import Server, start_ours

JOINS = 100
SHORT = 100
PAIRS = 5  # at least; one takes four seconds
REST_SECONDS = 1.0


def run_joins(lab: Lab, messages: int) -> Iterator[dict[str, Any]]:
    """Let members join two rooms in turn; yield a line for each and one for the ratio, pair by pair."""
    sizes = (SHORT, messages)
    rooms = {size: lab.world.helper.ask("room_with", messages=size, name=f"{size}")["room"] for size in sizes}
    costs: dict[int, list[float]] = {size: [] for size in sizes}
    with start_ours(lab.world.environment) as server:
        join_all(lab, server, rooms[SHORT])  # warms up
        for number in range(max(lab.repeat, PAIRS)):
            for size in sizes if number % 2 else sizes[::-1]:
                costs[size].append(join_all(lab, server, rooms[size]))
    for size in sizes:
        cost = middle([round(cost * 1000, 3) for cost in costs[size]])
        yield {"case": "join", "server": "ours", "messages": size, "cpu_ms": cost, "joins": JOINS * len(costs[size])}
    lab.samples["join", "ours", SHORT, "join"] = [{"cpu": cost} for cost in costs[SHORT]]
    lab.samples["join", "ours", messages, "join"] = [{"cpu": cost} for cost in costs[messages]]


def join_all(lab: Lab, server: Server, room: int) -> float:
    """Return the CPU-seconds of the server for one join, connection and sign-in included."""
    joins = min(JOINS, len(lab.world.cookies))
    with Helper("bench.chat.load") as load:
        before = cpu_seconds(server.pids["server"])
        Crowd(server, load).add(lab.world, joins, room=room)
        spent = cpu_seconds(server.pids["server"]) - before
        load.ask("close")
    time.sleep(REST_SECONDS)
    say(f"join room {room}: {spent / joins * 1000:.2f} ms")
    return spent / joins
