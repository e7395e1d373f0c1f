"""Who breaks things: kills servers and the worker at random moments, sends everybody away, keeps versions."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.chat.chaos.victims import Victim
from bench.chat.helper import Answer, Helper, HelperFailed
from bench.chat.lab import say
from bench.documents.chaos.ledger import Ledger, judge
from bench.documents.chaos.namer import Namer
from bench.documents.chaos.people import Person
from bench.documents.chaos.stock import StockClient
from bench.documents.chaos.worker import Compactor, Worker

ALL_GONE_EVERY = 5  # after so many kills everybody leaves, and the log is drawn together
BOTH_EVERY = 7
VERSION_EVERY = 4
WORKER_TOO = 0.3  # how often the worker dies with a server
SAY_EVERY = 10


@dataclass
class Scene:
    """Everything that takes part."""

    helper: Helper
    document: int
    victims: list[Victim]
    worker: Worker
    compactor: Compactor
    people: list[Person]
    ledger: Ledger
    chance: random.Random
    stock: StockClient
    namer: Namer
    late: list[Victim]  # servers that are started at the end, beside the others
    newcomers: list[Person]  # come at the end, one to each server, and have nothing yet
    kills: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    versions: dict[int, str] = field(default_factory=dict)  # number -> digest of its text when it was made

    async def ask(self, question: str, **values: Any) -> Answer:
        return await asyncio.to_thread(self.helper.ask, question, **values)


async def kill_again_and_again(scene: Scene, kills: int) -> None:
    """Kill and start again until the number is reached, and look into the database after each kill."""
    begin = time.monotonic()
    while scene.kills < kills:
        turn = scene.ledger.counts["turns"] = scene.ledger.counts["turns"] + 1
        if turn % ALL_GONE_EVERY == 0:
            await send_all_away(scene)
        else:
            await asyncio.sleep(scene.chance.uniform(0.2, 1.5))
        await kill_once(scene, both=turn % BOTH_EVERY == 0)
        if turn % VERSION_EVERY == 0:
            await keep_version(scene, f"Stand {turn}")
        if turn % SAY_EVERY == 0:
            say(
                f"{scene.kills} of {kills} kills in {time.monotonic() - begin:.0f} s, "
                f"{len(scene.ledger.acked)} tokens acknowledged, {dict(scene.wrong) or 'nothing wrong'}"
            )


async def kill_once(scene: Scene, *, both: bool) -> None:
    """Kill one server or all, perhaps the worker; what was acknowledged must be stored. Then start them again."""
    chosen = scene.victims if both else [scene.chance.choice(scene.victims)]
    with_worker = scene.chance.random() < WORKER_TOO
    for victim in chosen:
        victim.kill()
    scene.kills += len(chosen)
    if with_worker:
        kill_worker(scene)
    await look_into_database(scene)
    if with_worker:
        scene.worker.start()
    await asyncio.gather(*(victim.start() for victim in chosen))
    for person in scene.people:
        person.come_back()


def kill_worker(scene: Scene) -> None:
    scene.worker.kill()
    scene.ledger.counts["worker killed"] += 1


async def look_into_database(scene: Scene) -> None:
    """Compare what is stored now with what was acknowledged before it is read."""
    known = scene.ledger.known()
    stored = await scene.ask("stored", document=scene.document)
    scene.wrong += judge(scene.ledger.known_before(known), stored["text"])
    scene.ledger.counts["rows seen"] = max(scene.ledger.counts["rows seen"], stored["rows"])


async def send_all_away(scene: Scene) -> None:
    """Who draws the log together while people type dies at it; then all leave, and the worker dies at the same."""
    await scene.compactor.start()
    await asyncio.sleep(scene.chance.uniform(0.2, 1.0))
    scene.ledger.counts["killed while compacting"] += await scene.compactor.kill()
    await look_into_database(scene)
    # So that enough lies there when they leave.
    await asyncio.sleep(scene.chance.uniform(0.5, 1.5))
    for person in scene.people:
        person.go_away()
    scene.ledger.counts["all gone"] += 1
    await asyncio.sleep(scene.chance.uniform(0.0, 0.4))
    kill_worker(scene)
    await look_into_database(scene)
    scene.worker.start()
    await asyncio.sleep(scene.chance.uniform(0.0, 0.7))


async def keep_version(scene: Scene, name: str) -> None:
    """Make a named version while people write, and note its text."""
    try:
        made = await scene.ask("keep_version", document=scene.document, name=name)
    except HelperFailed as failure:
        say(f"a version was not made: {failure}")
        scene.ledger.counts["versions not made"] += 1
        return
    scene.versions[made["number"]] = made["digest"]


async def versions_unreadable(scene: Scene) -> int:
    """Read every version; return how many cannot be read, are not there, or hold another text than when made.

    Also asked for are those that the page of versions said it had made.
    """
    found = await scene.ask("versions", document=scene.document, within=300)
    if found["unreadable"]:
        say(f"unreadable versions: {found['unreadable'][:3]}")
    digests = {int(number): digest for number, digest in found["digests"].items()}
    changed: int = sum(digests.get(number) != digest for number, digest in scene.versions.items())
    scene.ledger.counts["versions"] = len(digests)
    return len(found["unreadable"]) + changed + len(scene.namer.kept - set(found["names"]))


def stop_all(scene: Scene) -> None:
    for victim in (*scene.victims, *scene.late):
        victim.kill()
    scene.worker.kill()
