"""Two people at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

WAIT = 10  # seconds, after which something waits that should not

needs_two_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time: there is nothing to wait for"
)


def at_once(*calls: Callable[[], Any]) -> list[Exception | None]:
    """Run calls in threads of their own, started together; return how each was refused, None where it was not."""
    barrier = threading.Barrier(len(calls))
    ends: list[Exception | None] = [RuntimeError("did not end")] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            call()
            ends[number] = None
        except Exception as error:
            ends[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def during(first: Callable[[], Any], second: Callable[[], Any], *, waits: float) -> tuple[bool, list[Exception | None]]:
    """Run `first`, and before its transaction ends `second` in another thread.

    `first` commits when `second` has ended, after `waits` seconds at the latest. Returns whether `second` ended before
    the commit, and how both ended, as `at_once` does.
    """
    begun, ended = threading.Event(), threading.Event()
    was_first: list[bool] = []

    def slow() -> None:
        try:
            with transaction.atomic():
                first()
                begun.set()
                was_first.append(ended.wait(waits))
        finally:
            begun.set()

    def quick() -> None:
        begun.wait()
        try:
            second()
        finally:
            ended.set()

    ends = at_once(slow, quick)
    return was_first == [True], ends
