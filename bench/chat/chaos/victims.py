"""The servers that are killed: each a Daphne process on a port of its own, with the database of the others."""

import asyncio
import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.chat.servers import NotStarted
from bench.processes import ROOT, free_port
from dialog.common.serving import DAPHNE_OPTIONS

START_SECONDS = 60.0
HEALTH = b"GET /gesundheit/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"


class Victim:
    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment, self.log, self.port = environment, log, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> float:
        """Start it; return when it answered. Raises NotStarted."""
        command = [sys.executable, "-m", "dialog.files.server", "-b", "127.0.0.1", "-p", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *DAPHNE_OPTIONS, "dialog.asgi:application"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not await self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(f"the server did not start, see {self.log.relative_to(ROOT)}")
            await asyncio.sleep(0.03)
        return time.monotonic()

    async def answers(self) -> bool:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(3):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    writer.write(HEALTH)
                    return b" 200 " in await reader.readline()
                finally:
                    writer.transport.abort()
        return False

    def kill(self) -> None:
        """End it without warning, as a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
