"""The bounds of a connection to a chat, over a real server: each has its code, and meets only the one who passes it."""

import asyncio
import contextlib
import json
import socket
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from realtime.chat.models import Message
from tests.realtime.client import ChatClient, cookie_of, join_chat, open_socket
from tests.realtime.http import EventStream, ask, head_of_request
from tests.realtime.server import running_server

pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]
LONG = "ä" * 3_900
ENOUGH = 900  # long messages: more than any buffer of the system and of the server together


async def signed_in(client_for, person):
    return await sync_to_async(client_for)(person)


async def test_frame_of_ten_megabytes_closes_its_connection_with_a_code(server, room, live_cast, client_for):
    other = await join_chat(server, room.pk, await signed_in(client_for, live_cast.guest))
    chat = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
    with contextlib.suppress(Exception):
        await chat.socket.send("x" * 10_000_000)
    assert await chat.closed() in (4413, 1006), "the server may cut off what is still being sent"
    assert (await other.command("ping"))["type"] == "ok"


async def test_more_windows_than_a_person_can_look_at_are_refused(strict_server, room, live_cast, client_for):
    member = await signed_in(client_for, live_cast.member)
    chats = [await join_chat(strict_server, room.pk, member) for _ in range(25)]
    one_more = ChatClient(await open_socket(strict_server, f"/ws/chat/{room.pk}/", member))
    assert await one_more.closed() == 4530
    status, answer = await ask(strict_server, "GET", f"/live/chat/{room.pk}/neu/?since=0", member)
    assert (status, answer["code"]) == (429, 4530)
    assert (await chats[0].command("post", client=str(uuid4()), text="geht noch"))["type"] == "ok"
    await chats[1].socket.close()
    await join_chat(strict_server, room.pk, member)


async def test_who_comes_back_too_often_is_asked_to_wait(strict_server, room, live_cast, client_for):
    member = await signed_in(client_for, live_cast.member)
    came_in = 0
    for _ in range(60):
        chat = ChatClient(await open_socket(strict_server, f"/ws/chat/{room.pk}/", member))
        ended = asyncio.create_task(chat.socket.wait_closed())
        joining = asyncio.create_task(chat.command("join", since=0))
        await asyncio.wait([ended, joining], return_when=asyncio.FIRST_COMPLETED)
        joining.cancel()
        if ended.done():
            break
        came_in += 1
        await chat.socket.close()
    assert chat.socket.close_code == 4530
    assert came_in >= 40


async def test_commands_that_pile_up_end_the_connection(server, room, live_cast, client_for):
    chat = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
    command = json.dumps({"type": "read", "ref": "1", "position": 0})
    with contextlib.suppress(Exception):
        for _ in range(20_000):
            await chat.socket.send(command)
    assert await chat.closed() in (4529, 1006), "the server may cut off what is still being sent"


async def test_flood_of_one_does_not_keep_others_from_writing(strict_server, room, live_cast, client_for):
    flooder = await signed_in(client_for, live_cast.member)
    other = await join_chat(strict_server, room.pk, await signed_in(client_for, live_cast.chair))
    listener = await join_chat(strict_server, room.pk, await signed_in(client_for, live_cast.guest))

    async def flood():
        chat = await join_chat(strict_server, room.pk, flooder)
        with contextlib.suppress(Exception):
            for number in range(3_000):
                await chat.socket.send(json.dumps({"type": "ping", "ref": str(number)}))
        return await chat.closed()

    flooding = asyncio.create_task(flood())
    for number in range(10):
        assert (await other.command("post", client=str(uuid4()), text=f"Nachricht {number}"))["type"] == "ok"
    await listener.until(lambda client: len(client.events) == 10)
    assert await flooding == 4529


async def write_much(server, room, writer):
    for _ in range(ENOUGH // 100):
        answers = await asyncio.gather(*(writer.command("post", client=str(uuid4()), text=LONG) for _ in range(100)))
        assert {answer["type"] for answer in answers} == {"ok"}


async def test_socket_that_is_never_read_is_closed_and_nobody_else_suffers(server, room, live_cast, client_for):
    slow = await open_slowly(server, room, await signed_in(client_for, live_cast.guest))
    writer = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
    await write_much(server, room, writer)
    await writer.until(lambda client: len(client.events) == ENOUGH, 60)
    received = await asyncio.to_thread(read_to_the_end, slow)
    assert received < ENOUGH * len(LONG.encode()), "it was cut off before the end"
    assert await Message.objects.acount() == ENOUGH


async def open_slowly(server, room, client) -> socket.socket:
    """Join over a socket with a small window that is not read from afterwards."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
    raw.connect(("127.0.0.1", server.port))
    raw.sendall(
        (
            f"GET /ws/chat/{room.pk}/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.url}\r\n"
            f"Cookie: {cookie_of(client)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    await asyncio.to_thread(raw.recv, 2_000)
    join = b'{"type":"join","ref":"j","since":0}'
    raw.sendall(bytes((0x81, 0x80 | len(join), 0, 0, 0, 0)) + join)
    return raw


def read_to_the_end(raw: socket.socket) -> int:
    """Return how many bytes still come until the other side has ended the connection."""
    raw.settimeout(60)
    received = 0
    with contextlib.suppress(ConnectionError):
        while piece := raw.recv(65_536):
            received += len(piece)
    return received


async def test_stream_that_is_never_read_is_cut_off(server, room, live_cast, client_for):
    guest = await signed_in(client_for, live_cast.guest)
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
    raw.connect(("127.0.0.1", server.port))
    raw.sendall(head_of_request(server, "GET", f"/live/chat/{room.pk}/strom/?since=0", guest))
    writer = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
    await write_much(server, room, writer)
    received = await asyncio.to_thread(read_to_the_end, raw)
    assert received < ENOUGH * len(LONG.encode())


async def test_pings_without_end_are_neither_answered_nor_stored(server, room, live_cast, client_for):
    other = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
    raw = await open_slowly(server, room, await signed_in(client_for, live_cast.guest))
    ping = bytes((0x89, 0x80 | 100, 0, 0, 0, 0)) + b"x" * 100

    def flood() -> int:
        with contextlib.suppress(ConnectionError):
            for _ in range(500):
                raw.sendall(ping * 100)
        return read_to_the_end(raw)

    assert await asyncio.to_thread(flood) < 50_000, "a few answers, then the end"
    assert (await other.command("ping"))["type"] == "ok"


async def test_edits_have_a_limit_of_their_own(strict_server, room, live_cast, client_for):
    chat = await join_chat(strict_server, room.pk, await signed_in(client_for, live_cast.member))
    position = (await chat.command("post", client=str(uuid4()), text="0"))["position"]
    codes = []
    for number in range(1, 50):
        answer = await chat.command("edit", position=position, text=str(number), version=number)
        codes.append(answer.get("code", "ok"))
        if answer["type"] == "error":
            break
    assert len(codes) >= 30
    assert codes[-1] == "too_fast"


async def test_connection_that_no_longer_answers_is_dropped(live_cast, room, client_for):
    with running_server("--ping-interval", "2", "--ping-timeout", "2") as server:
        silent = await open_slowly(server, room, await signed_in(client_for, live_cast.guest))
        alive = await join_chat(server, room.pk, await signed_in(client_for, live_cast.member))
        await asyncio.to_thread(read_to_the_end, silent)
        assert (await alive.command("ping"))["type"] == "ok", "who answers pings stays"


async def test_stream_gives_signs_of_life(server, room, live_cast, client_for):
    stream = await EventStream().open(
        server, f"/live/chat/{room.pk}/strom/?since=0", await signed_in(client_for, live_cast.guest)
    )
    await stream.until(lambda it: it.comments >= 2, 30)
    stream.close()
