"""Measure shared documents beside their peers: one JSON line for each run, the last line holds the ratios."""

import argparse
import asyncio
import contextlib
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.chat.helper import Helper
from bench.chat.kernel import load_average, raise_limit_of_files
from bench.chat.lab import clean_environment, say
from bench.documents import opening, trace, typists
from bench.documents.bars import last_line
from bench.documents.servers import Candidate, Figures, Ours, peers
from bench.processes import ROOT

SIDE_BY_SIDE = ("trace", "typing")
CASES = (*SIDE_BY_SIDE, "page", "list")
LABELS = ("ours", "hocuspocus", "y-websocket")
MEMBERS = 60
SECTIONS = 50
FEW_FILES, MANY_FILES = 10, 10_000
OPENED = 50
QUICK_KEYSTROKES = 20_000


@contextlib.contextmanager
def candidates(folder: Path, labels: list[str]) -> Iterator[list[Candidate]]:
    """Prepare the servers that are wanted."""
    found: list[Candidate] = [peer for peer in peers(folder) if peer.label in labels]
    if "ours" not in labels:
        yield found
        return
    # Limits as shipped: nobody may send more than a person may.
    environment = clean_environment(folder, LIVE_RATE_FACTOR="1")
    with Helper("bench.documents.world", environment) as helper:
        names = helper.ask("prepare")
        cookies = helper.ask("people", many=MEMBERS)["cookies"]
        yield [Ours("ours", folder, None, 0, environment, helper, cookies, names["subprotocol"]), *found]


def run_once(candidate: Candidate, work: str, *, quick: bool) -> Figures:
    """Start the server anew, let it do one kind of work, stop it."""
    with candidate:
        candidate.start()
        if work == "trace":
            replay = trace.Replay(keystrokes=QUICK_KEYSTROKES, cold_starts=1) if quick else trace.Replay()
            return asyncio.run(trace.Run(candidate, replay).go())
        session = typists.Session(seconds=5) if quick else typists.Session()
        return asyncio.run(typists.Run(candidate, session).go())


def side_by_side(servers: list[Candidate], chosen: argparse.Namespace) -> Iterator[Figures]:
    """Yield what each run found: all servers in turn, again and again."""
    for repeat in range(chosen.repeats):
        for work in SIDE_BY_SIDE:
            for candidate in servers:
                if work in chosen.cases:
                    say(f"{work}: {candidate.label}, {repeat + 1} of {chosen.repeats}")
                    yield run_once(candidate, work, quick=chosen.quick)


def of_ours_alone(ours: Ours, chosen: argparse.Namespace) -> Iterator[Figures]:
    """Yield what has no counterpart in the peers: long pages and long lists."""
    with Helper("bench.documents.reading", ours.environment) as reading:
        if "page" in chosen.cases:
            say(f"page: {SECTIONS} sections")
            yield from long_page(ours, reading, chosen)
        if "list" in chosen.cases:
            say(f"list: {MANY_FILES} files")
            counts = (FEW_FILES, 1_000 if chosen.quick else MANY_FILES)
            yield from opening.long_lists(reading, counts, ours.cookies[0])


def long_page(ours: Ours, reading: Helper, chosen: argparse.Namespace) -> Iterator[Figures]:
    made = reading.ask("long_page", many=SECTIONS)
    yield from opening.server_side(reading, made["document"])
    others = reading.ask("other_pages")["paths"]
    with ours:
        ours.start()
        yield from opening.in_browser(ours, made["path"], times=1 if chosen.quick else 3, others=others)
        yield opening.opened_and_closed(ours, made["document"], made["path"], times=OPENED)


def measure(servers: list[Candidate], chosen: argparse.Namespace) -> Iterator[Figures]:
    yield from side_by_side(servers, chosen)
    for ours in servers:
        if isinstance(ours, Ours) and {"page", "list"} & set(chosen.cases):
            for figures in of_ours_alone(ours, chosen):
                yield {**figures, "load": load_average()}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default=",".join(CASES), help=f"some of {','.join(CASES)}")
    parser.add_argument("--only", default=",".join(LABELS), help=f"servers: some of {','.join(LABELS)}")
    parser.add_argument("--repeats", type=int, default=3, help="fewer than 3 make no median")
    parser.add_argument("--quick", action="store_true", help="a short text, a short session: shows that it works")
    chosen = parser.parse_args()
    chosen.cases, chosen.only = chosen.cases.split(","), chosen.only.split(",")
    if unknown := {*chosen.cases, *chosen.only} - {*CASES, *LABELS}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return chosen


def main() -> int:
    chosen = options()
    # Asked to stop, leave the blocks in order, so that no server stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise_limit_of_files()
    (ROOT / "var").mkdir(exist_ok=True)
    lines: list[Figures] = []
    # On the disk on which the demo keeps its data.
    with tempfile.TemporaryDirectory(prefix="bench-documents-", dir=ROOT / "var") as name:
        say("prepare: database and members")
        with candidates(Path(name), chosen.only) as servers:
            try:
                for figures in measure(servers, chosen):
                    lines.append(figures)
                    print(json.dumps({**figures, "quick": True} if chosen.quick else figures), flush=True)
            except Exception as failure:  # what was measured by then is worth its last line
                lines.append({"work": "all", "label": "ours", "failed": repr(failure)})
    last = last_line(lines)
    print(json.dumps(last), flush=True)
    for fault in last["faults"]:
        say(f"Not valid: {fault}")
    return 0 if last["valid"] else 1


if __name__ == "__main__":
    sys.exit(main())
