"""The text of one open document in memory, and the way of an update from a browser into the log.

What waits is tried on the text, merged, appended as one row and committed. While a commit is under way the text is
ahead of the log and the next updates gather; whoever asks what is there is answered after the commit. If it fails, the
text is read anew. Lives on the event loop; a Doc used from a second thread panics.
"""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import DatabaseError

from dialog.common.errors import DialogError, TooFast, Unavailable
from documents.editing.actions import append_update
from documents.editing.queries import load_document, owners_of
from documents.editing.state import Unusable, missing_from, together
from documents.editing.trial import Gap, LiveText
from realtime.protocol import Close
from realtime.threads import read, write

if TYPE_CHECKING:
    from realtime.editing.consumer import EditingSession

logger = logging.getLogger("dialog.editing")
# Seconds: what follows an update within this time is stored together. Nobody types so fast that the longer one is
# ever noticed; of several people it would keep each waiting for the others.
WINDOW, WINDOW_ALONE = 0.02, 0.06
MAX_MERGED_BYTES = 256 * 1024
MAX_WAITING_BYTES = 8 * 1024 * 1024
TRY_AGAIN = 2.0  # seconds, while the database is away

Waiting = list[tuple["EditingSession", bytes]]


@dataclass(slots=True)
class Ready:
    """What has been tried: the updates that fit or are there already, what that brings, and who brings it."""

    fitting: Waiting = field(default_factory=list)
    effects: list[bytes] = field(default_factory=list)
    writers: "dict[int, EditingSession]" = field(default_factory=dict)
    newcomers: dict[int, int] = field(default_factory=dict)  # client numbers that are new, and whose they are


class Desk:
    """The text, and what waits to be written. `is_wanted` tells whether anybody is still there."""

    def __init__(self, document_id: int, is_wanted: Callable[[], object]) -> None:
        self.document_id, self._is_wanted = document_id, is_wanted
        self.head = 0
        self._text: LiveText | None = None
        self._waiting: Waiting = []
        self._waiting_bytes = 0
        self._worker: asyncio.Task[None] | None = None
        self._again: asyncio.Task[None] | None = None
        self._loading = asyncio.Lock()
        self._is_settled = True
        self._after: list[Callable[[], None]] = []
        # On its way into the log, and so in the text already.
        self._own: bytes | None = None
        # Changes that the bus brings while the text is being read.
        self._meanwhile: list[bytes] | None = None

    # The text

    async def open(self) -> None:
        """Read the text from the database unless it is there."""
        if self._text is None:
            await self._load(again=False)

    async def close(self) -> None:
        """Finish what waits and let go of the text."""
        if self._worker:
            await asyncio.wait([self._worker])
        self._put(None)

    @property
    def text(self) -> LiveText:
        assert self._text is not None
        return self._text

    def _put(self, text: LiveText | None) -> None:
        if self._text is not None:
            self._text.close()
        self._text = text

    async def _load(self, *, again: bool = True) -> None:
        async with self._loading:
            if self._text is not None and not again:
                return
            self._meanwhile = []
            try:
                payloads, head, owners = await read(_stored, self.document_id)
                self._put(LiveText(payloads, owners))
                self.head = max(self.head, head)
            finally:
                meanwhile, self._meanwhile = self._meanwhile, None
                for payload in meanwhile:
                    self._follow(payload)

    def heard(self, payloads: Iterable[bytes], head: int) -> None:
        """Take in what the log holds, from this process and from others."""
        self.head = max(self.head, head)
        for payload in payloads:
            if payload is not self._own:
                self._follow(payload)

    def _follow(self, payload: bytes) -> None:
        """Take a committed change into the text; a repeated one does no harm."""
        if self._meanwhile is not None:
            self._meanwhile.append(payload)
        elif self._text is not None:
            try:
                self._text.follow(payload)
            except Unusable:
                logger.error("document %s: a committed change cannot be applied, reading again", self.document_id)
                self._again = asyncio.create_task(self._load())

    def when_settled(self, call: Callable[[], None]) -> None:
        """Call when the text holds nothing that is not committed: now, or after the commit that is under way."""
        if self._is_settled:
            call()
        else:
            self._after.append(call)

    def since(self, vector: bytes) -> bytes:
        """Return what somebody with this state vector lacks; to be asked when settled. Raises Malformed."""
        return missing_from(self.text.page, vector)

    # From a browser to the log

    def submit(self, session: "EditingSession", update: bytes) -> bool:
        """Queue an update; the session is told when it is committed or refused. False when too much waits."""
        if self._waiting_bytes + len(update) > MAX_WAITING_BYTES:
            return False
        self._waiting.append((session, update))
        self._waiting_bytes += len(update)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return True

    async def _work(self) -> None:
        """Store what waits: the first update at once, then what comes within the window together."""
        while self._waiting:
            begun = time.monotonic()
            batch = self._take_batch()
            self._is_settled = False
            try:
                await self._store(batch)
                if self._text is None:
                    await self._load()
            except Exception:
                logger.exception("document %s: updates were not stored", self.document_id)
                # They come back, are told what we have, and send the rest.
                for session in {session for session, _update in batch}:
                    session.end(Close.RESTART)
                await self._read_again()
            self._settle()
            is_alone = len({session.user_id for session, _update in batch}) == 1
            window = WINDOW_ALONE if is_alone else WINDOW
            await asyncio.sleep(max(0.0, begun + window - time.monotonic()))

    def _take_batch(self) -> Waiting:
        """Take from the front what makes one row."""
        size = count = 0
        for _session, update in self._waiting:
            size += len(update)
            if count and size > MAX_MERGED_BYTES:
                size -= len(update)
                break
            count += 1
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        self._waiting_bytes -= size
        return batch

    def _settle(self) -> None:
        self._is_settled = True
        calls, self._after = self._after, []
        for call in calls:
            call()

    async def _store(self, batch: Waiting) -> None:
        """Try, merge and append updates as one row, and tell their sessions."""
        ready = await self._admit(batch)
        payload = together(ready.effects)
        if payload is not None and (failure := await self._append(payload, ready)):
            await self._start_again(ready.fitting, failure)
            return
        for session, count in Counter(session for session, _update in ready.fitting).items():
            session.saved(self.head, count)

    async def _admit(self, batch: Waiting) -> Ready:
        """Try each update on the text; refuse what does not fit."""
        ready = Ready()
        for session, update in batch:
            text = await self._text_after(ready)
            try:
                effect = text.admit(update, author=session.user_id)
            except DialogError as refused:
                if text.is_spoilt:
                    self._put(None)
                session.refuse(refused, asks=isinstance(refused, Gap))
                continue
            ready.fitting.append((session, update))
            if effect is not None:
                ready.effects.append(effect)
                ready.writers[session.user_id] = session
                ready.newcomers |= text.take_newcomers()
        return ready

    async def _text_after(self, ready: Ready) -> LiveText:
        """Return the text; if it was spoilt, one read anew with what has fitted so far."""
        if self._text is None:
            await self._load()
            self.text.owners |= ready.newcomers
            for effect in ready.effects:
                self.text.follow(effect)
        return self.text

    async def _append(self, payload: bytes, ready: Ready) -> DialogError | None:
        """Store one row; return why it could not be stored."""
        *others, last = ready.writers.values()
        self._own = payload
        try:
            change = await write(
                append_update,
                author=last.user,
                others=[session.user for session in others],
                document=last.document,
                payload=payload,
                clients=ready.newcomers,
            )
        except (DialogError, DatabaseError) as failure:
            return failure if isinstance(failure, DialogError) else Unavailable()
        finally:
            self._own = None
        self.head = max(self.head, change)
        return None

    async def _start_again(self, part: Waiting, failure: DialogError) -> None:
        """After a failed append: read the text again, and ask the browsers for what the log lacks.

        Where several wrote, each is tried alone: one may have lost the right, and the others' words are as good.
        """
        logger.warning("document %s: an update was refused: %s", self.document_id, failure.code)
        await self._read_again()
        people: dict[int, Waiting] = defaultdict(list)
        for session, update in part:
            people[session.user_id].append((session, update))
        if len(people) > 1 and not isinstance(failure, (Unavailable, TooFast)):
            for alone in people.values():
                await self._store(alone)
            return
        for session, _update in part:
            session.refuse(failure, asks=isinstance(failure, (Unavailable, TooFast)))

    async def _read_again(self) -> None:
        """Read the text anew, however long the database is away, as long as somebody is there."""
        self._put(None)
        while self._is_wanted():
            try:
                await self._load()
                return
            except (DatabaseError, DialogError):
                await asyncio.sleep(TRY_AGAIN)


def _stored(document_id: int) -> tuple[list[bytes], int, dict[int, int]]:
    return *load_document(document_id), owners_of(document_id)
