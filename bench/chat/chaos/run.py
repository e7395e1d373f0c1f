"""Kill servers while people write: python -m bench.chat.chaos.run [--kills N] [--seconds N]. The last line judges."""

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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.chat.chaos.channels import available
from bench.chat.chaos.ledger import Ledger, judge_database, judge_view, reach_times
from bench.chat.chaos.mayhem import (
    Scene,
    drop_bus_messages,
    keep_posting_outside,
    kill_servers,
    stop_all,
)
from bench.chat.chaos.people import Person
from bench.chat.chaos.proxy import Proxy
from bench.chat.chaos.victims import Victim
from bench.chat.chaos.web import Address
from bench.chat.kernel import load_average, raise_limit_of_files
from bench.chat.lab import World, clean_environment, say, world
from bench.chat.services import NoService, services
from bench.processes import ROOT

KINDS = ("socket", "socket", "socket", "socket", "socket", "socket", "stream", "polling")
LOGS = ROOT / "var" / "log"
DEFAULT_KILLS, DEFAULT_SECONDS = 200, 600.0
LAST_WORDS_SECONDS, CATCH_UP_SECONDS = 60.0, 60.0
Line = dict[str, Any]


async def assemble(scene: Scene) -> None:
    """Start servers and proxy, and let everybody in."""
    await asyncio.gather(*(victim.start() for victim in scene.victims))
    await scene.proxy.start()
    for number, kind in enumerate(KINDS):
        direct = Address(scene.victims[0].port, scene.where.room, scene.where.cookies[number])
        if not await available(kind, direct):
            say(f"The server has no {kind} yet (404); person {number} takes a socket.")
            kind = "socket"
        address = Address(scene.proxy.port, scene.where.room, scene.where.cookies[number])
        scene.people.append(Person(number, kind, address, scene.ledger, scene.chance))


async def go_through(scene: Scene, kills: int, seconds: float) -> dict[str, Any]:
    """Let it all happen; return the judgement."""
    try:
        await assemble(scene)
        living = [asyncio.create_task(person.live()) for person in scene.people]
        talking = [asyncio.create_task(person.talk()) for person in scene.people]
        breaking = [asyncio.create_task(keep_posting_outside(scene))]
        if scene.redis_url:
            breaking.append(asyncio.create_task(drop_bus_messages(scene)))
        await kill_servers(scene, kills, seconds)
        scene.proxy.be_calm(True)
        await last_words(scene, breaking, talking)
        for person in scene.people:
            await person.leave()
        await asyncio.gather(*living)
        return await judge(scene)
    finally:
        stop_all(scene.victims)
        scene.proxy.stop()


async def last_words(scene: Scene, breaking: list[asyncio.Task[None]], talking: list[asyncio.Task[None]]) -> None:
    """Nothing new is said; what is not acknowledged yet gets its time."""
    for person in scene.people:
        person.stopping = True
    scene.stopping = True
    await asyncio.gather(*breaking)
    done, pending = await asyncio.wait(talking, timeout=LAST_WORDS_SECONDS)
    scene.ledger.counts["never answered"] += len(pending)
    for task in pending:
        task.cancel()
    for task in done:
        task.result()


async def judge(scene: Scene) -> dict[str, Any]:
    """Let everybody come back once more, bring them up to date, and compare every view with the database."""
    truth = await asyncio.to_thread(scene.where.helper.ask, "truth", room=scene.where.room)
    newcomer = Person(len(scene.people), "socket", scene.people[0].address, scene.ledger, scene.chance)
    everybody = [*scene.people, newcomer]
    wrong = judge_database(scene.ledger, truth)
    for person in everybody:
        person.leaving = False
    living = [asyncio.create_task(person.live()) for person in everybody]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CATCH_UP_SECONDS):
            while any(person.view.number < truth["head"] for person in everybody):
                await asyncio.sleep(0.05)
    wrong["not up to date"] = sum(person.view.number < truth["head"] for person in everybody)
    for person in everybody:
        await person.leave()
    await asyncio.gather(*living)
    for person in everybody:
        found = judge_view(scene.ledger, truth, person.view)
        if found.total():
            say(f"person {person.number} ({person.kind}): {dict(+found)}")
        wrong += found
    wrong["never answered"] += scene.ledger.counts.pop("never answered")
    return {"wrong": +wrong, "stored": len(truth["stored"]), "head": truth["head"]}


def log_of(mode: str) -> Path:
    """Return where the servers of a mode write what they have to say."""
    return LOGS / f"chaos-live-{mode}.log"


def line_for(mode: str, scene: Scene, verdict: dict[str, Any], begin: float) -> Line:
    reach = sorted(seen - acked for acked, seen in reach_times(scene.ledger, scene.views).values())
    wrong: Counter[str] = verdict["wrong"]
    return {
        "case": "chaos",
        "mode": mode,
        "kills": scene.kills,
        "seconds": round(time.monotonic() - begin),
        "acked": len(scene.ledger.acked()),
        "stored": verdict["stored"],
        **{name: wrong.pop(name, 0) for name in ("lost", "doubled", "disordered")},
        "other": dict(wrong),
        "not_healed": scene.not_healed,
        "heal_max_s": max(scene.heals, default=None),
        "silence_max_s": max(scene.silences, default=None),
        "heals": len(scene.heals),
        "reach_p50_s": round(reach[len(reach) // 2], 3) if reach else None,
        "reach_max_s": round(reach[-1], 1) if reach else None,
        "people": dict(Counter(person.kind for person in scene.people)),
        "network": dict(scene.proxy.fates),
        "gaps": sum(view.gaps for view in scene.views),
        "reloads": sum(view.reloads for view in scene.views),
        "tracebacks_in_log": log_of(mode).read_text(errors="replace").count("Traceback (most recent call last)"),
        "counts": dict(sorted(scene.ledger.counts.items())),
    }


@contextlib.contextmanager
def scene_for(mode: str, seed: int) -> Iterator[Scene]:
    """Prepare a mode: `sqlite` is one process, `services` two on PostgreSQL and Redis. Raises NoService."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-live-", dir=ROOT / "var")))
        found = stack.enter_context(services()) if mode == "services" else None
        environment = clean_environment(folder, **(found.environment if found else {}))
        say(f"{mode}: prepare the database")
        where: World = stack.enter_context(world(environment, len(KINDS) + 2))
        victims = [Victim(environment, log_of(mode)) for _ in range(2 if found else 1)]
        stack.callback(stop_all, victims)
        chance = random.Random(seed)
        proxy = Proxy([victim.port for victim in victims], chance)
        scene = Scene(where, victims, proxy, [], Ledger(), chance)
        if found:
            scene.own_redis, scene.redis_url = found.own_redis, found.redis_url
        yield scene


def wanted_modes(mode: str) -> list[str]:
    return ["sqlite", "services"] if mode == "both" else [mode]


def without_services(mode: str) -> Iterator[Line]:
    """Yield a line with the reason when the services do not answer; the other mode takes over their kills."""
    try:
        if "services" in wanted_modes(mode):
            with services():
                return
    except NoService as reason:
        line = {"case": "chaos", "mode": "services", "skipped": str(reason)}
        print(json.dumps(line), flush=True)
        yield line


def run_mode(mode: str, kills: int, seconds: float, seed: int) -> Line:
    begin = time.monotonic()
    LOGS.mkdir(parents=True, exist_ok=True)
    log_of(mode).write_text("")
    with scene_for(mode, seed) as scene:
        verdict = asyncio.run(go_through(scene, kills, seconds))
        return line_for(mode, scene, verdict, begin)


def last_line(lines: list[Line], seed: int) -> Line:
    ran = [line for line in lines if "skipped" not in line]
    sums = ("kills", "acked", "lost", "doubled", "disordered", "not_healed", "seconds")
    total: Line = {name: sum(line[name] for line in ran) for name in sums}
    other: Counter[str] = sum((Counter(line["other"]) for line in ran), Counter())
    total["other"] = dict(other)
    for name in ("heal_max_s", "silence_max_s"):
        total[name] = max((line[name] for line in ran if line[name] is not None), default=None)
    well = bool(ran) and not any(total[name] for name in ("lost", "doubled", "disordered", "not_healed", "other"))
    total["modes"] = {line["mode"]: line.get("skipped", "ran") for line in lines}
    return {"case": "chaos-live", **total, "well": well, "seed": seed, "load": load_average()}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, help=f"kills in all (default {DEFAULT_KILLS} in {DEFAULT_SECONDS:.0f} s)")
    parser.add_argument("--seconds", type=float, help="at least so long (default with --kills: as long as it takes)")
    parser.add_argument("--mode", choices=("both", "sqlite", "services"), default="both")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000, help="of all chance")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    kills = chosen.kills or DEFAULT_KILLS
    seconds = chosen.seconds if chosen.seconds is not None else (0.0 if chosen.kills else DEFAULT_SECONDS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise_limit_of_files()
    lines = [*without_services(chosen.mode)]
    modes = [mode for mode in wanted_modes(chosen.mode) if mode not in {line["mode"] for line in lines}]
    while modes:
        mode, share = modes.pop(0), 1 / (len(modes) + 1)
        done = sum(line.get("kills", 0) for line in lines)
        spent = sum(line.get("seconds", 0) for line in lines)
        line = run_mode(mode, max(1, round((kills - done) * share)), max(0.0, seconds - spent) * share, chosen.seed)
        lines.append(line)
        print(json.dumps(line), flush=True)
    last = last_line(lines, chosen.seed)
    print(json.dumps(last), flush=True)
    return 0 if last["well"] else 1


if __name__ == "__main__":
    sys.exit(main())
