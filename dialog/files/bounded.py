"""Work on files from strangers, done in a process of its own that may neither grow nor run for long.

A parser that a hostile file leads astray takes that process with it and nothing else. The function runs without
settings, database and environment; what it may import is its own affair, the parent loads none of it.
"""

import importlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = BoundedSemaphore(2)  # such processes for each process of ours: as many as a small server has cores
_UNREADABLE, _TOO_MUCH = 3, 4
_REASON_LIMIT = 1000
_MB = 1024 * 1024


class BoundedError(Exception):
    """The work was not done; `reason` is a short word of the function's own, or empty."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class Unreadable(BoundedError):
    """The content is not what it should be. Functions raise it with a reason; any other error counts as it too."""


class TooMuch(BoundedError):
    """The content wants more memory, time or output than it gets. Functions may raise it with a reason."""


def run_bounded(function_path: str, payload: bytes | Path, *, seconds: int, memory_mb: int, output_limit: int) -> bytes:
    """Return what `function_path` ("package.module.function") makes of `payload`, run in a fresh process.

    The function takes bytes or a Path, as given, and returns bytes. It gets `seconds` of CPU time (and three times as
    much by the clock), `memory_mb` of address space, Python and its libraries (about 60 MB) included, and may write
    `output_limit` bytes, also to files. At most two such processes run at once for each process of ours; others wait.

    Raises Unreadable where it fails and TooMuch where it goes over a bound or finds no turn in time.
    """
    if not _AT_ONCE.acquire(timeout=3 * seconds):
        raise TooMuch("busy")
    try:
        return _run(function_path, payload, seconds, memory_mb, output_limit)
    finally:
        _AT_ONCE.release()


def _run(function_path: str, payload: bytes | Path, seconds: int, memory_mb: int, output_limit: int) -> bytes:
    source = str(payload.resolve()) if isinstance(payload, Path) else ""
    bounds = [str(seconds), str(memory_mb), str(output_limit)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as result:
        if isinstance(payload, bytes):
            given.write(payload)
            given.seek(0)
        command = [sys.executable, "-B", "-E", "-s", "-m", "dialog.files.bounded", function_path, source, *bounds]
        code = _wait(command, given, result, 3 * seconds)
        result.seek(0)
        if code == 0:
            return result.read(output_limit + 1)
        reason = result.read(_REASON_LIMIT).decode("utf-8", "replace")
    if code == _UNREADABLE:
        raise Unreadable(reason)
    if code == _TOO_MUCH:
        raise TooMuch(reason)
    # A signal: over its time, or killed for want of memory inside a library.
    raise TooMuch


def _wait(command: list[str], given: IO[bytes], result: IO[bytes], seconds: int) -> int:
    """Run a command to its end and return its code; after `seconds` it is killed with all that it started."""
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        command, stdin=given, stdout=result, stderr=subprocess.DEVNULL, cwd=_ROOT, env=environment,
        start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _main(arguments: list[str]) -> int:
    """The child: bounds first, then the function. Only its result goes to the output, not what libraries print."""
    function_path, source, *bounds = arguments
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _set_bounds(*(int(bound) for bound in bounds))
    # This module runs as __main__; functions import it by its name and raise the errors of that one.
    errors = importlib.import_module("dialog.files.bounded")
    try:
        answer, code = _call(function_path, source), 0
        output.write(answer)
        output.flush()
        return code
    except errors.Unreadable as error:
        answer, code = error.reason.encode(), _UNREADABLE
    except (errors.TooMuch, MemoryError, RecursionError) as error:
        answer, code = getattr(error, "reason", "").encode(), _TOO_MUCH
    except OSError as error:
        answer, code = b"", _TOO_MUCH if error.errno in (12, 27) else _UNREADABLE  # no memory, file too large
    except Exception:
        answer, code = b"", _UNREADABLE
    os.ftruncate(output.fileno(), 0)
    os.lseek(output.fileno(), 0, os.SEEK_SET)
    os.write(output.fileno(), answer[:_REASON_LIMIT])
    os._exit(code)  # without a second attempt to write what did not fit


def _set_bounds(seconds: int, memory_mb: int, output_limit: int) -> None:
    for bound, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory_mb * _MB),
        (resource.RLIMIT_FSIZE, max(output_limit, _REASON_LIMIT)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _soft, hard = resource.getrlimit(bound)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(bound, (value, value))


def _call(function_path: str, source: str) -> bytes:
    module, _dot, name = function_path.rpartition(".")
    payload = Path(source) if source else sys.stdin.buffer.read()
    result = getattr(importlib.import_module(module), name)(payload)
    return bytes(result)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
