"""One person writes a long text, keystroke by keystroke, twenty read along; then what is stored and loaded again."""

import asyncio
import gzip
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.chat.kernel import load_average
from bench.documents import yjs
from bench.documents.client import Client
from bench.documents.servers import Candidate, Figures

TRACE = Path(__file__).with_name("automerge-paper.json.gz")
BATCH = 25  # keystrokes in one update
LARGEST_BUFFER = 262_144
SETTLE_SECONDS = 3.0
COLD_SECONDS = 15.0


@dataclass(frozen=True)
class Replay:
    """How the trace is replayed."""

    keystrokes: int | None = None  # None: all
    readers: int = 20
    per_second: float = 400.0  # updates; a person may send 500 frames a second
    cold_starts: int = 3
    seconds: float = 120.0  # after which it is given up


@dataclass(frozen=True)
class Script:
    """What the writer sends, and the text that comes of it."""

    updates: tuple[bytes, ...]
    final: str
    keystrokes: int


@cache
def script(keystrokes: int | None, *, is_product: bool) -> Script:
    """Type the trace into an empty document of this kind and keep the updates."""
    with gzip.open(TRACE) as file:
        trace = json.load(file)
    patches = [patch for transaction in trace["txns"] for patch in transaction["patches"]][:keystrokes]
    page, updates = yjs.Page(), list[bytes]()
    watch = page.observe(lambda event: updates.append(event.update))
    text = yjs.new_product_text(page) if is_product else yjs.peers_text(page)
    for begin in range(0, len(patches), BATCH):
        with page.transaction():
            _type(text, patches[begin : begin + BATCH])
    page.unobserve(watch)
    if keystrokes is None and str(text) != trace["endContent"]:
        raise SystemExit("Error: the trace was not replayed faithfully.")
    return Script(tuple(updates), str(text), len(patches))


def _type(text: yjs.Words, patches: Sequence[tuple[int, int, str]]) -> None:
    for position, deleted, inserted in patches:
        if deleted:
            del text[position : position + deleted]
        if inserted:
            text.insert(position, inserted)


class Run:
    """One replay on one server."""

    def __init__(self, candidate: Candidate, replay: Replay) -> None:
        self.candidate, self.replay = candidate, replay
        self.script = script(replay.keystrokes, is_product=candidate.label == "ours")
        self.document = candidate.new_document()
        self.figures: Figures = {
            "work": "trace",
            "label": candidate.label,
            "keystrokes": self.script.keystrokes,
            "updates": len(self.script.updates),
            "update_bytes": sum(map(len, self.script.updates)),
            "readers": replay.readers,
        }

    async def go(self) -> Figures:
        """Replay, close, look at what is stored, load it from fresh servers."""
        await self._replay()
        self.candidate.wait_for_compaction(self.document)
        self.figures["cpu_closed_s"] = round(self.candidate.cpu() - self.before, 3)
        self.candidate.stop()
        self.figures["stored_payload"] = self.candidate.stored_bytes(self.document)
        await self._load_cold()
        self.figures["load"] = load_average()
        return self.figures

    async def _replay(self) -> None:
        place = self.candidate.place
        readers = [await Client(place(self.document, n + 1)).open() for n in range(self.replay.readers)]
        writer = await Client(place(self.document, 0), applies=False).open()
        await asyncio.sleep(1)
        self.figures["rss_before_mb"] = round(self.candidate.rss_mb())
        mine, self.before, begin = time.process_time(), self.candidate.cpu(), time.perf_counter()
        await self._send(writer, begin)
        self.figures["converged"] = await self._converge(readers, begin)
        self.figures |= {
            "converged_s": round(time.perf_counter() - begin, 2),
            "cpu_s": round(self.candidate.cpu() - self.before, 3),
            "frames_out": sum(reader.wire.messages for reader in readers),
            "bytes_out": sum(reader.wire.bytes for reader in readers),
            "dropped": sum(reader.closed for reader in readers) + writer.closed,
            "driver_cpu_s": round(time.process_time() - mine, 2),
        }
        await asyncio.sleep(SETTLE_SECONDS)
        self.figures["cpu_settled_s"] = round(self.candidate.cpu() - self.before, 3)
        self.figures["rss_mb"] = round(self.candidate.rss_mb())
        for client in (*readers, writer):
            client.close()
        await asyncio.sleep(SETTLE_SECONDS)

    async def _send(self, writer: Client, begin: float) -> None:
        """Send update after update at the pace, as far as the socket takes them and there is time."""
        sent = 0
        for update in self.script.updates:
            writer.send_update(update)
            sent += 1
            while (ahead := begin + sent / self.replay.per_second - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            while sent % 20 == 0 and writer.wire.waiting_bytes > LARGEST_BUFFER and not writer.closed:
                await asyncio.sleep(0.005)
            if sent % 20 == 0:
                await asyncio.sleep(0)
            if writer.closed or time.perf_counter() - begin > self.replay.seconds:
                break
        self.figures |= {"sent_updates": sent, "sent_s": round(time.perf_counter() - begin, 2)}

    async def _converge(self, readers: list[Client], begin: float) -> int:
        """Wait until everybody has the text; return how many have."""
        done = 0
        while time.perf_counter() - begin < self.replay.seconds and not all(reader.closed for reader in readers):
            done = sum(reader.says(self.script.final) for reader in readers)
            if done == len(readers):
                break
            await asyncio.sleep(0.05)
        return done

    async def _load_cold(self) -> None:
        """Load the text a few times, each time from a server that has just been started; the best counts."""
        times, costs, good = list[float](), list[float](), 0
        for _start in range(self.replay.cold_starts):
            self.candidate.start()
            before, begin = self.candidate.cpu(), time.perf_counter()
            reader = Client(self.candidate.place(self.document, 0))
            await reader.open()
            while not (there := reader.says(self.script.final)) and time.perf_counter() - begin < COLD_SECONDS:
                await asyncio.sleep(0.002)
            times.append(time.perf_counter() - begin)
            costs.append(self.candidate.cpu() - before)
            good += there
            self.figures["cold_bytes"] = reader.wire.bytes
            reader.close()
            await asyncio.sleep(0.2)
            self.candidate.stop()
        self.figures |= {
            "cold_ok": good == self.replay.cold_starts,
            "cold_ms": round(min(times) * 1000, 1),
            "cold_cpu_s": round(min(costs), 3),
        }
