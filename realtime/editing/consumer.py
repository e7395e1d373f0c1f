"""The socket of a document: y-protocols over our log. A stock y-websocket client with our subprotocol can use it."""

from functools import partial
from typing import Any

from django.db import DatabaseError

from dialog.accounts.models import User
from dialog.common.errors import DialogError, Invalid, NotAllowed, NotFound, Unavailable
from dialog.common.templatetags.ui import colour_of, initials_of
from documents.editing.updates import Malformed
from documents.library.models import Document
from realtime.connection import Grant, Receive, SocketConnection
from realtime.consumer import admit
from realtime.editing.protocol import (
    MAX_FRAME_BYTES,
    SUBPROTOCOLS,
    WITH_SAVED,
    Ask,
    Carets,
    Edit,
    answer_frame,
    ask_frame,
    carets_frame,
    decode,
    denied_frame,
    encode_state,
    refused_frame,
    rights_frame,
    saved_frame,
)
from realtime.editing.room import room_of
from realtime.frames import Frame
from realtime.limits import TokenBucket
from realtime.outlets import Send
from realtime.protocol import Close
from workgroups.spaces.rules import require

FRAMES_AT_ONCE, FRAMES_PER_SECOND = 2_000, 500.0
REFUSALS_AT_ONCE, REFUSALS_PER_SECOND = 50, 1.0
MAX_BAD_FRAMES = 20
WRITE = "edit_documents"


async def editing_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket until it ends."""
    door = Door(scope["url_route"]["kwargs"]["document_id"])
    async with admit(
        scope,
        receive,
        send,
        authorise=door.authorise,
        subprotocols=SUBPROTOCOLS,
        max_frame=MAX_FRAME_BYTES,
    ) as connection:
        if connection is not None:
            session = EditingSession(connection, door, tells_saved=scope["subprotocol"] == WITH_SAVED)
            await session.serve()


class Door:
    """Looks at a person's right to a page, and keeps who they are for the actions that they will ask for."""

    def __init__(self, document_id: int) -> None:
        self.document_id = document_id
        self.user: User
        self.document: Document

    def authorise(self, user: User) -> Grant:
        """Return what this person may do with the page now. Raises NotFound for those who may not read it."""
        rows = Document.objects.select_related("space").filter(kind=Document.Kind.PAGE, trashed_at__isnull=True)
        document = rows.filter(pk=self.document_id).first()
        if document is None:
            raise NotFound
        require(user, "editing.read", document)
        self.user, self.document = user, document
        abilities = {"enter", WRITE} if user.has_perm("editing.write", document) else {"enter"}
        return Grant(user_id=user.pk, space_id=document.space_id, abilities=frozenset(abilities))


class EditingSession:
    """One person in one document over one socket."""

    def __init__(self, connection: SocketConnection, door: Door, *, tells_saved: bool) -> None:
        self.connection, self.door, self.tells_saved = connection, door, tells_saved
        self.room = room_of(door.document_id)
        self.user_id = connection.grant.user_id
        self.handled = 0  # updates of this connection that were committed or refused
        self.frames = TokenBucket(FRAMES_AT_ONCE, FRAMES_PER_SECOND)
        # Each update that spoils the second copy costs reading the text again.
        self.patience = TokenBucket(REFUSALS_AT_ONCE, REFUSALS_PER_SECOND)
        self.bad_frames = 0
        self.may_write = WRITE in connection.grant.abilities
        self.signature = encode_state(self.person())
        connection.on_grant = self.tell_rights

    @property
    def user(self) -> User:
        return self.door.user

    @property
    def document(self) -> Document:
        return self.door.document

    async def serve(self) -> None:
        """Answer what the client sends until one side ends it. Frames that make no sense end it after a few."""
        try:
            await self.room.enter(self, self.connection)
            self.tell_rights(self.connection.grant)
            await self.connection.hand_over(self.take)
        except (DatabaseError, Unavailable):
            await self.connection.close(Close.RESTART)
        finally:
            await self.room.leave(self)

    def take(self, frame: str | bytes) -> None:
        """Do what a frame asks for. What the log is needed for is answered later, in order."""
        if not self.frames.take():
            self.connection.close_soon(Close.TOO_FAST)
            return
        try:
            message = decode(frame)
        except Malformed:
            self._malformed()
            return
        if isinstance(message, Edit):
            self.edit(message)
        elif isinstance(message, Carets):
            self.room.carets.take(self, message.carets)
        elif isinstance(message, Ask):
            self.room.desk.when_settled(partial(self._answer, message.vector))
        else:
            self.connection.push(carets_frame(self.room.carets.everybody()))

    def edit(self, message: Edit) -> None:
        """Hand an update on; it is answered after its commit."""
        if not self.may_write and not message.is_empty:
            self.refuse(NotAllowed())
        elif not self.room.desk.submit(self, message.update):
            self.connection.close_soon(Close.TOO_FAST)

    def _answer(self, vector: bytes) -> None:
        try:
            self.connection.push(answer_frame(self.room.desk.since(vector)))
        except Malformed:
            self._malformed()

    def _malformed(self) -> None:
        self.bad_frames += 1
        self._tell_refused("malformed")
        if self.bad_frames > MAX_BAD_FRAMES:
            self.connection.close_soon(Close.BAD_FRAME)

    def person(self) -> dict[str, Any]:
        """Say who this is, for the others' list and carets."""
        user = self.user
        return {
            "key": user.pk,
            "name": user.display_name,
            "initials": initials_of(user.display_name),
            "colour": colour_of(user.pk),
            "organisation": user.is_office,
            "writes": self.may_write,
        }

    # What the room tells

    def tell(self, frame: Frame | bytes) -> None:
        """Send one of our own messages, to a client that asked for them."""
        if self.tells_saved:
            self.connection.push(frame)

    def ask(self) -> None:
        """Ask the client for what the log lacks."""
        self.room.desk.when_settled(self._ask)

    def _ask(self) -> None:
        self.connection.push(ask_frame(self.room.desk.text.page.get_state()))

    def saved(self, change: int, count: int = 1) -> None:
        """Count updates as committed."""
        self.handled += count
        self.tell(saved_frame(self.handled, change))

    def refuse(self, refused: DialogError, *, asks: bool = False) -> None:
        """Count one update as refused; `asks`: the client shall send again what the log lacks.

        A page that is gone ends the connection, and so does a client that keeps sending what cannot be taken.
        """
        self.handled += 1
        self._tell_refused(refused.code)
        if isinstance(refused, NotFound):
            self.end(Close.NOT_FOUND)
        elif not self.patience.take() and not isinstance(refused, NotAllowed):
            self.end(Close.BAD_FRAME if isinstance(refused, Invalid) else Close.TOO_FAST)
        elif asks:
            self.ask()

    def end(self, code: int) -> None:
        """Close the connection with a code, soon."""
        self.connection.close_soon(code)

    def _tell_refused(self, code: str) -> None:
        self.connection.push(refused_frame(self.handled, code) if self.tells_saved else denied_frame(code))

    def tell_rights(self, _grant: Grant) -> None:
        """Tell the client whether it may write, and ask one that may for what it has and we lack."""
        self.may_write = WRITE in self.connection.grant.abilities
        self.signature = encode_state(self.person())
        self.tell(rights_frame(may_write=self.may_write))
        if self.may_write:
            self.ask()
