"""Who is in a document and where: never stored, told at most five times a second, may be lost."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from dialog.common.live import publish_now
from documents.editing.updates import FIELD, Malformed
from realtime.editing.protocol import MAX_CLOCK, Caret, decode_carets, encode_carets

TELL_EVERY = 0.2  # seconds
FORGET_AFTER = 45.0  # seconds without a sign of life; browsers give one every 15
CARETS_EACH = 4  # of one session: its own, and what a reload has left behind
_ENDS = ("anchor", "head")


class CaretBoard:
    """The carets of one document in this process. Each belongs to one session, so nobody speaks for others."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.known: dict[int, tuple[Caret, float]] = {}
        self._owners: dict[int, object] = {}
        self._fresh: dict[int, Caret] = {}
        self._timer: asyncio.TimerHandle | None = None

    def take(self, session: object, carets: Iterable[Caret], *, person: dict[str, Any], may_point: bool) -> None:
        """Take what a session says about itself. Its name and colour come from us, whatever it says.

        A new connection of the same browser takes its caret over; somebody else's caret is left alone. More than
        `CARETS_EACH` are not taken.
        """
        own = {client for client, owner in self._owners.items() if owner is session}
        for caret in carets:
            owner = self._owners.get(caret.client, session)
            if owner is not session and getattr(owner, "user_id", None) != getattr(session, "user_id", None):
                continue
            if caret.client not in own and len(own) >= CARETS_EACH:
                continue
            own.add(caret.client)
            self._owners[caret.client] = session
            self._tell(_signed(caret, person, may_point))

    def leave(self, session: object) -> None:
        """Remove the carets of a session that has ended."""
        for client in [client for client, owner in self._owners.items() if owner is session]:
            del self._owners[client]
            caret, _at = self.known.get(client, (None, 0.0))
            caret = self._fresh.get(client, caret)
            if caret is not None:
                self._tell(Caret(client, caret.clock, None))

    def _tell(self, caret: Caret) -> None:
        self._fresh[caret.client] = caret
        if self._timer is None:
            self._publish()

    def _publish(self) -> None:
        """Tell at once, then what comes within the next 200 ms together."""
        self._timer = None
        if not self._fresh:
            return
        fresh, self._fresh = self._fresh, {}
        publish_now(self.topic, 0, encode_carets(fresh.values()))
        self._timer = asyncio.get_running_loop().call_later(TELL_EVERY, self._publish)

    def heard(self, carets: Iterable[Caret]) -> None:
        """Note what the bus brings, from this process and from others."""
        now = time.monotonic()
        for caret in carets:
            if caret.state is None:
                self.known.pop(caret.client, None)
            else:
                self.known[caret.client] = (caret, now)
        stale = [client for client, (_caret, at) in self.known.items() if now - at > FORGET_AFTER]
        for client in stale:
            del self.known[client]

    def everybody(self) -> bytes:
        """Return all carets as an awareness update, for somebody who has just come."""
        return encode_carets(caret for caret, _at in self.known.values())


def read_told(update: bytes) -> tuple[Caret, ...]:
    """Read an awareness update of our own, of any number of carets."""
    try:
        return decode_carets(update, limit=None)
    except Malformed:
        return ()


def _signed(caret: Caret, person: dict[str, Any], may_point: bool) -> Caret:
    if caret.state is None:
        return caret
    cursor = caret.state.get("cursor")
    pointing = may_point and isinstance(cursor, dict) and all(is_position(cursor.get(end)) for end in _ENDS)
    kept = {end: cursor[end] for end in _ENDS} if pointing and isinstance(cursor, dict) else None
    return Caret(caret.client, caret.clock, {"user": person, "cursor": kept})


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
