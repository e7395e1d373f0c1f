"""Two server processes on one database and one bus: people in both are in one room."""

import asyncio
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings

from tests.realtime.chat.test_socket import _end_membership
from tests.realtime.client import join_chat
from tests.realtime.http import send_command
from tests.realtime.presence.test_board import names
from tests.realtime.server import running_server

pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.REDIS_URL, reason="several processes need PostgreSQL and Redis"),
]


@pytest.fixture
def two(live_cast):
    with running_server() as one, running_server() as other:
        yield one, other


async def test_messages_keep_one_order_in_both(two, room, live_cast, client_for):
    chats = []
    for server, person in zip((*two, *two), ("member", "guest", "chair", "moderator"), strict=True):
        chats.append(await join_chat(server, room.pk, await sync_to_async(client_for)(getattr(live_cast, person))))

    async def write(chat, name):
        for number in range(10):
            assert (await chat.command("post", client=str(uuid4()), text=f"{name} {number}"))["type"] == "ok"

    await asyncio.gather(*(write(chat, name) for name, chat in enumerate(chats)))
    for chat in chats:
        await chat.until(lambda client: len(client.events) == 40)
        assert [event["change"] for event in chat.events] == list(range(1, 41))


async def test_command_may_go_to_another_process_than_the_stream(two, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    listener = await join_chat(two[0], room.pk, await sync_to_async(client_for)(live_cast.guest))
    await send_command(two[1], room.pk, member, "typing")
    await listener.until(lambda it: any(frame["type"] == "typing" for frame in it.frames))
    _status, answer = await send_command(two[1], room.pk, member, "post", client=str(uuid4()), text="Hallo")
    assert answer["type"] == "ok"
    await listener.until(lambda it: it.events)


async def test_presence_is_that_of_both_and_forgets_a_killed_process(two, room, live_cast, client_for):
    one = await join_chat(two[0], room.pk, await sync_to_async(client_for)(live_cast.guest))
    other = await join_chat(two[1], room.pk, await sync_to_async(client_for)(live_cast.member))
    everybody = ["Cluster-Kontakt Neckar-Alb", "Gast"]
    for chat in (one, other):
        await chat.until(lambda it: names(it) == everybody)
    await asyncio.to_thread(two[1].kill)
    await one.until(lambda it: names(it) == ["Gast"], seconds=60)


async def test_removed_member_is_closed_in_every_process(two, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    chats = [await join_chat(server, room.pk, member) for server in two]
    await sync_to_async(_end_membership)(live_cast)
    assert [await chat.closed() for chat in chats] == [4404, 4404]


async def test_what_is_read_in_one_window_is_read_in_the_other_process(two, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    one, other = [await join_chat(server, room.pk, member) for server in two]
    await one.command("post", client=str(uuid4()), text="Hallo")
    await one.command("read", position=1)
    await other.until(lambda it: {"type": "read", "position": 1} in it.frames)
