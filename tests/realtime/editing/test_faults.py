"""The server dies while people write: nothing that was told to be saved is lost, and all copies become equal."""

import asyncio
import contextlib
import random
import resource

import pytest
from django.db import connection
from websockets.exceptions import WebSocketException

from documents.editing.queries import load_document, text_of
from documents.editing.state import build_page, clocks
from tests.realtime.editing.client import Editor

pytestmark = [pytest.mark.live, pytest.mark.slow]
KILLS = 3


async def reopen(editor: Editor, server, page, client) -> None:
    """Come back as a browser does: again and again until the server is there."""
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                await editor.open(server, page.pk, client)
                await asyncio.wait_for(editor.synced.wait(), 5)
                return
            await asyncio.sleep(0.1)


async def test_no_saved_word_is_lost_when_the_server_is_killed(own_server, page, live_cast, client_for):
    server = own_server
    people = [live_cast.member, live_cast.chair, live_cast.moderator]
    clients = [await asyncio.to_thread(client_for, person) for person in people]
    editors = [await Editor().joined(server, page.pk, client) for client in clients]
    saved: set[str] = set()
    going = True

    async def keep_writing(index: int) -> None:
        editor, number = editors[index], 0
        while going:
            word = f" w{index}.{number}."
            number += 1
            try:
                await editor.type(word)
                await asyncio.wait_for(editor.saved(), 5)
                saved.add(word)
            except TimeoutError:
                await reopen(editor, server, page, clients[index])
            await asyncio.sleep(random.random() / 50)

    writers = [asyncio.create_task(keep_writing(index)) for index in range(len(editors))]
    for _kill in range(KILLS):
        await asyncio.sleep(0.5 + random.random())
        await asyncio.to_thread(server.restart)
    await asyncio.sleep(1)
    going = False
    await asyncio.gather(*writers)
    for editor in editors:
        await editor.saved()
    await editors[0].until(lambda: len({editor.text for editor in editors}) == 1)

    text = await asyncio.to_thread(text_of, page.pk)
    assert len(saved) > 30
    assert [word for word in saved if word not in text] == []
    assert {editor.text for editor in editors} == {text}
    payloads, _head = await asyncio.to_thread(load_document, page.pk)
    # Built and dropped in this thread.
    assert clocks(build_page(payloads).get_state()) == clocks(editors[0].page.get_state())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the disk of PostgreSQL is not ours to fill")
async def test_a_full_disk_is_told_and_costs_no_word(own_server, page, live_cast, client_for):
    clients = [await asyncio.to_thread(client_for, person) for person in (live_cast.member, live_cast.chair)]
    member, chair = [await Editor().joined(own_server, page.pk, client) for client in clients]
    await member.type(" vorher")
    await member.saved()

    no_file_grows(own_server, 1)
    await member.type(" währenddessen")
    await member.until(lambda: "unavailable" in member.refusals)
    assert "währenddessen" not in chair.text
    no_file_grows(own_server, resource.RLIM_INFINITY)

    # It asks again and again, and in the end sends the client away for a while.
    await reopen(member, own_server, page, clients[0])
    await member.saved()
    await chair.until(lambda: chair.text == "Ausgangslage vorher währenddessen")
    assert await asyncio.to_thread(text_of, page.pk) == chair.text


def no_file_grows(server, size: int) -> None:
    """Let no file of the server be written beyond a size, which is what a full disk does: for real, from outside."""
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
