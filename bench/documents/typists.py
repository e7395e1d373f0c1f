"""Fifty people type into one text at once, each with a caret that moves: how long until the others see a letter."""

import asyncio
import json
import random
import time
from dataclasses import dataclass

from bench.chat.kernel import load_average
from bench.documents import yjs
from bench.documents.client import Client
from bench.documents.servers import Candidate, Figures

SEED = 7
Letter = tuple[int, int]  # Yjs client and clock


@dataclass(frozen=True)
class Session:
    """Who types how much."""

    writers: int = 50
    per_second: float = 5.0  # letters of each
    seconds: float = 20.0
    probes: int = 5  # writers that apply at once and take the time; the others apply at the end
    given_up_after: float = 120.0


def caret_state(client: int, clock: int, root: str) -> str:
    """Return what an editor says about its caret: who, and where as Yjs writes it."""
    end = {"type": None, "tname": root, "item": {"client": client, "clock": clock}, "assoc": 0}
    user = {"name": "Anna Muster", "color": "#f783ac"}
    return json.dumps({"user": user, "cursor": {"anchor": end, "head": end}})


class Stopwatch:
    """When each letter was typed, and how long until a probe had it."""

    def __init__(self) -> None:
        self.typed: dict[Letter, float] = {}
        self.seconds: list[float] = []
        self._known: dict[int, dict[int, int]] = {}

    def look(self, probe: Client) -> None:
        """A probe has applied something: which letters are new to it?"""
        now = time.perf_counter()
        known = self._known.setdefault(probe.page.client_id, {})
        for client, clock in yjs.state_vector(probe.page.get_state()).items():
            old = known.get(client, 0)
            known[client] = clock
            if client != probe.page.client_id:
                moments = (self.typed.get((client, number)) for number in range(old, clock))
                self.seconds += [now - moment for moment in moments if moment is not None]

    def wanted(self) -> dict[int, int]:
        """Return how far everybody must have come who has all letters."""
        found = dict[int, int]()
        for client, clock in self.typed:
            found[client] = max(found.get(client, 0), clock + 1)
        return found

    def milliseconds(self, share: float) -> float | None:
        ordered = sorted(self.seconds)
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) if ordered else None


class Run:
    """One session on one server."""

    def __init__(self, candidate: Candidate, session: Session) -> None:
        self.candidate, self.session = candidate, session
        self.root = "content" if candidate.label == "ours" else yjs.PEERS_FIELD
        self.document = candidate.new_document()
        self.watch = Stopwatch()
        self.chance = random.Random(SEED)

    async def go(self) -> Figures:
        await self._begin_text()
        clients = [await self._open(person) for person in range(self.session.writers)]
        await asyncio.sleep(1)
        mine, before, begin = time.process_time(), self.candidate.cpu(), time.perf_counter()
        await asyncio.gather(*(self._write(client, begin) for client in clients))
        typed = time.perf_counter() - begin
        converged = await self._converge(clients, begin)
        figures = {
            "converged": converged,
            "converged_s": round(time.perf_counter() - begin, 2),
            "cpu_s": round(self.candidate.cpu() - before, 3),
            "driver_cpu_s": round(time.process_time() - mine, 2),
            "typed_s": round(typed, 2),
        }
        figures = {**self._conditions(), **figures, **self._figures(clients)}
        for client in clients:
            client.close()
        await asyncio.sleep(0.5)
        return figures

    async def _begin_text(self) -> None:
        """Put a paragraph into the product's empty page, and wait until whoever comes is given it."""
        place = self.candidate.place(self.document, self.session.writers)
        host = await Client(place).open()
        if place.is_product:
            yjs.new_product_text(host.page)
            host.send_typed()
            while (await self._text_for_a_guest()) is None:
                await asyncio.sleep(0.05)
        host.close()

    async def _text_for_a_guest(self) -> yjs.Words | None:
        guest = await Client(self.candidate.place(self.document, 0)).open()
        guest.close()
        return guest.text

    async def _open(self, person: int) -> Client:
        is_probe = person < self.session.probes
        look = self.watch.look if is_probe else None
        return await Client(self.candidate.place(self.document, person), applies=is_probe, on_applied=look).open()

    async def _write(self, client: Client, begin: float) -> None:
        """Type letter after letter at one's own place, with the caret behind it."""
        period = 1 / self.session.per_second
        begin += self.chance.random() * period
        text, me = client.text, client.page.client_id
        assert text is not None
        place, number = len(text), 0
        while not client.closed and (due := begin + number * period) < begin + self.session.seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.watch.typed[me, number] = time.perf_counter()
            text.insert(min(len(text), place), "x")
            client.send_typed()
            client.send_caret(number + 1, caret_state(me, number, self.root))
            place, number = place + 1, number + 1

    async def _converge(self, clients: list[Client], begin: float) -> int:
        """Wait until everybody has every letter; return how many have."""
        wanted, done = self.watch.wanted(), 0
        while time.perf_counter() - begin < self.session.given_up_after and done < len(clients):
            await asyncio.sleep(0.1)
            for client in clients:
                client.settle()
            vectors = [yjs.state_vector(client.page.get_state()) for client in clients]
            done = sum(wanted.items() <= vector.items() for vector in vectors)
        return done

    def _conditions(self) -> Figures:
        return {
            "work": "typing",
            "label": self.candidate.label,
            "writers": self.session.writers,
            "cps": self.session.per_second,
            "seconds": self.session.seconds,
            "awareness": True,
        }

    def _figures(self, clients: list[Client]) -> Figures:
        letters = len(self.watch.typed)
        return {
            "keystrokes": letters,
            "samples": len(self.watch.seconds),
            "expected": letters * self.session.probes * (self.session.writers - 1) // self.session.writers,
            "p50_ms": self.watch.milliseconds(0.5),
            "p99_ms": self.watch.milliseconds(0.99),
            "max_ms": self.watch.milliseconds(1),
            "frames_out": sum(client.wire.messages for client in clients),
            "bytes_out": sum(client.wire.bytes for client in clients),
            "dropped": sum(client.closed for client in clients),
            "rss_mb": round(self.candidate.rss_mb()),
            "same_text": len({str(client.text) for client in clients}) == 1,
            "load": load_average(),
        }
