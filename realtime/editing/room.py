"""One open document of this process: its text in memory, and the way of an update from a browser to everybody.

What waits is tried on a second copy of the text, merged for each author, appended to the log and committed; only
then does it reach the text from which others are answered. While one commit is under way the next updates gather.
Lives on the event loop; a Doc used from a second thread panics.
"""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.db import DatabaseError
from pycrdt import merge_updates

from dialog.common.errors import DialogError, TooFast, Unavailable
from documents.editing.actions import append_update
from documents.editing.events import topic_of
from documents.editing.queries import load_document, updates_since
from documents.editing.state import EMPTY_UPDATE, Page, Unusable, apply_update, build_page, missing_from
from documents.editing.tasks import compact_when_left
from documents.editing.trial import Gap, Trial
from realtime.connection import Connection
from realtime.editing.carets import CaretBoard, read_told
from realtime.editing.protocol import Caret, carets_frame, encode_carets, update_frame
from realtime.hub import hub
from realtime.protocol import Close
from realtime.room import TOGETHER, Change, Replay
from realtime.threads import read, write

if TYPE_CHECKING:
    from realtime.editing.consumer import EditingSession

logger = logging.getLogger("dialog.editing")
MAX_MERGED_BYTES = 256 * 1024
MAX_WAITING_BYTES = 8 * 1024 * 1024
TRY_AGAIN = 2.0  # seconds, while the database is away

Waiting = list[tuple["EditingSession", bytes]]


class DocumentRoom:
    """Shared by all sessions of one document in this process."""

    def __init__(self, document_id: int) -> None:
        self.document_id = document_id
        self.topic = topic_of(document_id)
        self.caret_topic = f"{self.topic}.carets"
        self.carets = CaretBoard(self.caret_topic)
        self.sessions: set[EditingSession] = set()
        self.page = Page()
        self.head = 0
        self._trial: Trial | None = None
        self._waiting: Waiting = []
        self._waiting_bytes = 0
        self._worker: asyncio.Task[None] | None = None
        self._again: asyncio.Task[None] | None = None
        self._loading = asyncio.Lock()
        self._is_open = False
        # Changes that the bus brings while the text is being read.
        self._meanwhile: list[bytes] | None = None

    # Coming and going

    async def enter(self, session: "EditingSession", connection: Connection) -> None:
        """Let a session in: from now on it hears every change that is not in the text it is answered from."""
        self.sessions.add(session)
        if not self._is_open:
            await self._load(again=False)
        number = self.document_id
        await hub().join(
            connection, self.topic, since=self.head, load=partial(replay, number), encode=partial(deliver, number)
        )
        await hub().join(connection, self.caret_topic, since=0, load=_nothing, encode=partial(deliver_carets, number))

    async def leave(self, session: "EditingSession") -> None:
        """Let a session go; the last one leaves the rows to be drawn together."""
        self.sessions.discard(session)
        self.carets.leave(session)
        if self.sessions:
            return
        forget(self)
        if self._worker:
            await asyncio.wait([self._worker])
        await read(compact_when_left, self.document_id)

    async def _load(self, *, again: bool = True) -> None:
        """Read the text from the database, and forget what was in memory; `again` also where it is there already."""
        async with self._loading:
            if self._is_open and not again:
                return
            self._meanwhile = []
            try:
                payloads, head = await read(load_document, self.document_id)
                self.page, self._trial = build_page(payloads), Trial(payloads)
                self.head, self._is_open = max(self.head, head), True
            finally:
                meanwhile, self._meanwhile = self._meanwhile, None
                for payload in meanwhile:
                    self.apply(payload)

    def apply(self, payload: bytes) -> None:
        """Take a committed change into both copies; a repeated one does no harm."""
        if self._meanwhile is not None:
            self._meanwhile.append(payload)
            return
        try:
            apply_update(self.page, payload)
            if self._trial is not None:
                self._trial.follow(payload)
        except Unusable:
            logger.error("document %s: a committed change cannot be applied, reading again", self.document_id)
            self._again = asyncio.create_task(self._load())

    def since(self, vector: bytes) -> bytes:
        """Return what somebody with this state vector lacks. Raises Malformed."""
        return missing_from(self.page, vector)

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
        """Store what waits: the first update at once, then what comes within 25 ms together, like the hub tells it."""
        while self._waiting:
            begun = time.monotonic()
            batch, self._waiting, self._waiting_bytes = self._waiting, [], 0
            try:
                fitting, repeated = await self._admit(batch)
                is_stored = await self._store(fitting)
                # What they repeat may have come with this very batch: said to be saved only after its commit.
                for session in repeated:
                    session.saved(self.head) if is_stored else session.refuse(Unavailable(), asks=True)
            except Exception:
                logger.exception("document %s: updates were not stored", self.document_id)
                # They come back, are told what we have, and send the rest.
                self._trial = None
                for session in {session for session, _update in batch}:
                    session.end(Close.RESTART)
            await asyncio.sleep(max(0.0, begun + TOGETHER - time.monotonic()))

    async def _admit(self, batch: Waiting) -> "tuple[Waiting, list[EditingSession]]":
        """Try each update on the second copy; refuse what does not fit.

        Returns what is to be stored, and the sessions whose updates bring nothing new.
        """
        fitting: Waiting = []
        repeated: list[EditingSession] = []
        for session, update in batch:
            trial = await self._trial_after(fitting)
            try:
                brings_something = trial.admit(update)
            except DialogError as refused:
                if trial.is_spoilt:
                    self._trial = None
                session.refuse(refused, asks=isinstance(refused, Gap))
                continue
            if brings_something:
                fitting.append((session, update))
            else:
                repeated.append(session)
        return fitting, repeated

    async def _trial_after(self, fitting: Waiting) -> Trial:
        """Return the second copy; if it was spoilt, one made anew with what has fitted so far."""
        if self._trial is None:
            await self._load()
            for _session, update in fitting:
                self._sure_trial().follow(update)
        return self._sure_trial()

    def _sure_trial(self) -> Trial:
        assert self._trial is not None
        return self._trial

    async def _store(self, batch: Waiting) -> bool:
        """Append what fits, one row for each author, and tell the sessions; False when one of the rows failed."""
        parts: dict[int, Waiting] = defaultdict(list)
        for session, update in batch:
            parts[session.user_id].append((session, update))
        return all(await asyncio.gather(*(self._append(part) for part in parts.values())))

    async def _append(self, part: Waiting) -> bool:
        """Store one author's updates as one row, or a few when they are large. If that fails, start again."""
        while part:
            rows, part = _cut(part)
            payloads = [update for _session, update in rows]
            payload = merge_updates(*payloads) if len(payloads) > 1 else payloads[0]
            session = rows[-1][0]
            try:
                change = await write(append_update, author=session.user, document=session.document, payload=payload)
            except (DialogError, DatabaseError) as failure:
                refused = failure if isinstance(failure, DialogError) else Unavailable()
                await self._start_again([session for session, _update in rows + part], refused)
                return False
            self.apply(payload)
            for waiting, count in Counter(session for session, _update in rows).items():
                waiting.saved(change, count)
        return True

    async def _start_again(self, sessions: "list[EditingSession]", refused: DialogError) -> None:
        """After a failed append: read the text again, and ask the browsers for what the log lacks."""
        logger.warning("document %s: an update was refused: %s", self.document_id, refused.code)
        while self.sessions:
            try:
                await self._load()
                break
            except (DatabaseError, DialogError):
                await asyncio.sleep(TRY_AGAIN)
        for session in sessions:
            session.refuse(refused, asks=isinstance(refused, (Unavailable, TooFast)))


def _cut(part: Waiting) -> tuple[Waiting, Waiting]:
    """Take from the front what makes one row."""
    size = count = 0
    for _session, update in part:
        size += len(update)
        if count and size > MAX_MERGED_BYTES:
            break
        count += 1
    return part[:count], part[count:]


_rooms: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, DocumentRoom]]" = WeakKeyDictionary()


def room_of(document_id: int) -> DocumentRoom:
    """Return the room of a document on the running event loop; made when somebody opens it."""
    rooms = _rooms.setdefault(asyncio.get_running_loop(), {})
    if document_id not in rooms:
        rooms[document_id] = DocumentRoom(document_id)
    return rooms[document_id]


def forget(room: DocumentRoom) -> None:
    """Drop a room that nobody is in; the next one to come reads the text anew."""
    rooms = _rooms.get(asyncio.get_running_loop(), {})
    if rooms.get(room.document_id) is room:
        del rooms[room.document_id]


# What the hub calls. It may keep these longer than a room lives, so they find the room of the moment.


def replay(document_id: int, since: int) -> Replay:
    """Read from the log what came after a number (in a reader thread)."""
    changes = updates_since(document_id, since)
    return Replay(changes, changes[-1][0] if changes else since)


def deliver(document_id: int, _prev: int, head: int, changes: Sequence[Change]) -> bytes:
    """Apply changes to the text and make the one frame for all."""
    payloads = [payload for _number, payload in changes]
    if room := _room_if_open(document_id):
        for payload in payloads:
            room.apply(payload)
        room.head = max(room.head, head)
    if not payloads:
        return update_frame(EMPTY_UPDATE)
    return update_frame(merge_updates(*payloads) if len(payloads) > 1 else payloads[0])


def _nothing(_since: int) -> Replay:
    """Carets are not logged."""
    return Replay((), 0)


def deliver_carets(document_id: int, _prev: int, _head: int, changes: Sequence[Change]) -> bytes:
    """Note who is where and make the one frame for all; for somebody who has just come, everybody's."""
    room = _room_if_open(document_id)
    if not changes:
        return carets_frame(room.carets.everybody() if room else encode_carets(()))
    told: dict[int, Caret] = {}
    for _number, update in changes:
        told |= {caret.client: caret for caret in read_told(update)}
    if room:
        room.carets.heard(told.values())
    return carets_frame(encode_carets(told.values()))


def _room_if_open(document_id: int) -> DocumentRoom | None:
    return _rooms.get(asyncio.get_running_loop(), {}).get(document_id)
