"""Who is in a document and where: never stored, told at most five times a second, may be lost."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any, Protocol

from dialog.common.live import publish_now
from documents.editing.updates import FIELD, Malformed
from realtime.editing.protocol import MAX_CLOCK, Caret, encode_state, join_carets, split_carets

TELL_EVERY = 0.2  # seconds
FORGET_AFTER = 45.0  # seconds without a sign of life; browsers give one every 15
CARETS_EACH = 4  # of one session: its own, and what a reload has left behind
GONE = encode_state(None)

Told = tuple[int, int, bytes]  # client, clock, state as it goes out


class Pointer(Protocol):
    """A session, as far as carets are concerned. `signature`: who they are, encoded, ours and not theirs."""

    user_id: int
    signature: bytes
    may_write: bool


class CaretBoard:
    """The carets of one document in this process. Each belongs to one session, so nobody speaks for others."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.known: dict[int, tuple[Told, float]] = {}
        self._owners: dict[int, Pointer] = {}
        self._own: dict[Pointer, set[int]] = {}
        self._fresh: dict[int, Told] = {}
        self._timer: asyncio.TimerHandle | None = None

    def take(self, session: Pointer, carets: Iterable[Caret]) -> None:
        """Take what a session says about itself. Its name and colour come from us, whatever it says.

        A new connection of the same browser takes its caret over; somebody else's caret is left alone. More than
        `CARETS_EACH` are not taken.
        """
        own = self._own.setdefault(session, set())
        for caret in carets:
            owner = self._owners.get(caret.client, session)
            if owner is not session:
                if owner.user_id != session.user_id:
                    continue
                self._own.get(owner, set()).discard(caret.client)
            if caret.client not in own and len(own) >= CARETS_EACH:
                continue
            own.add(caret.client)
            self._owners[caret.client] = session
            self._tell((caret.client, caret.clock, _signed(caret, session)))

    def leave(self, session: Pointer) -> None:
        """Remove the carets of a session that has ended."""
        for client in self._own.pop(session, ()):
            del self._owners[client]
            told, _at = self.known.get(client, (None, 0.0))
            told = self._fresh.get(client, told)
            if told is not None:
                self._tell((client, told[1], GONE))

    def _tell(self, told: Told) -> None:
        self._fresh[told[0]] = told
        if self._timer is None:
            self._publish()

    def _publish(self) -> None:
        """Tell at once, then what comes within the next 200 ms together."""
        self._timer = None
        if not self._fresh:
            return
        fresh, self._fresh = self._fresh, {}
        publish_now(self.topic, 0, join_carets(fresh.values()))
        self._timer = asyncio.get_running_loop().call_later(TELL_EVERY, self._publish)

    def heard(self, update: bytes) -> None:
        """Note what the bus brings, from this process and from others."""
        now = time.monotonic()
        for told in read_told(update):
            if told[2] == GONE:
                self.known.pop(told[0], None)
            else:
                self.known[told[0]] = (told, now)
        stale = [client for client, (_told, at) in self.known.items() if now - at > FORGET_AFTER]
        for client in stale:
            del self.known[client]

    def everybody(self) -> bytes:
        """Return all carets as an awareness update, for somebody who has just come."""
        return join_carets(told for told, _at in self.known.values())


def read_told(update: bytes) -> list[Told]:
    """Read an awareness update of our own, of any number of carets."""
    try:
        return split_carets(update)
    except Malformed:
        return []


def together(updates: Iterable[bytes]) -> bytes:
    """Return several awareness updates as one; of each caret the last word counts."""
    last = {told[0]: told for update in updates for told in read_told(update)}
    return join_carets(last.values())


def _signed(caret: Caret, session: Pointer) -> bytes:
    if caret.state is None:
        return GONE
    cursor = caret.state.get("cursor")
    is_pointing = (
        session.may_write
        and isinstance(cursor, dict)
        and is_position(cursor.get("anchor"))
        and (cursor.get("head") == cursor["anchor"] or is_position(cursor.get("head")))
    )
    place = encode_state({"anchor": cursor["anchor"], "head": cursor["head"]}) if is_pointing and cursor else GONE
    return b'{"user":' + session.signature + b',"cursor":' + place + b"}"


def is_position(value: Any) -> bool:
    """Tell whether this is a place in the text as Yjs writes it; others' editors stumble over anything else."""
    return (
        isinstance(value, dict)
        and value.keys() <= {"type", "tname", "item", "assoc"}
        and value.get("tname") in (None, FIELD)
        and value.get("assoc", 0) in (-1, 0)
        and all(_is_place(value.get(name)) for name in ("type", "item"))
    )


def _is_place(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict)
        and value.keys() == {"client", "clock"}
        and all(type(number) is int and 0 <= number < MAX_CLOCK for number in value.values())
    )
