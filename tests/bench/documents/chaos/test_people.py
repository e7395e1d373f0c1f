"""The drivers against servers that lie: what a server says it has stored is looked for."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.server import serve

from bench.documents import yjs
from bench.documents.chaos.ledger import Ledger, diverged, judge
from bench.documents.chaos.people import Person
from bench.documents.wire import Address
from realtime.editing.protocol import Ask, Edit, answer_frame, ask_frame, decode, refused_frame, saved_frame

SECONDS = 20


class Liar:
    """Says that everything is saved, and keeps every n-th update."""

    def __init__(self, keeps_every: int) -> None:
        self.keeps_every, self.edits = keeps_every, 0
        self.page = yjs.Page()
        yjs.new_product_text(self.page)

    async def talk(self, socket: Any) -> None:
        await socket.send(ask_frame(self.page.get_state()))
        handled = 0
        async for frame in socket:
            message = decode(frame)
            if isinstance(message, Ask):
                await socket.send(answer_frame(self.page.get_update(message.vector)))
            if isinstance(message, Edit):
                handled, self.edits = handled + 1, self.edits + 1
                if self.edits % self.keeps_every == 0:
                    self.page.apply_update(message.update)
                await self.answer(socket, handled)

    async def answer(self, socket: Any, handled: int) -> None:
        await socket.send(saved_frame(handled, handled))


class Refuser(Liar):
    """Refuses everything, and counts as if the next thing were saved."""

    async def answer(self, socket: Any, handled: int) -> None:
        await socket.send(refused_frame(handled, "gap"))
        await socket.send(saved_frame(handled + 1, 1))


@asynccontextmanager
async def talking_to(server: Liar, ledger: Ledger) -> AsyncIterator[tuple[Person, Person]]:
    """Give somebody who types, and a newcomer who is not there yet."""
    async with serve(server.talk, "127.0.0.1", 0, compression=None) as listening:
        address = Address(listening.sockets[0].getsockname()[1], "/")
        people = [Person(number, [address], ledger, random.Random(number), (0.001, 0.002)) for number in (0, 1)]
        tasks = [asyncio.create_task(people[0].live()), asyncio.create_task(people[0].write())]
        try:
            yield people[0], people[1]
        finally:
            for person in people:
                person.stopping = True
                person.leave()
            await asyncio.gather(*tasks)


async def until(condition: Any) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


async def settle(person: Person, newcomer: Person) -> asyncio.Task[None]:
    """Let the one stop and be acknowledged, and the other one come."""
    person.stopping = True
    await until(lambda: person.is_settled)
    coming = asyncio.create_task(newcomer.live())
    await until(lambda: newcomer.is_open)
    return coming


async def test_what_an_honest_server_keeps_is_found() -> None:
    ledger = Ledger()
    async with talking_to(Liar(keeps_every=1), ledger) as (person, newcomer):
        await until(lambda: len(ledger.acked) > 20)
        coming = await settle(person, newcomer)
        assert not judge(ledger.known(), newcomer.text)
        assert diverged(newcomer.text, {"person": person.text}) == []
        newcomer.leave()
        await coming


async def test_a_server_that_acknowledges_and_loses_is_caught() -> None:
    ledger = Ledger()
    # The first is the answer to its question, before anything is typed.
    async with talking_to(Liar(keeps_every=10**9), ledger) as (person, newcomer):
        await until(lambda: len(ledger.acked) > 20)
        coming = await settle(person, newcomer)
        assert judge(ledger.known(), newcomer.text) == {"lost": len(ledger.acked - ledger.taken)}
        assert diverged(newcomer.text, {"person": person.text}) == ["person"]
        newcomer.leave()
        await coming


async def test_what_was_refused_does_not_count_as_acknowledged() -> None:
    ledger = Ledger()
    async with talking_to(Refuser(keeps_every=1), ledger):
        await until(lambda: len(ledger.typed) > 20)
    assert ledger.acked == set()
    assert ledger.counts["refused: gap"] > 10
