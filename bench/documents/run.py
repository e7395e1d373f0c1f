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
from bench.documents import trace, typists
from bench.documents.servers import Candidate, Figures, Ours, peers
from bench.processes import ROOT

CASES = ("trace", "typing")
LABELS = ("ours", "hocuspocus", "y-websocket")
MEMBERS = 60
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
        ours = Ours(
            "ours", folder, environment=environment, helper=helper, cookies=cookies, subprotocol=names["subprotocol"]
        )
        yield [ours, *found]


def run_once(candidate: Candidate, work: str, *, quick: bool) -> Figures:
    """Start the server anew, let it do one kind of work, stop it."""
    with candidate:
        candidate.start()
        if work == "trace":
            replay = trace.Replay(keystrokes=QUICK_KEYSTROKES, cold_starts=1) if quick else trace.Replay()
            return asyncio.run(trace.Run(candidate, replay).go())
        session = typists.Session(seconds=5) if quick else typists.Session()
        return asyncio.run(typists.Run(candidate, session).go())


def measure(servers: list[Candidate], chosen: argparse.Namespace) -> Iterator[Figures]:
    """Yield what each run found: all servers in turn, again and again."""
    for _repeat in range(chosen.repeats):
        for work in ("trace", "typing"):
            for candidate in servers:
                if work in chosen.cases:
                    say(f"{work}: {candidate.label}")
                    yield run_once(candidate, work, quick=chosen.quick)


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
    # On the disk on which the demo keeps its data.
    with tempfile.TemporaryDirectory(prefix="bench-documents-", dir=ROOT / "var") as name:
        say("prepare: database and members")
        with candidates(Path(name), chosen.only) as servers:
            for figures in measure(servers, chosen):
                print(json.dumps(figures), flush=True)
    print(json.dumps({"case": "ratios", "load": load_average()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
