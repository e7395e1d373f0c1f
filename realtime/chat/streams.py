"""A chat room without a socket: the stream, asking again and again, and commands by POST."""

from typing import Any

from django.db import DatabaseError

from dialog.common.errors import DialogError
from realtime.chat.commands import ChatCommands
from realtime.chat.door import RoomDoor
from realtime.chat.session import ChatSession, named
from realtime.connection import Connection, Grant, Receive
from realtime.limits import polls, posted
from realtime.outlets import Send
from realtime.porter import Refused, let_in, visitor_of
from realtime.presence.board import say_typing
from realtime.presence.people import may_be_seen_typing
from realtime.protocol import BadFrame, Close, decode, error, ok
from realtime.stream import answer, poll, read_command, refuse, since_of, stream

Scope = dict[str, Any]


async def chat_stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve the stream of events of a room."""
    await _listen(scope, receive, send, is_stream=True)


async def chat_news(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what is new in a room."""
    await _listen(scope, receive, send, is_stream=False)


async def _listen(scope: Scope, receive: Receive, send: Send, *, is_stream: bool) -> None:
    door = RoomDoor(scope["url_route"]["kwargs"]["room_id"])
    sessions: list[ChatSession] = []
    try:
        since = since_of(scope)
    except Refused as refused:
        await refuse(send, refused.code)
        return

    async def serve(connection: Connection) -> None:
        sessions.append(session := ChatSession(connection, door))
        try:
            connection.push(ok("join", **await session.join(since, once=not is_stream)))
        except (DialogError, BadFrame, DatabaseError) as failure:
            connection.push(error("join", named(failure)))
            connection.close_soon(Close.BAD_FRAME if isinstance(failure, BadFrame) else Close.RESTART)

    try:
        if is_stream:
            await stream(scope, receive, send, authorise=door.authorise, serve=serve)
        else:
            await poll(scope, receive, send, authorise=door.authorise, serve=serve, rates=polls)
    finally:
        for session in sessions:
            await session.leave()


async def chat_command(scope: Scope, receive: Receive, send: Send) -> None:
    """Carry out one command that comes as the body of a POST, and answer it as a socket would."""
    door = RoomDoor(scope["url_route"]["kwargs"]["room_id"])
    visitor = visitor_of(scope, door.authorise)
    try:
        if scope["method"] != "POST":
            raise Refused(Close.BAD_FRAME)
        text = await read_command(scope, receive, visitor)
        grant = await let_in(visitor, posted, stays=False)
    except Refused as refused:
        await refuse(send, refused.code)
        return
    commands = ChatCommands(door, visitor.look, visitor.address)
    await answer(send, await _carried_out(text, commands, grant))


async def _carried_out(text: str, commands: ChatCommands, grant: Grant) -> str:
    ref = ""
    try:
        command = decode(text)
        ref = command.get("ref", "")
        if command["type"] == "typing":
            return ok(ref, **_type(commands, grant))
        done = commands.carry_out(command)
        return ok(ref, **(done if isinstance(done, dict) else await done))
    except (DialogError, BadFrame, DatabaseError) as failure:
        return error(ref, named(failure))


def _type(commands: ChatCommands, grant: Grant) -> dict[str, Any]:
    commands.count()
    user = commands.door.user
    if "chat" in grant.abilities and may_be_seen_typing(user):
        say_typing(f"chat.{commands.door.room_id}", user.pk, user.display_name)
    return {}
