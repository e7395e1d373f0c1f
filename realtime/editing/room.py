"""One open document of this process: who is in it, and what they are told."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from documents.editing.events import side_topic_of, topic_of
from documents.editing.queries import updates_since
from documents.editing.state import EMPTY_UPDATE, together
from documents.editing.tasks import compact_when_left
from realtime.connection import Connection
from realtime.editing import carets
from realtime.editing.carets import CaretBoard
from realtime.editing.desk import Desk
from realtime.editing.protocol import carets_frame, side_frame, update_frame
from realtime.frames import Frame
from realtime.hub import hub
from realtime.room import Change, Replay
from realtime.threads import read

if TYPE_CHECKING:
    from realtime.editing.consumer import EditingSession


class DocumentRoom:
    """Shared by all sessions of one document in this process."""

    def __init__(self, document_id: int) -> None:
        self.document_id = document_id
        self.topic = topic_of(document_id)
        self.caret_topic = f"{self.topic}.carets"
        self.side_topic = side_topic_of(document_id)
        self.carets = CaretBoard(self.caret_topic)
        self.sessions: set[EditingSession] = set()
        self.desk = Desk(document_id, is_wanted=lambda: self.sessions)

    async def enter(self, session: "EditingSession", connection: Connection) -> None:
        """Let a session in: from now on it hears every change that is not in the text it is answered from."""
        self.sessions.add(session)
        await self.desk.open()
        here, number = hub(), self.document_id
        await here.join(
            connection,
            self.topic,
            since=self.desk.head,
            load=partial(replay, number),
            encode=partial(deliver, number),
            together=0,  # the desk has put together what belongs together
        )
        await here.join(
            connection, self.caret_topic, since=0, load=_nothing, encode=partial(deliver_carets, number), together=0
        )
        await here.follow(self.side_topic, partial(tell_side_news, number))

    async def leave(self, session: "EditingSession") -> None:
        """Let a session go; the last one leaves the rows to be drawn together."""
        self.sessions.discard(session)
        self.carets.leave(session)
        if self.sessions:
            return
        forget(self)
        await self.desk.close()
        if _room_if_open(self.document_id) is None:
            await hub().unfollow(self.side_topic)
        await read(compact_when_left, self.document_id)


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
    """Take changes into the text and make the one frame for all."""
    payloads = [payload for _number, payload in changes]
    if room := _room_if_open(document_id):
        room.desk.heard(payloads, head)
    return update_frame(together(payloads) or EMPTY_UPDATE)


def _nothing(_since: int) -> Replay:
    """Carets are not logged."""
    return Replay((), 0)


def deliver_carets(document_id: int, _prev: int, _head: int, changes: Sequence[Change]) -> bytes:
    """Note who is where and make the one frame for all; for somebody who has just come, everybody's."""
    room = _room_if_open(document_id)
    if not changes:
        return carets_frame(room.carets.everybody() if room else carets.together(()))
    updates = [update for _number, update in changes]
    if room:
        for update in updates:
            room.carets.heard(update)
    return carets_frame(updates[0] if len(updates) == 1 else carets.together(updates))


def tell_side_news(document_id: int, event: dict[str, Any]) -> None:
    """Tell everybody in a document that something beside its text has changed."""
    if room := _room_if_open(document_id):
        frame = Frame(side_frame(event["kind"]))
        for session in room.sessions:
            session.tell(frame)


def _room_if_open(document_id: int) -> DocumentRoom | None:
    return _rooms.get(asyncio.get_running_loop(), {}).get(document_id)
