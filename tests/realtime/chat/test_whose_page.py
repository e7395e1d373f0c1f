"""A chat page that one person opened never speaks in the name of whoever signed in after them in the same browser."""

import asyncio
import json
from uuid import uuid4

import pytest

from realtime.chat.models import Message
from realtime.protocol import Close
from tests.realtime.client import ChatClient, open_socket
from tests.realtime.http import ask

pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]


async def test_the_socket_of_somebody_elses_page_is_closed(server, room, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.chair)
    path = f"/ws/chat/{room.pk}/?me="
    chat = ChatClient(await open_socket(server, f"{path}{live_cast.member.pk}", client))
    assert await chat.closed() == Close.OTHER_PERSON

    own = ChatClient(await open_socket(server, f"{path}{live_cast.chair.pk}", client))
    assert (await own.command("join", since=0))["type"] == "ok"


@pytest.mark.parametrize("way", ["strom", "neu"])
async def test_so_are_the_ways_without_a_socket(server, room, live_cast, client_for, way):
    client = await asyncio.to_thread(client_for, live_cast.chair)
    status, frame = await ask(server, "GET", f"/live/chat/{room.pk}/{way}/?since=0&me={live_cast.member.pk}", client)
    assert (status, frame) == (409, {"type": "close", "code": Close.OTHER_PERSON})


async def test_a_command_in_somebody_elses_page_is_not_carried_out(server, room, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.chair)
    body = json.dumps({"type": "post", "ref": "1", "client": str(uuid4()), "text": "vom Mitglied"}).encode()
    path = f"/live/chat/{room.pk}/befehl/?me={live_cast.member.pk}"
    assert await ask(server, "POST", path, client, body) == (409, {"type": "close", "code": Close.OTHER_PERSON})
    assert not await Message.objects.aexists()
