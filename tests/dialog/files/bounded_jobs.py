"""What the tests let run in a process of its own."""

import os
import sys
import time
from pathlib import Path

from dialog.files.bounded import TooMuch, Unreadable


def echo(payload: bytes | Path) -> bytes:
    sys.stdout.write("a library talks")
    return payload.read_bytes() if isinstance(payload, Path) else payload


def environment(_payload: bytes) -> bytes:
    return ",".join(sorted(os.environ)).encode()


def refuse(_payload: bytes) -> bytes:
    raise Unreadable("password")


def give_up(_payload: bytes) -> bytes:
    raise TooMuch("entries")


def fail(_payload: bytes) -> bytes:
    raise RuntimeError("secret details")


def grow(_payload: bytes) -> bytes:
    return bytes(500 * 1024 * 1024)


def spin(_payload: bytes) -> bytes:
    while True:
        pass


def sleep(_payload: bytes) -> bytes:
    time.sleep(600)
    return b""


def recurse(payload: bytes) -> bytes:
    sys.setrecursionlimit(1000)
    return recurse(payload)
