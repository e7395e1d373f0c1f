"""Who breaks things: kills servers at random moments, kills Redis, cuts its subscribers, posts past the bus."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import redis

from bench.chat.chaos.ledger import Ledger, Sent, all_saw
from bench.chat.chaos.people import Person
from bench.chat.chaos.proxy import Proxy
from bench.chat.chaos.victims import Victim
from bench.chat.chaos.view import View
from bench.chat.helper import HelperFailed
from bench.chat.lab import World, say
from bench.chat.services import OwnRedis

OUTSIDE = -1  # the "person" who posts from another process
CALM_EVERY = 10  # after so many kills the network is good for a while, and the time to heal is taken
CALM_SECONDS = 30.0
BOTH_EVERY = 7
REDIS_EVERY = 9


@dataclass
class Scene:
    """Everything that takes part."""

    where: World
    victims: list[Victim]
    proxy: Proxy
    people: list[Person]
    ledger: Ledger
    chance: random.Random
    own_redis: OwnRedis | None = None
    redis_url: str = ""
    kills: int = 0
    stopping: bool = False
    heals: list[float] = field(default_factory=list)
    silences: list[float] = field(default_factory=list)
    not_healed: int = 0
    silence: asyncio.Lock = field(default_factory=asyncio.Lock)  # who holds it is the only one to post outside
    outside: asyncio.Lock = field(default_factory=asyncio.Lock)  # one question at a time

    @property
    def views(self) -> list[View]:
        return [person.view for person in self.people]


async def kill_servers(scene: Scene, kills: int, seconds: float) -> None:
    """Kill and start again until both the number and the time are reached, the kills spread over the time."""
    end, starting = time.monotonic() + seconds, 2.0
    for number in range(1, kills + 1):
        share = (end - time.monotonic()) / (kills - number + 1) - starting
        await asyncio.sleep(min(20.0, scene.chance.expovariate(1 / max(share, 1.0)) + 0.1))
        calm = number % CALM_EVERY == 0 or number == kills
        if calm:
            scene.proxy.be_calm(True)
        if scene.own_redis and number % REDIS_EVERY == 0:
            await restart_redis(scene)
        begin = time.monotonic()
        back = await kill_once(scene, both=calm or number % BOTH_EVERY == 0)
        starting = 0.8 * starting + 0.2 * (back - begin)
        if calm:
            await time_to_heal(scene, back)
            await break_the_silence(scene)
            scene.proxy.be_calm(False)
            say(
                f"{number} of {kills} kills, {len(scene.ledger.sent)} messages, healed in {scene.heals[-1:]} s, "
                f"a message into silence arrived in {scene.silences[-1:]} s"
            )
    await asyncio.sleep(max(0.0, end - time.monotonic()))


async def kill_once(scene: Scene, *, both: bool) -> float:
    """Kill one server or all; return when it, or the last one, answered again."""
    chosen = scene.victims if both else [scene.chance.choice(scene.victims)]
    for victim in chosen:
        victim.kill()
    scene.kills += len(chosen)
    await asyncio.sleep(scene.chance.uniform(0, 0.5))
    return max(await asyncio.gather(*(victim.start() for victim in chosen)))


async def time_to_heal(scene: Scene, back: float) -> None:
    """Take the time from when the servers are back until everybody saw what was acknowledged up to a second later.

    One of these messages is posted from another process at once, so that no bus in memory carries it.
    """
    await post_outside(scene)
    await asyncio.sleep(max(0.0, back + 1.0 - time.monotonic()))
    if (last := await seen_by_all(scene, set(scene.ledger.acked()))) is not None:
        scene.heals.append(round(max(0.0, last - back), 2))


async def seen_by_all(scene: Scene, clients: set[str]) -> float | None:
    """Wait until everybody has seen these messages; return when that was, or None (counted) when it takes too long."""
    end = time.monotonic() + CALM_SECONDS
    while not all_saw(scene.ledger, scene.views, clients):
        await asyncio.sleep(0.02)
        if time.monotonic() > end:
            scene.not_healed += 1
            return None
    return max((view.seen_at[client] for client in clients for view in scene.views), default=0.0)


async def break_the_silence(scene: Scene) -> None:
    """Nobody writes; then one message that no bus carries, and after which nothing comes that would show the gap."""
    for person in scene.people:
        person.may_talk.clear()
    end = time.monotonic() + CALM_SECONDS
    while not all(person.is_silent and person.online.is_set() for person in scene.people) and time.monotonic() < end:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    if scene.redis_url:
        await asyncio.to_thread(cut_subscribers, scene.redis_url)
    async with scene.silence:
        client = await post_outside(scene)
        stored = scene.ledger.sent[client].acked_at
        if (last := await seen_by_all(scene, {client})) is not None and stored is not None:
            scene.silences.append(round(max(0.0, last - stored), 2))
    for person in scene.people:
        person.may_talk.set()


async def restart_redis(scene: Scene) -> None:
    """Kill Redis, leave it dead for a moment, start it with nothing in it."""
    assert scene.own_redis is not None
    scene.own_redis.kill()
    await asyncio.sleep(scene.chance.uniform(0.2, 1.5))
    await asyncio.to_thread(scene.own_redis.start)
    scene.ledger.counts["redis killed"] += 1


async def drop_bus_messages(scene: Scene) -> None:
    """Cut the subscribers of Redis again and again: what is published then is lost to them."""
    while not scene.stopping:
        await asyncio.sleep(scene.chance.uniform(1, 4))
        scene.ledger.counts["subscribers cut"] += await asyncio.to_thread(cut_subscribers, scene.redis_url)


def cut_subscribers(url: str) -> int:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1) as client:
            return int(client.client_kill_filter(_type="pubsub"))
    except redis.RedisError:
        return 0


async def keep_posting_outside(scene: Scene) -> None:
    while not scene.stopping:
        async with scene.silence:
            await post_outside(scene)
        await asyncio.sleep(scene.chance.uniform(0.5, 2.5))


async def post_outside(scene: Scene) -> str:
    """Post one message through the action in another process, again until it is stored; return its UUID."""
    async with scene.outside:
        number = scene.ledger.counts["posted outside"]
        scene.ledger.counts["posted outside"] += 1
        client, text = str(uuid4()), f"~{OUTSIDE}.{number}~ aus einem anderen Prozess"
        note = scene.ledger.sent[client] = Sent(OUTSIDE, number, {text})
        person = scene.where.people[-1]
        while note.acked_at is None:
            try:
                answer = await asyncio.to_thread(
                    scene.where.helper.ask, "post", room=scene.where.room, person=person, text=text, client=client
                )
            except HelperFailed:
                scene.ledger.counts["outside without an answer"] += 1
                await asyncio.sleep(0.2)
            else:
                note.position, note.acked_at = answer["position"], time.monotonic()
        return client


def stop_all(victims: Sequence[Victim]) -> None:
    for victim in victims:
        victim.kill()
