"""One of the crowd: opens a socket, walks frames, looks for tokens in the raw bytes, so that it costs little."""

import asyncio
import json
import time
from collections import Counter
from typing import Any
from uuid import uuid4

from bench.chat import frames
from bench.chat.tally import Tally, token

TEXT_SIZE = 120  # characters of a message, token included


def text_of(run: int, sender: int, number: int, size: int) -> str:
    """Return the text of a message: the token with the time of now, filled up to its size."""
    return token(run, sender, number, time.monotonic_ns()).ljust(size, "x")


class Books:
    """What all listeners of a load share: the tally of the phase that runs, and counters of the wire."""

    def __init__(self) -> None:
        self.tally = Tally(0, 0, 0)
        self.text_size = TEXT_SIZE
        self.frames = self.bytes = 0
        self.closes: Counter[int] = Counter()


class Listener(asyncio.Protocol):
    """A client of the bare broadcast server. What ours wants besides stands in `Member`."""

    def __init__(self, index: int, books: Books, *, sends: bool, port: int, path: str, **_more: Any) -> None:
        self.index, self.books, self.sends = index, books, sends
        self.port, self.path, self.cookie = port, path, ""
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = False
        self._rest = b""
        self._take = self._shake_hands

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(frames.handshake(self.port, self.path, self.cookie))

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.closed:
            self._end(1006)

    def data_received(self, data: bytes) -> None:
        self._take(data)

    def _end(self, code: int) -> None:
        self.closed = True
        self.books.closes[code] += 1
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"closed with {code} before it was ready"))

    def _shake_hands(self, data: bytes) -> None:
        self._rest += data
        head, end, rest = self._rest.partition(b"\r\n\r\n")
        if not end:
            return
        status = head.split(b"\r\n", 1)[0].decode("latin1")
        if " 101 " not in status:
            self.ready.set_exception(ConnectionError(status))
            return
        self._rest, self._take = b"", self._read
        self.opened()
        if rest:
            self._read(rest)

    def _read(self, data: bytes) -> None:
        now, books = time.monotonic_ns(), self.books
        books.bytes += len(data)
        if self._rest:
            data = self._rest + data
        end, spans = frames.walk(data)
        self._rest = data[end:]
        for opcode, begin, stop in spans:
            if opcode == frames.PING:
                self.transport.write(frames.frame(data[begin:stop], frames.PONG))
            elif opcode == frames.CLOSE:
                self._end(frames.close_code(data[begin:stop]))
            elif self.sends or not self.ready.done():
                self.look_at(data[begin:stop])
        if spans:
            books.frames += len(spans)
            books.tally.scan(self.index, data[:end] if self._rest else data, now)

    # What differs between the servers

    def opened(self) -> None:
        """Called after the handshake."""
        self.ready.set_result(None)

    def look_at(self, payload: bytes) -> None:
        """Look at one frame of a sender. Here nobody answers: hearing oneself is the answer."""
        tally = self.books.tally
        needle = b"~%d.%d." % (tally.run, self.index)
        if needle in payload:
            tally.answered[self.index] += payload.count(needle)

    def say(self, text: str, number: int) -> None:
        tally = self.books.tally
        tally.acked[self.index].add(number)
        self.transport.write(frames.frame(b'{"message":"%b"}' % text.encode()))

    def send_next(self) -> None:
        """Send the next message of this sender."""
        tally = self.books.tally
        number = tally.sent[self.index]
        tally.sent[self.index] += 1
        self.say(text_of(tally.run, self.index, number, self.books.text_size), number)


class Member(Listener):
    """A client of ours: signed in, joins from a number, posts with a UUID and is answered."""

    def __init__(self, index: int, books: Books, *, cookie: str, since: int, **more: Any) -> None:
        super().__init__(index, books, **more)
        self.cookie, self.since = cookie, since

    def opened(self) -> None:
        self._command({"type": "join", "ref": "j", "since": self.since})

    def look_at(self, payload: bytes) -> None:
        if b'"events"' in payload:
            return
        answer = json.loads(payload)
        refusal = answer.get("code", "") if answer["type"] == "error" else ""
        if answer.get("ref") == "j":
            if refusal:
                self.ready.set_exception(ConnectionError(f"may not join: {refusal}"))
            elif not self.ready.done():
                self.ready.set_result(None)
        elif answer["type"] in ("ok", "error"):
            run, _dot, number = answer["ref"].partition(".")
            if run == str(self.books.tally.run):
                self.books.tally.answer(self.index, int(number), refusal)

    def say(self, text: str, number: int) -> None:
        self._command({"type": "post", "ref": f"{self.books.tally.run}.{number}", "client": str(uuid4()), "text": text})

    def _command(self, command: dict[str, Any]) -> None:
        self.transport.write(frames.frame(json.dumps(command).encode()))


DIALECTS: dict[str, type[Listener]] = {"plain": Listener, "ours": Member}
