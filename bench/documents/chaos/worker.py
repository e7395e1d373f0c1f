"""What draws the log together and is killed at it: the background worker, and a process that does nothing else."""

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.processes import ROOT

READ_AT_ONCE = 65_536
# What `serve --worker` starts; its settings come with the environment.
COMMAND = [sys.executable, str(ROOT / "manage.py"), "run_huey", "--quiet", "--skip-checks"]


class Worker:
    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment, self.log = environment, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(COMMAND, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """End it without warning, in the middle of whatever it does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


class Compactor:
    """Draws the log together without a rest, for a moment; tells whether it died in the middle of it."""

    def __init__(self, environment: Mapping[str, str], document: int) -> None:
        self.environment, self.document = environment, document
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Return when it has begun."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bench.documents.chaos.compactor",
            str(self.document),
            cwd=ROOT,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        await self.process.stdout.read(1)

    async def kill(self) -> bool:
        """End it without warning just after it has begun again; tell whether it was still at it."""
        if self.process is None or self.process.stdout is None:
            return False
        # Half a second at most: it may wait for a lock.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                while (said := await self.process.stdout.read(READ_AT_ONCE)) and not said.endswith(b"b"):
                    pass
        if self.process.returncode is None:
            self.process.kill()
        rest = await self.process.stdout.read()
        await self.process.wait()
        self.process = None
        return not rest.endswith(b"e")
