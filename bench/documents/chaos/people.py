"""The people of the test: each keeps a copy, types numbered tokens, and comes back whenever the server is there."""

import asyncio
import random

from bench.documents import yjs
from bench.documents.chaos.copy import Copy, text_of
from bench.documents.chaos.ledger import Ledger
from bench.documents.wire import Address, Wire
from documents.editing.updates import read_number

SAVED, REFUSED = 100, 101
SYNC_SECONDS = 30.0
FAILURES = (OSError, TimeoutError)  # what a server that is not there looks like; NotOpened is one of them


class Person:
    """One account. `live` keeps it connected, `write` types. `addresses` are those of all servers."""

    def __init__(
        self, number: int, addresses: list[Address], ledger: Ledger, chance: random.Random, pace: tuple[float, float]
    ) -> None:
        self.number, self.addresses, self.ledger, self.chance, self.pace = number, addresses, ledger, chance, pace
        self.copy = Copy(number, ledger, chance)
        self.may_be_here = asyncio.Event()
        self.may_be_here.set()
        self.stopping = self.leaving = False
        self.wire: Wire | None = None
        self.ended = asyncio.Event()
        self.synced: asyncio.Future[None]
        self._begin()

    def _begin(self) -> None:
        self.sent = self.handled = 0
        self.is_open = self.is_asked = False  # asked: the server has said what it lacks, and got it
        self.is_doubtful = False  # something was refused; what carried it is told by the next answer alone
        self.ended.clear()

    @property
    def text(self) -> str:
        return text_of(self.copy.page)

    @property
    def is_settled(self) -> bool:
        return self.is_open and not self.copy.waiting

    # To be there

    async def live(self) -> None:
        """Connect again and again."""
        while not self.leaving:
            await self.may_be_here.wait()
            try:
                await self._open()
                await self.ended.wait()
            except FAILURES:
                self.ledger.counts["not connected"] += 1
            finally:
                self._close()
            await asyncio.sleep(self.chance.uniform(0.05, 0.4))

    async def _open(self) -> None:
        self._begin()
        self.synced = asyncio.get_running_loop().create_future()
        self.wire = Wire(self.chance.choice(self.addresses), self._take, self._ended)
        await self.wire.open()
        self.wire.send(yjs.ask(self.copy.page))
        await asyncio.wait_for(self.synced, SYNC_SECONDS)
        self.is_open = True
        self.ledger.counts["connected"] += 1

    def _close(self) -> None:
        self.is_open = self.is_asked = False
        self.copy.lost_connection()
        if self.wire and hasattr(self.wire, "transport"):
            self.wire.close()

    def _ended(self, code: int | None) -> None:
        if code not in (None, 1000, 1005, 1006):
            self.ledger.counts[f"closed with {code}"] += 1
        self.is_open = self.is_asked = False
        self.ended.set()
        if not self.synced.done():
            self.synced.set_exception(ConnectionResetError("ended before the text was there"))
            self.synced.exception()  # looked at, whether somebody waits or not

    def go_away(self) -> None:
        """Leave until `come_back`."""
        self.may_be_here.clear()
        if self.wire and hasattr(self.wire, "transport"):
            self.wire.close()

    def come_back(self) -> None:
        self.may_be_here.set()

    def leave(self) -> None:
        """Leave for good."""
        self.leaving = True
        self.go_away()
        self.may_be_here.set()
        self.ended.set()

    # To write

    async def write(self) -> None:
        """Type, connected or not; the copy keeps what is typed offline."""
        while not self.stopping:
            await asyncio.sleep(self.chance.uniform(*self.pace))
            if self.copy.page.get_state() == b"\x00":
                continue  # nothing has been read yet: only the server seeds a text
            self.copy.do_something()
            self._send_typed()

    def _send_typed(self) -> None:
        """Send what was typed; before the server has asked what it lacks, it waits for that."""
        updates, self.copy.updates = self.copy.updates, []
        if not self.is_asked or self.wire is None:
            return
        for update in updates:
            self._send(yjs.edit(update), everything=False)

    def _send(self, message: bytes, *, everything: bool) -> None:
        assert self.wire is not None
        self.sent += 1
        self.copy.carried_by(self.sent, everything=everything)
        self.wire.send(message)

    # To listen

    def _take(self, message: bytes) -> None:
        kind, at = read_number(message, 0)
        if kind == yjs.SYNC:
            self._take_sync(message, at)
        elif kind == SAVED:
            self.handled, _at = read_number(message, at)
            if not self.is_doubtful:
                self.copy.stored_up_to(self.handled)
        elif kind == REFUSED:
            self.handled, at = read_number(message, at)
            self._refused(message[read_number(message, at)[1] :].decode())

    def _refused(self, code: str) -> None:
        self.ledger.counts[f"refused: {code}"] += 1
        self.is_doubtful = True
        for step in self.copy.waiting:
            step.message = None

    def _take_sync(self, message: bytes, at: int) -> None:
        step, at = read_number(message, at)
        _length, at = read_number(message, at)
        if step == yjs.ASK:
            self.copy.updates.clear()
            self.is_asked, self.is_doubtful = True, False
            self._send(yjs.answer(self.copy.page.get_update(message[at:])), everything=True)
            return
        self.copy.apply(message[at:])
        if step == yjs.ANSWER and not self.synced.done():
            self.synced.set_result(None)
