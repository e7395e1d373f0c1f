"""A bad network: passes connections on, but delays some, cuts some, and lets some hang without a word."""

import asyncio
import contextlib
import random
import socket
import struct
from collections import Counter
from collections.abc import Sequence

CHUNK = 65_536
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
HANG_SECONDS = 40.0  # then even a hanging connection is cut


class Fate:
    """What happens to one connection."""

    def __init__(self, chance: random.Random) -> None:
        self.name = chance.choices(("clean", "delayed", "cut", "hangs"), (60, 20, 12, 8))[0]
        self.delay = chance.uniform(0, 0.15) if self.name == "delayed" else 0.0
        self.after = chance.uniform(0, 4.0)  # seconds until it is cut or hangs


class Proxy:
    """Listens on a port of its own; each connection goes to one of the ports behind it."""

    def __init__(self, ports: Sequence[int], chance: random.Random) -> None:
        self.ports, self.chance, self.calm = list(ports), chance, False
        self.fates: Counter[str] = Counter()
        self.port = 0
        self._troubled: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._server.close()

    def be_calm(self, calm: bool) -> None:
        """From now on every connection is clean; the others end at once."""
        self.calm = calm
        if calm:
            for writer in list(self._troubled):
                reset(writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fate = Fate(self.chance)
        if self.calm:
            fate.name, fate.delay = "clean", 0.0
        self.fates[fate.name] += 1
        if fate.name != "clean":
            self._troubled.add(writer)
        try:
            there = await asyncio.open_connection("127.0.0.1", self.chance.choice(self.ports))
        except OSError:
            reset(writer)
            return
        finally:
            self._troubled.discard(writer)
        with contextlib.suppress(asyncio.CancelledError):  # the end of everything
            await self._while_it_lasts(fate, (reader, writer), there)

    async def _while_it_lasts(
        self,
        fate: Fate,
        here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        pumps = [asyncio.create_task(pump(here[0], there[1], fate)), asyncio.create_task(pump(there[0], here[1], fate))]
        if fate.name != "clean":
            self._troubled.add(here[1])
        limit = {"cut": fate.after, "hangs": fate.after}.get(fate.name)
        done, _pending = await asyncio.wait(pumps, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        if not done and fate.name == "hangs":
            await self._hang(pumps, here[1])
        for each in pumps:
            each.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        self._troubled.discard(here[1])
        # One side has ended: what it said last still arrives. Else the network is to blame.
        end = close if done else reset
        end(here[1])
        end(there[1])

    async def _hang(self, pumps: list[asyncio.Task[None]], writer: asyncio.StreamWriter) -> None:
        for each in pumps:
            each.cancel()
        for _ in range(int(HANG_SECONDS * 10)):
            if writer.transport.is_closing():
                return
            await asyncio.sleep(0.1)


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fate: Fate) -> None:
    """Pass on what comes, until one side has gone."""
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            if fate.delay:
                await asyncio.sleep(fate.delay)
            writer.write(data)
            await writer.drain()


def close(writer: asyncio.StreamWriter) -> None:
    """End a connection after what was written."""
    if not writer.transport.is_closing():
        writer.close()


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as a broken network does: at once, without a word."""
    if writer.transport.is_closing():
        return
    connection: socket.socket = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    writer.transport.abort()
