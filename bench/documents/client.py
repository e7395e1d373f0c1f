"""One Yjs peer on a server under test; speaks plain y-protocols, or Hocuspocus' dialect of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.documents import yjs
from bench.documents.wire import Address, NotOpened, Wire
from documents.editing.updates import read_number

SYNC_SECONDS = 60.0
HOCUSPOCUS_VERSION, TOKEN = b"4.7.0", b"token"


@dataclass(frozen=True)
class Place:
    """A document on a server: where it is, how it is spoken to, where in it the text lies."""

    address: Address
    is_product: bool = False
    name: str = ""  # Hocuspocus puts it before each message

    @property
    def prefix(self) -> bytes:
        return yjs.with_length(self.name.encode()) if self.name else b""


class Client:
    """A copy of the text that follows the server. With `applies` False what comes is only kept, until `settle`.

    `on_applied` is called after each update that was applied.
    """

    def __init__(self, place: Place, *, applies: bool = True, on_applied: "Callable[[Client], None] | None" = None):
        self.place, self.prefix, self.applies, self.on_applied = place, place.prefix, applies, on_applied
        self.page = yjs.Page()
        self.typed: list[bytes] = []
        self.kept: list[bytes] = []
        self.closed = False
        self.synced: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.wire = Wire(place.address, self._take, self._ended)
        self._text: yjs.Words | None = None
        self._is_remote = False
        self._watch = self.page.observe(self._changed)  # kept: without a reference the library stops telling

    async def open(self) -> "Client":
        """Connect and wait for the text. Raises NotOpened, OSError, TimeoutError."""
        await self.wire.open()
        if self.prefix:
            login = b"\x02\x00" + yjs.with_length(TOKEN) + yjs.with_length(HOCUSPOCUS_VERSION)
            self.wire.send(self.prefix + login)
        self.wire.send(self.prefix + yjs.ask(self.page))
        await asyncio.wait_for(self.synced, SYNC_SECONDS)
        self.typed.clear()
        return self

    @property
    def text(self) -> yjs.Words | None:
        """Return the text; None where the product's page has none yet."""
        if self._text is None:
            self._text = yjs.product_text(self.page) if self.place.is_product else yjs.peers_text(self.page)
        return self._text

    def says(self, text: str) -> bool:
        """Tell whether this is the text, byte for byte."""
        mine = self.text
        return mine is not None and len(mine) == len(text.encode()) and str(mine) == text

    def close(self) -> None:
        self.wire.close()

    # Out

    def send_update(self, update: bytes) -> None:
        self.wire.send(self.prefix + yjs.edit(update))

    def send_typed(self) -> None:
        """Send what was typed since the last time."""
        updates, self.typed = self.typed, []
        for update in updates:
            self.send_update(update)

    def send_caret(self, clock: int, state: str) -> None:
        self.wire.send(self.prefix + yjs.caret(self.page.client_id, clock, state))

    def _changed(self, event: Any) -> None:
        if not self._is_remote:
            self.typed.append(event.update)

    # In

    def _take(self, message: bytes) -> None:
        kind, at = read_number(message, len(self.prefix))
        if kind not in (yjs.SYNC, yjs.STATELESS_SYNC):
            return
        step, at = read_number(message, at)
        _length, at = read_number(message, at)
        if step == yjs.ASK:
            self.wire.send(self.prefix + yjs.answer(self.page.get_update(message[at:])))
            return
        if self.applies or not self.synced.done():
            self._apply(message[at:])
        else:
            self.kept.append(message[at:])
        if step == yjs.ANSWER and not self.synced.done():
            self.synced.set_result(None)

    def _apply(self, update: bytes) -> None:
        self._is_remote = True
        try:
            self.page.apply_update(update)
        finally:
            self._is_remote = False
        if self.on_applied:
            self.on_applied(self)

    def settle(self) -> None:
        """Apply what was only kept."""
        kept, self.kept = self.kept, []
        for update in kept:
            self._apply(update)

    def _ended(self, code: int | None) -> None:
        self.closed = True
        if not self.synced.done():
            self.synced.set_exception(NotOpened(f"closed with {code}"))
