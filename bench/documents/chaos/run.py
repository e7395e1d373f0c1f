"""Kill servers while people type: python -m bench.documents.chaos.run [--kills N]. The last line judges."""

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.chat.chaos.victims import Victim
from bench.chat.helper import Helper
from bench.chat.kernel import load_average, raise_limit_of_files
from bench.chat.lab import clean_environment, say
from bench.chat.services import NoService, services
from bench.documents.chaos.ledger import Ledger, diverged, invented, judge
from bench.documents.chaos.mayhem import Scene, kill_again_and_again, stop_all, versions_unreadable
from bench.documents.chaos.namer import Namer
from bench.documents.chaos.people import Person
from bench.documents.chaos.stock import StockClient
from bench.documents.chaos.worker import Compactor, Worker
from bench.documents.wire import Address
from bench.processes import ROOT

WRITERS = 6
STOCK = WRITERS  # the number of the stock client
PACE = (0.08, 0.35)  # seconds between two tokens of one person
LOGS = ROOT / "var" / "log"
DEFAULT_KILLS = 200
PATIENCE = 60.0  # seconds for the last words, and for all copies to become one
Line = dict[str, Any]


@contextlib.contextmanager
def scene_for(mode: str, seed: int) -> Iterator[Scene]:
    """Prepare a mode: `sqlite` is one process, `services` two on PostgreSQL and Redis. Raises NoService."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-documents-", dir=ROOT / "var")))
        found = stack.enter_context(services()) if mode == "services" else None
        environment = clean_environment(folder, **(found.environment if found else {}))
        say(f"{mode}: prepare the database")
        helper = stack.enter_context(Helper("bench.documents.chaos.truth", environment))
        names = helper.ask("prepare")
        cookies = helper.ask("people", many=WRITERS + 3)["cookies"]
        page = helper.ask("page", title="Text unter widrigen Umständen")
        document = page["document"]
        victims = [Victim(environment, log_of(mode)) for _ in range(2 if found else 1)]
        late = [] if found else [Victim(environment, log_of(mode))]
        ledger, chance = Ledger(), random.Random(seed)
        path = f"/ws/dokumente/{document}/"

        def person(number: int, servers: list[Victim]) -> Person:
            doors = [Address(victim.port, path, cookies[number], names["with_saved"]) for victim in servers]
            return Person(number, doors, ledger, chance, PACE)

        people = [person(number, victims) for number in range(WRITERS)]
        newcomers = [person(STOCK + 1 + number, [victim]) for number, victim in enumerate((*victims, *late))]
        stock = StockClient(STOCK, Address(victims[0].port, path, cookies[STOCK], names["subprotocol"]), log_of(mode))
        namer = Namer([victim.port for victim in victims], page["path"], cookies[0], ledger, chance)
        worker, compactor = Worker(environment, log_of(mode)), Compactor(environment, document)
        scene = Scene(
            helper, document, victims, worker, compactor, people, ledger, chance, stock, namer, late, newcomers
        )
        stack.callback(stop_all, scene)
        yield scene


def log_of(mode: str) -> Path:
    """Return where the servers of a mode write what they have to say."""
    return LOGS / f"chaos-documents-{mode}.log"


async def go_through(scene: Scene, kills: int) -> Counter[str]:
    """Let it all happen; return what went wrong."""
    try:
        await asyncio.gather(*(victim.start() for victim in scene.victims))
        scene.worker.start()
        living = [asyncio.create_task(person.live()) for person in scene.people]
        writing = [asyncio.create_task(person.write()) for person in scene.people]
        writing.append(asyncio.create_task(scene.namer.keep_naming()))
        await scene.stock.start()
        await kill_again_and_again(scene, kills)
        for person in scene.people:
            person.stopping = True
        scene.namer.stopping = True
        scene.stock.stop_typing()
        await asyncio.gather(*writing)
        await asyncio.gather(*(victim.start() for victim in scene.late))
        living += [asyncio.create_task(person.live()) for person in scene.newcomers]
        wrong = await judge_all(scene)
        for person in (*scene.people, *scene.newcomers):
            person.leave()
        await asyncio.gather(*living)
        return wrong
    finally:
        await scene.stock.end()
        await scene.compactor.kill()
        stop_all(scene)


async def until(condition: Callable[[], bool]) -> bool:
    """Wait; return whether it came true in time."""
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    return condition()


async def judge_all(scene: Scene) -> Counter[str]:
    """Nothing new is typed: let the rest be acknowledged, then compare all copies with the database."""
    everybody = [*scene.people, *scene.newcomers]
    wrong = Counter(scene.wrong)
    if not await until(lambda: all(person.is_settled for person in everybody)):
        wrong["never acknowledged"] = sum(len(person.copy.waiting) for person in everybody)
    copies, stored = await one_text(scene, everybody)
    different = diverged(stored, copies)
    for name in different:
        say(f"another text: {name} ({len(copies[name])} characters, the database has {len(stored)})")
    wrong["diverged"] = len(different)
    wrong += judge(scene.ledger.known(), stored)
    wrong["invented"] = invented(scene.ledger, stored)
    wrong["versions"] = await versions_unreadable(scene)
    return +wrong


async def one_text(scene: Scene, everybody: list[Person]) -> tuple[dict[str, str], str]:
    """Give all copies their time to become the stored text; return them and it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        stored = (await scene.ask("stored", document=scene.document))["text"]
        copies = {f"person {person.number}": person.text for person in everybody}
        theirs = await scene.stock.has()
        copies["stock client"] = theirs["text"]
        if not diverged(stored, copies) or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.5)
    # It keeps its copy over all breaks, so each of its tokens must be there in the end.
    typed = {(STOCK, number) for number in range(theirs["typed"])}
    scene.ledger.typed |= typed
    scene.ledger.acked |= typed
    return copies, stored


def line_for(mode: str, scene: Scene, wrong: Counter[str], begin: float) -> Line:
    return {
        "case": "chaos-documents",
        "mode": mode,
        "kills": scene.kills,
        "acked": len(scene.ledger.acked) + len(scene.ledger.taken_acked),
        "lost": wrong.pop("lost", 0) + wrong.pop("returned", 0),
        "diverged": wrong.pop("diverged", 0),
        "doubled": wrong.pop("doubled", 0),
        "disordered": wrong.pop("disordered", 0),
        "unreadable_versions": wrong.pop("versions", 0),
        "other": dict(wrong),
        "seconds": round(time.monotonic() - begin),
        "people": WRITERS,
        "stock_clients": 1,
        "tracebacks_in_log": log_of(mode).read_text(errors="replace").count("Traceback (most recent call last)"),
        "counts": dict(sorted(scene.ledger.counts.items())),
    }


def run_mode(mode: str, kills: int, seed: int) -> Line:
    begin = time.monotonic()
    log_of(mode).unlink(missing_ok=True)
    with scene_for(mode, seed) as scene:
        wrong = asyncio.run(go_through(scene, kills))
        return line_for(mode, scene, wrong, begin)


def run_all(modes: list[str], kills: int, seed: int) -> Iterator[Line]:
    """Yield a line for each mode; where no service answers, its reason, and the other mode takes over its kills."""
    try:
        if "services" in modes:
            with services():
                pass
    except NoService as reason:
        yield {"case": "chaos-documents", "mode": "services", "skipped": str(reason)}
        modes = [mode for mode in modes if mode != "services"]
    for place, mode in enumerate(modes):
        share = kills // len(modes) + (kills % len(modes) if place == 0 else 0)
        yield run_mode(mode, share, seed)


SUMS = ("kills", "acked", "lost", "diverged", "doubled", "disordered", "unreadable_versions")


def last_line(lines: list[Line], seed: int) -> Line:
    """Return the sum of all modes that ran."""
    ran = [line for line in lines if "skipped" not in line]
    return {
        "case": "chaos-documents",
        **{name: sum(line[name] for line in ran) for name in SUMS},
        "other": dict(sum((Counter(line["other"]) for line in ran), Counter[str]())),
        "modes": [line["mode"] for line in ran],
        "skipped": [line["skipped"] for line in lines if "skipped" in line],
        "seed": seed,
        "load": load_average(),
    }


def is_well(line: Line) -> bool:
    """Tell whether something was tried and nothing went wrong."""
    return bool(line["kills"] and line["acked"]) and not line["other"] and not any(line[name] for name in SUMS[2:])


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=DEFAULT_KILLS)
    parser.add_argument("--mode", choices=("sqlite", "services", "both"), default="both")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="for the same order of events")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    # Asked to stop, leave the blocks in order, so that no server stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise_limit_of_files()
    LOGS.mkdir(parents=True, exist_ok=True)
    modes = ["sqlite", "services"] if chosen.mode == "both" else [chosen.mode]
    lines: list[Line] = []
    for line in run_all(modes, chosen.kills, chosen.seed):
        lines.append(line)
        print(json.dumps(line), flush=True)
    last = last_line(lines, chosen.seed)
    print(json.dumps(last), flush=True)
    return 0 if is_well(last) else 1


if __name__ == "__main__":
    sys.exit(main())
