"""Where live connections meet the database: one thread that writes, a few that read.

The writer takes what waits and commits it together (group commit): one flush to disk for many messages. Each call
runs in a savepoint of its own, so a refused one leaves the others alone. A result is handed back after the commit.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, close_old_connections, connections, transaction

from dialog.common.errors import TooFast

logger = logging.getLogger("dialog.live")
Result = TypeVar("Result")
MAX_BATCH = 64
MAX_WAITING = 5_000
READERS = 4


@dataclass(slots=True)
class Job:
    call: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    value: Any = None
    failure: BaseException | None = None

    def run(self) -> None:
        """Run the call and keep what came of it."""
        try:
            self.value, self.failure = self.call(), None
        except Exception as failure:
            self.failure = failure

    def run_in_savepoint(self) -> None:
        """Run the call so that its failure undoes only itself."""
        try:
            with transaction.atomic():
                self.value, self.failure = self.call(), None
        except Exception as failure:
            self.failure = failure

    def finish(self) -> None:
        """Tell who waits what came of it; on their event loop."""
        if self.future.done():
            return
        if self.failure is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(self.failure)


def settle(jobs: list[Job]) -> None:
    """Hand the outcomes to the event loops that wait for them, each woken once; one that has ended waits no more."""
    for loop in {job.loop for job in jobs}:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_finish_all, [job for job in jobs if job.loop is loop])


def _finish_all(jobs: list[Job]) -> None:
    for job in jobs:
        job.finish()


def read_batch(jobs: list[Job]) -> None:
    """Run reads one after the other, each as soon as it can be."""
    for job in jobs:
        job.run()
        settle([job])


def write_batch(jobs: list[Job]) -> None:
    """Commit what all jobs write in one transaction. If the commit fails, each one is told so."""
    try:
        with transaction.atomic():
            for job in jobs:
                job.run_in_savepoint()
            # Lost with its savepoints (connection broken, disk full): Django would roll back without a word.
            if transaction.get_rollback():
                raise OperationalError("the transaction was lost")
    except Error as failure:
        for job in jobs:
            job.failure = failure
    settle(jobs)


class Pool:
    """Threads that take jobs from one queue; each has a database connection of its own."""

    def __init__(
        self, name: str, *, threads: int, batch: int, work: Callable[[list[Job]], None], connects: bool = False
    ) -> None:
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.batch, self.work, self.connects = batch, work, connects
        self.threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self.threads:
            thread.start()

    def submit(self, call: Callable[[], Result]) -> "asyncio.Future[Result]":
        """Queue a call, behind those queued before, and return what will hold its result or what it raises.

        Raises TooFast when too much waits.
        """
        if self.jobs.qsize() > MAX_WAITING:
            raise TooFast
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self.jobs.put(Job(call, loop, future))
        return future

    def stop(self) -> None:
        """Finish what waits, close the database connections, end the threads."""
        for _thread in self.threads:
            self.jobs.put(None)
        for thread in self.threads:
            thread.join()

    def _run(self) -> None:
        if self.connects:
            with suppress(Error):  # away just now: whoever comes first will see
                connections[DEFAULT_DB_ALIAS].ensure_connection()
        going = True
        while going:
            jobs, going = self._take()
            if jobs:
                self._work(jobs)
        connections.close_all()

    def _work(self, jobs: list[Job]) -> None:
        """Do the jobs. Whatever happens, they are told and the thread lives on: others wait for it."""
        try:
            close_old_connections()
            self.work(jobs)
        except Exception as failure:
            logger.error("a batch failed: %s", type(failure).__name__)
            for job in jobs:
                job.failure = failure
            settle(jobs)

    def _take(self) -> tuple[list[Job], bool]:
        """Wait for one job, then take what else waits, at most a batch. False when told to stop."""
        jobs: list[Job] = []
        job = self.jobs.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) >= self.batch:
                return jobs, True
            try:
                job = self.jobs.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False


_lock = threading.Lock()
_pools: dict[str, Pool] = {}


def _pool(name: str, *, connects: bool = False) -> Pool:
    with _lock:
        if name not in _pools:
            writes = name == "writer"
            _pools[name] = Pool(
                name,
                threads=1 if writes else READERS,
                batch=MAX_BATCH if writes else 1,
                work=write_batch if writes else read_batch,
                connects=connects,
            )
        return _pools[name]


def start_threads() -> None:
    """Start all threads and open their database connections now, so that no visitor waits for it."""
    for name in ("reader", "writer"):
        _pool(name, connects=True)


async def read(function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Run a query in a reader thread and return its result."""
    return await _pool("reader").submit(lambda: function(*args, **kwargs))


async def write(function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Run an action in the writer thread; returns after its commit. Raises what the action raises."""
    return await _pool("writer").submit(lambda: function(*args, **kwargs))


def submit_write(function: Callable[[], Result]) -> "asyncio.Future[Result]":
    """Queue an action for the writer thread, in the order of the calls; the future is done after its commit."""
    return _pool("writer").submit(function)


def stop_threads() -> None:
    """End all threads and their database connections (at the end of the process, or of a test)."""
    with _lock:
        pools = list(_pools.values())
        _pools.clear()
    for pool in pools:
        pool.stop()
