"""A process of its own that answers questions: one JSON line in, one JSON line out."""

import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from bench.processes import ROOT

Answer = dict[str, Any]


class HelperFailed(RuntimeError):
    """The helper could not do what it was asked, ended, or took too long."""


class Helper:
    """Starts a module as a process and asks it, one question at a time. Its messages for people go to stderr."""

    def __init__(self, module: str, environment: Mapping[str, str] | None = None) -> None:
        self.module = module
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._rest = b""

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self.process.pid

    def ask(self, question: str, *, within: float = 120, **values: Any) -> Answer:
        """Return the answer. Raises HelperFailed."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps({"ask": question, **values}).encode() + b"\n")
            answer = json.loads(self._line(within))
        except (OSError, ValueError) as failure:
            raise HelperFailed(f"{self.module} does not answer {question}: {failure}") from failure
        if "failed" in answer:
            raise HelperFailed(f"{self.module} failed at {question}: {answer['failed']}")
        return answer

    def _line(self, within: float) -> bytes:
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._rest:
                if not selector.select(within):
                    raise TimeoutError(f"nothing within {within:.0f} s")
                chunk = os.read(self.process.stdout.fileno(), 1 << 20)
                if not chunk:
                    raise ConnectionError("it has ended")
                self._rest += chunk
        line, self._rest = self._rest.split(b"\n", 1)
        return line

    def stop(self) -> None:
        """End it: it stops by itself when nobody asks any more."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def questions() -> "tuple[Callable[[], str], Callable[[Answer], None]]":
    """In the helper: return how to read the next question ("" at the end) and how to answer. Prints go to stderr."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    sys.stdout = sys.stderr

    def reply(answer: Answer) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    return sys.stdin.readline, reply


def serve(handlers: Mapping[str, Callable[..., Answer]]) -> None:
    """In the helper: answer questions until nobody asks any more."""
    read, reply = questions()
    while line := read():
        question = json.loads(line)
        try:
            reply(handlers[question.pop("ask")](**question))
        except Exception as failure:
            reply({"failed": f"{type(failure).__name__}: {failure}"})
