"""The stock client on Node.js, as a process that types by itself and says at the end what it has."""

import asyncio
import json
from pathlib import Path
from typing import Any, BinaryIO

from bench.chat.servers import node_program
from bench.documents.wire import Address

SCRIPT = Path(__file__).with_name("stock.mjs")
ANSWER_SECONDS = 20.0


class StockClient:
    def __init__(self, author: int, address: Address, log: Path) -> None:
        self.author, self.address, self.log = author, address, log
        self.process: asyncio.subprocess.Process

    async def start(self) -> None:
        folder, _slash, room = self.address.path.rstrip("/").rpartition("/")
        with self.log.open("ab") as log:
            await self._start(folder, room, log)

    async def _start(self, folder: str, room: str, log: BinaryIO) -> None:
        self.process = await asyncio.create_subprocess_exec(
            node_program(),
            str(SCRIPT),
            f"ws://127.0.0.1:{self.address.port}{folder}",
            room,
            self.address.cookie,
            f"http://127.0.0.1:{self.address.port}",
            self.address.subprotocol,
            str(self.author),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            limit=64 * 1024 * 1024,
        )

    def stop_typing(self) -> None:
        self._say("stop")

    async def has(self) -> dict[str, Any]:
        """Return its text, and how many tokens it has typed. Raises TimeoutError."""
        assert self.process.stdout is not None
        self._say("text")
        line = await asyncio.wait_for(self.process.stdout.readline(), ANSWER_SECONDS)
        found: dict[str, Any] = json.loads(line)
        return found

    def _say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word.encode() + b"\n")

    async def end(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
