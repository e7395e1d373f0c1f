"""The load generator, a process of its own without Django: python -m bench.chat.load, asked by bench.chat.helper."""

import asyncio
import gc
import json
import time
from collections.abc import Coroutine
from typing import Any

from bench.chat import phases
from bench.chat.figures import per_10k, percentile_ms
from bench.chat.helper import questions
from bench.chat.kernel import cpu_seconds, machine_busy, raise_limit_of_files
from bench.chat.listener import DIALECTS, TEXT_SIZE, Books, Listener
from bench.chat.tally import Tally

AT_ONCE = 20  # sockets that are opened together
DOUBLES_AFTER = 0.3  # seconds in which a second copy would still be noticed


class Load:
    """Listeners of one room of one server; the first few of them send."""

    def __init__(self) -> None:
        self.books = Books()
        self.listeners: list[Listener] = []
        self.senders: list[Listener] = []
        self.run = int(time.time()) % 100_000 * 100

    async def connect(self, *, dialect: str, port: int, path: str, many: list[dict[str, Any]], senders: int) -> Any:
        """Open one socket for each entry of `many` beside those that are open; return how long it took."""
        begin, loop, kind = time.monotonic(), asyncio.get_running_loop(), DIALECTS[dialect]
        for at in range(0, len(many), AT_ONCE):
            part = []
            for more in many[at : at + AT_ONCE]:
                index = len(self.listeners)
                listener = kind(index, self.books, sends=index < senders, port=port, path=path, **more)
                await loop.create_connection(lambda listener=listener: listener, "127.0.0.1", port)
                self.listeners.append(listener)
                part.append(listener)
            async with asyncio.timeout(60):
                await asyncio.gather(*(listener.ready for listener in part))
        self.senders = self.listeners[:senders]
        gc.collect()
        return {"seconds": round(time.monotonic() - begin, 2)}

    async def phase(
        self, *, kind: str, amount: float, seconds: float, pids: dict[str, list[int]], size: int = TEXT_SIZE
    ) -> dict[str, Any]:
        """Run one phase and return what was sent, heard and spent."""
        self.run += 1
        self.books.text_size = size
        self.books.tally = tally = Tally(self.run, len(self.listeners), len(self.senders))
        frames, closes = self.books.frames, self.books.closes.total()
        spent, begin = Spent(pids), time.monotonic()
        extra = await self._send(kind, amount, seconds)
        settled = await phases.drain(self.books, quiet=2.0, longest=20.0)
        spent.stop(max(tally.last_at / 1e9 - begin, seconds if kind == "steady" else 0.001))
        await asyncio.sleep(DOUBLES_AFTER)
        return {
            "sent": sum(tally.sent),
            "refused": dict(tally.refused),
            "heard": tally.received,
            "lost": tally.lost(),
            "doubled": tally.trouble["doubled"],
            "disordered": tally.trouble["disordered"],
            "settled": settled,
            **delays(tally),
            **spent.figures(tally.received),
            "frames": self.books.frames - frames,
            "closed": self.books.closes.total() - closes,
            "msg_s": round(sum(tally.sent) / spent.wall, 1),
            **extra,
        }

    async def _send(self, kind: str, amount: float, seconds: float) -> dict[str, Any]:
        if kind == "steady":
            late = await phases.steady(self.senders, self.books, amount, seconds)
            return {"late_ms": round(late * 1000, 1)}
        if kind == "window":
            return {"stalls": await phases.in_flight(self.senders, self.books, int(amount), seconds)}
        return {"unsent": await phases.burst(self.senders, self.books, int(amount), seconds)}

    async def close(self) -> dict[str, Any]:
        """Leave, all at once."""
        for listener in self.listeners:
            listener.transport.abort()
        return {}


def delays(tally: Tally) -> dict[str, Any]:
    ordered = sorted(tally.delays)
    return {f"{name}_ms": percentile_ms(ordered, share) for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))}


class Spent:
    """CPU-seconds of groups of processes, of this generator, and of everything else, between start and stop."""

    def __init__(self, pids: dict[str, list[int]]) -> None:
        self.pids, self.begin, self.wall = pids, time.monotonic(), 0.0
        self._at_begin = self._read()

    def _read(self) -> dict[str, float]:
        groups = {name: cpu_seconds(group) for name, group in self.pids.items()}
        return {**groups, "generator": time.process_time(), "machine": machine_busy()}

    def stop(self, wall: float) -> None:
        now = self._read()
        self.spent = {name: now[name] - before for name, before in self._at_begin.items()}
        self.real, self.wall = time.monotonic() - self.begin, wall

    def figures(self, deliveries: int) -> dict[str, Any]:
        """Return them per 10,000 deliveries, and as parts of one processor."""
        spent = self.spent
        known = sum(value for name, value in spent.items() if name != "machine")
        beside = {f"{name}_cpu_10k": per_10k(spent[name], deliveries) for name in self.pids if name != "server"}
        return {
            "cpu_10k": per_10k(spent["server"], deliveries),
            **beside,
            "server_util": round(spent["server"] / self.real, 2),
            "generator_util": round(spent["generator"] / self.real, 2),
            "other_util": round(max(0.0, spent["machine"] - known) / self.real, 2),
        }


async def main() -> None:
    """Answer until nobody asks any more; sockets are served between and during the answers."""
    read, reply = questions()
    load, loop = Load(), asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, read):
        question = json.loads(line)
        work: Coroutine[Any, Any, dict[str, Any]] = getattr(load, question.pop("ask"))(**question)
        try:
            reply(await work)
        except Exception as failure:
            reply({"failed": f"{type(failure).__name__}: {failure}"})


if __name__ == "__main__":
    raise_limit_of_files()
    gc.disable()  # a pause of the generator would look like one of the server
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
