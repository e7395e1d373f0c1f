"""Measure the live chat beside a bare broadcast server: python -m bench.chat.run. One JSON line per case and server."""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.chat import bars, fanout, flood, joining, slow
from bench.chat.kernel import load_average, raise_limit_of_files
from bench.chat.lab import Lab, clean_environment, say, world
from bench.chat.servers import start_node, start_ours
from bench.chat.services import NoService, services
from bench.processes import ROOT

CASES = ("fanout", "burst", "growth", "slow", "flood", "join", "uvicorn", "processes")
SIZES = {"few": 100, "many": 500, "most": 1_000}
QUICK_SIZES = {"few": 20, "many": 100, "most": 200}
LONG_ROOM, QUICK_LONG_ROOM = 100_000, 2_000
Line = dict[str, Any]


def scenes(cases: list[str]) -> dict[str, list[str]]:
    """Return which phases are to be measured in which room, for all wanted cases together."""
    wanted: dict[str, list[str]] = {"many": [], "few": [], "most": []}
    if "fanout" in cases:
        wanted["many"] += ["5", "20", "max"]
        wanted["few"] += ["20", "max", "max8"]
    if "burst" in cases:
        wanted["few"].append("burst")
    if "growth" in cases:
        wanted["few"] = list(dict.fromkeys(["20", *wanted["few"]]))
        wanted["most"].append("20")
    return {room: phases for room, phases in wanted.items() if phases}


def measure(lab: Lab, cases: list[str], sizes: dict[str, int], long_room: int) -> Iterator[Line]:
    for room, phases in scenes(cases).items():
        fanout.run_scene(lab, sizes[room], phases)
        yield from fanout.lines(lab, "fanout", sizes[room])
    if lab.commits_ms:
        yield fanout.commit_line(lab)
    yield from fanout.split_lines(lab, [sizes["few"], sizes["many"]])
    slow_lines = list(slow_clients(lab)) if "slow" in cases else []
    yield from slow_lines
    flood_lines = list(floods(lab)) if "flood" in cases else []
    yield from flood_lines
    if "join" in cases:
        yield from joining.run_joins(lab, long_room)
    if "uvicorn" in cases:
        fanout.run_uvicorn(lab, sizes["many"])
        yield from fanout.lines(lab, "uvicorn", sizes["many"])
    if "processes" in cases:
        yield from two_processes(lab, sizes["few"])
    yield ratios(lab, sizes, slow_lines, flood_lines)


def slow_clients(lab: Lab) -> Iterator[Line]:
    for start in (lambda: start_ours(lab.world.environment), start_node):
        with start() as server:
            kinds = ("socket", "stream") if server.dialect == "ours" else ("socket",)
            for kind in kinds:
                yield slow.run_slow(lab, server, kind)


def floods(lab: Lab) -> Iterator[Line]:
    with start_ours(lab.world.environment) as server:
        yield flood.run_flood(lab, server)


def two_processes(lab: Lab, listeners: int) -> Iterator[Line]:
    """Two server processes on PostgreSQL and Redis beside one on SQLite; a reason where there are no services."""
    label = "ours, 2 processes"
    try:
        with services() as found, tempfile.TemporaryDirectory(dir=lab.folder) as folder:
            say("prepare: PostgreSQL and Redis")
            environment = clean_environment(Path(folder), **found.environment)
            with world(environment, listeners) as where:
                for _ in range(lab.repeat):
                    server = start_ours(environment, processes=2, label=label)
                    fanout.run_beside(lab, listeners, server, where, found)
    except NoService as reason:
        yield {"case": "processes", "server": label, "skipped": str(reason)}
    yield from fanout.lines(lab, "processes", listeners)


def ratios(lab: Lab, sizes: dict[str, int], slow_lines: list[Line], flood_lines: list[Line]) -> Line:
    found = [
        *bars.cpu_ratios(lab, sizes),
        *bars.delay_bars(lab, sizes, fanout.commit_line(lab)["p99_ms"]),
        *bars.growth_bar(lab, sizes),
        *bars.memory_bar(lab, sizes),
        *bars.join_bar(lab),
        *bars.slow_bars(slow_lines),
        *bars.flood_bars(flood_lines),
        *bars.nothing_wrong(lab),
    ]
    within = all(each["within"] for each in found)
    return {"case": "ratios", "ratios": found, "within": within, "load": load_average()}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default=",".join(CASES), help=f"some of {','.join(CASES)}")
    parser.add_argument("--repeat", type=int, default=3, help="repeats of each phase; fewer than 3 make no median")
    parser.add_argument("--dur", type=float, default=4, help="seconds of a phase")
    parser.add_argument("--quick", action="store_true", help="small rooms, once, short: shows that it works")
    chosen = parser.parse_args()
    chosen.cases = chosen.cases.split(",")
    if unknown := set(chosen.cases) - set(CASES):
        parser.error(f"unknown cases: {', '.join(sorted(unknown))}")
    return chosen


def main() -> int:
    chosen = options()
    sizes, long_room = (QUICK_SIZES, QUICK_LONG_ROOM) if chosen.quick else (SIZES, LONG_ROOM)
    repeat, seconds = (1, 2.0) if chosen.quick else (chosen.repeat, chosen.dur)
    # Asked to stop, leave the blocks in order, so that no server stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise_limit_of_files()
    (ROOT / "var").mkdir(exist_ok=True)
    within = True
    # On the disk on which the demo keeps its data.
    with tempfile.TemporaryDirectory(prefix="bench-live-", dir=ROOT / "var") as name:
        folder = Path(name)
        say(f"prepare: database and {max(sizes.values())} members")
        with world(clean_environment(folder), max(sizes.values())) as where:
            for line in measure(Lab(folder, where, repeat, seconds), chosen.cases, sizes, long_room):
                within = line.get("within", within)
                print(json.dumps({**line, "quick": True} if chosen.quick else line), flush=True)
    if not within:
        say("Over a bar; see the last line.")
    return 0 if within or chosen.quick else 1


if __name__ == "__main__":
    sys.exit(main())
