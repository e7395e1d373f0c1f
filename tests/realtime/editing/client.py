"""A client of a document's socket: a copy of the text, the y-protocols, and our own frames."""

import asyncio
import contextlib
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText
from websockets.exceptions import ConnectionClosed

from documents.editing.queries import text_of
from documents.editing.state import Page
from documents.editing.updates import FIELD, read_number
from documents.library.models import Document
from realtime.editing import protocol
from tests.documents.editing.factories import text_of_page
from tests.realtime.client import open_socket
from tests.realtime.server import Server


class Editor:
    """Types into its copy at once; what is typed while the socket is away is sent after the next question."""

    def __init__(self) -> None:
        self.page = Page()
        self.remote = False
        self.socket: Any = None
        self.may_write = False
        self.synced = asyncio.Event()
        self.sent = self.handled = self.change = 0
        self.refusals: list[str] = []
        self.carets: dict[int, dict[str, Any] | None] = {}
        self.frames: list[bytes] = []
        self._outbox: list[bytes] = []
        self._watch = self.page.observe(self._changed)
        self._reader: asyncio.Task[None] | None = None

    async def open(
        self, server: Server, document_id: int, client: Any, *, name: str = protocol.WITH_SAVED, query: str = ""
    ) -> "Editor":
        self.sent = self.handled = 0
        self.synced.clear()
        self.socket = await open_socket(
            server, f"/ws/dokumente/{document_id}/{query}", client, subprotocols=[name], max_size=None
        )
        self._reader = asyncio.create_task(self._read())
        await self.send(b"\x00\x00" + protocol._with_length(self.page.get_state()))
        return self

    async def joined(self, *args: Any, **options: Any) -> "Editor":
        await self.open(*args, **options)
        await asyncio.wait_for(self.synced.wait(), 20)
        return self

    def _changed(self, event: Any) -> None:
        if not self.remote:
            self._outbox.append(event.update)

    async def send(self, frame: bytes | str) -> None:
        """Send a frame; on a closed connection it is lost, as in a browser."""
        with contextlib.suppress(ConnectionClosed):
            await self.socket.send(frame)

    async def send_update(self, update: bytes) -> None:
        self.sent += 1
        await self.send(protocol.update_frame(update))

    async def flush(self) -> None:
        """Send what was typed since the last time."""
        updates, self._outbox = self._outbox, []
        for update in updates:
            await self.send_update(update)

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for frame in self.socket:
                assert isinstance(frame, bytes)
                self.frames.append(frame)
                await self._take(frame)

    async def _take(self, frame: bytes) -> None:
        kind, at = read_number(frame, 0)
        if kind == 0:
            await self._take_sync(frame)
        elif kind == 1:
            data = frame[read_number(frame, at)[1] :]
            for caret in protocol.decode_carets(data, limit=None):
                self.carets[caret.client] = caret.state
        elif kind == 2:
            self.refusals.append(frame[3:].decode())
        elif kind == 100:
            self.handled, at = read_number(frame, at)
            self.change, at = read_number(frame, at)
        elif kind == 101:
            self.handled, at = read_number(frame, at)
            self.refusals.append(frame[at + 1 :].decode())
        elif kind == 102:
            self.may_write = frame[1] == 1

    async def _take_sync(self, frame: bytes) -> None:
        data = frame[read_number(frame, 2)[1] :]
        if frame[1] == 0:
            self._outbox.clear()
            self.sent += 1
            await self.send(protocol.answer_frame(self.page.get_update(data)))
            return
        self.remote = True
        try:
            self.page.apply_update(data)
        finally:
            self.remote = False
        if frame[1] == 1:
            self.synced.set()

    # The text

    @property
    def root(self) -> XmlFragment:
        return self.page.get(FIELD, type=XmlFragment)

    @property
    def text(self) -> str:
        return text_of_page(self.page)

    async def type(self, text: str) -> None:
        """Add to the end of the first paragraph and send it."""
        self.put(text)
        await self.flush()

    def put(self, text: str) -> None:
        node = self.root.children[0].children[0]
        node.insert(len(node), text)

    async def write(self, text: str) -> None:
        """Add a paragraph and send it."""
        with self.page.transaction():
            node = XmlElement("paragraph")
            self.root.children.append(node)
            node.children.append(XmlText(text))
        await self.flush()

    async def point(self, state: dict[str, Any] | None, *, clock: int = 1, client: int | None = None) -> None:
        caret = protocol.Caret(client if client is not None else self.page.client_id, clock, state)
        await self.send(protocol.carets_frame(protocol.encode_carets([caret])))

    # Waiting

    async def saved(self) -> None:
        await self.until(lambda: self.handled == self.sent)

    async def until(self, condition: Any, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.01)

    async def closed(self) -> int | None:
        async with asyncio.timeout(20):
            await self.socket.wait_closed()
        return self.socket.close_code

    async def leave(self) -> None:
        await self.socket.close()
        if self._reader:
            await self._reader


async def stored_text(page: Document) -> str:
    """Return the text as the database holds it."""
    return await asyncio.to_thread(text_of, page.pk)
