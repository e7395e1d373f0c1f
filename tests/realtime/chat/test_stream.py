"""The chat where sockets are blocked: the same log, rights, answers and bounds over a stream, or by asking again."""

import asyncio
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from realtime.chat.actions import post_message
from realtime.chat.models import Message, ReadMark
from realtime.chat.queries import REPLAY
from tests.realtime.chat.factories import write_messages
from tests.realtime.chat.test_socket import _end_membership, _post_without_bus
from tests.realtime.client import ChatClient, join_chat, open_socket
from tests.realtime.http import EventStream, ask, send_command

pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]
PEOPLE = {"member": 200, "guest": 200, "stranger": 404, "former": 404, "administrator": 404, "anonymous": 401}


def stream_of(room, since=0):
    return f"/live/chat/{room.pk}/strom/?since={since}"


def news_of(room, since=0):
    return f"/live/chat/{room.pk}/neu/?since={since}"


def write(author, room, text):
    return post_message(author=author, room=room, text=text, client_id=uuid4())


async def test_stream_begins_at_once_then_replays_and_goes_on(server, room, live_cast, client_for):
    await sync_to_async(write)(live_cast.chair, room, "vorher")
    stream = await EventStream().open(server, stream_of(room), await sync_to_async(client_for)(live_cast.member))
    await stream.until(lambda it: any(frame["type"] == "ok" for frame in it.frames))
    assert [frame["type"] for frame in stream.frames[:3]] == ["hello", "changes", "ok"]
    assert stream.frames[2]["ref"] == "join"
    assert "chat" in stream.frames[2]["abilities"]
    socket = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.chair), since=1)
    await socket.command("post", client=str(uuid4()), text="live")
    await stream.until(lambda it: len(it.events) == 2)
    assert [event["change"] for event in stream.events] == [1, 2]
    stream.close()


async def test_command_by_post_is_answered_after_its_commit_and_reaches_everybody(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    socket = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    client_id = str(uuid4())
    for _attempt in range(2):
        status, frame = await send_command(server, room.pk, member, "post", client=client_id, text="über den Ersatzweg")
        assert (status, frame["type"], frame["position"]) == (200, "ok", 1)
    await socket.until(lambda client: client.events)
    assert await Message.objects.acount() == 1
    status, frame = await send_command(server, room.pk, member, "read", position=1)
    assert frame["type"] == "ok"
    assert await ReadMark.objects.filter(user=live_cast.member, position=1).aexists()


async def test_asking_again_answers_at_once_with_what_is_new(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    for text in ("a", "b"):
        await sync_to_async(write)(live_cast.chair, room, text)
    status, answer = await ask(server, "GET", news_of(room, 1), member)
    assert status == 200
    changes = next(frame for frame in answer["frames"] if frame["type"] == "changes")
    assert [event["change"] for event in changes["events"]] == [2]


async def test_asking_again_waits_for_what_comes(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    asking = asyncio.create_task(ask(server, "GET", news_of(room), member))
    socket = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.chair))
    assert not asking.done()
    await socket.command("post", client=str(uuid4()), text="neu")
    _status, answer = await asking
    events = [event for frame in answer["frames"] if frame["type"] == "changes" for event in frame["events"]]
    assert [event["change"] for event in events] == [1]


async def test_what_the_bus_lost_arrives_on_the_stream_too(server, room, live_cast, client_for):
    stream = await EventStream().open(server, stream_of(room), await sync_to_async(client_for)(live_cast.member))
    await stream.until(lambda it: any(frame["type"] == "ok" for frame in it.frames))
    await sync_to_async(_post_without_bus)(live_cast.chair, room, "leise")
    await stream.until(lambda it: it.events, seconds=5)
    stream.close()


async def test_removed_member_is_told_and_the_stream_ends(server, room, live_cast, client_for):
    stream = await EventStream().open(server, stream_of(room), await sync_to_async(client_for)(live_cast.member))
    await stream.until(lambda it: any(frame["type"] == "ok" for frame in it.frames))
    await sync_to_async(_end_membership)(live_cast)
    await stream.until(lambda it: it.ended)
    assert stream.frames[-1] == {"type": "close", "code": 4404}
    await sync_to_async(write)(live_cast.chair, room, "danach")
    assert stream.events == []


@pytest.mark.parametrize("name", PEOPLE)
async def test_door_is_the_same_as_for_sockets(server, room, live_cast, client_for, name):
    client = await sync_to_async(client_for)(getattr(live_cast, name))
    stream = await EventStream().open(server, stream_of(room), client)
    status, answer = await send_command(server, room.pk, client, "post", client=str(uuid4()), text="Hallo")
    assert (stream.status, status) == (PEOPLE[name], PEOPLE[name])
    assert await Message.objects.acount() == (PEOPLE[name] == 200)
    if PEOPLE[name] != 200:
        assert answer["type"] == "close"
        polled, _frames = await ask(server, "GET", news_of(room), client)
        assert polled == PEOPLE[name]
    stream.close()


async def test_foreign_page_may_neither_command_nor_listen(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    body = b'{"type": "post", "ref": "1", "client": "7d0c2b52-5d0b-4c8e-9a55-0f3f8a3d6c11", "text": "x"}'
    address = f"/live/chat/{room.pk}/befehl/"
    for origin in ("https://example.com", f"http://127.0.0.1:{server.port + 1}", "null"):
        status, _answer = await ask(server, "POST", address, member, body, origin=origin)
        assert status == 403
        status, _answer = await ask(server, "GET", news_of(room), member, origin=origin)
        assert status == 403
    assert await Message.objects.acount() == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"kein json", 200, "not_json"),
        (b"\xff\xfe", 400, 4400),
        (b'{"type": "unbekannt"}', 200, "unknown_type"),
        (b'{"type": "join", "since": 0}', 200, "unknown_type"),
        (b'{"type": "post", "client": "nein", "text": "x"}', 200, "bad_client"),
        (b"x" * 70_000, 413, 4413),
    ],
)
async def test_bad_command_is_refused_with_a_code(server, room, live_cast, client_for, body, status, code):
    member = await sync_to_async(client_for)(live_cast.member)
    found, answer = await ask(server, "POST", f"/live/chat/{room.pk}/befehl/", member, body)
    assert (found, answer["code"]) == (status, code)


@pytest.mark.parametrize("query", ["", "?since=", "?since=-1", "?since=x", "?since=99999999999999999999", "?a=1"])
async def test_bad_number_is_refused(server, room, live_cast, client_for, query):
    member = await sync_to_async(client_for)(live_cast.member)
    for way in ("strom", "neu"):
        status, answer = await ask(server, "GET", f"/live/chat/{room.pk}/{way}/{query}", member)
        assert (status, answer["code"]) == (400, 4400)


async def test_number_from_the_future_is_told(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    stream = await EventStream().open(server, stream_of(room, 99), member)
    await stream.until(lambda it: it.ended)
    assert [frame.get("code") for frame in stream.frames[-2:]] == ["number_ahead", 4400]
    chat = ChatClient(await open_socket(server, f"/ws/chat/{room.pk}/", member))
    assert (await chat.command("join", since=99))["code"] == "number_ahead"
    assert (await chat.command("join", since=0))["type"] == "ok"


async def test_unknown_live_address_is_not_found(server, live_cast, client_for):
    client = await sync_to_async(client_for)(live_cast.member)
    assert (await ask(server, "GET", "/live/", client))[0] == 404
    assert (await ask(server, "GET", "/live/chat/987654/neu/?since=0", client))[0] == 404


async def test_long_replay_comes_in_parts_over_several_polls(server, room, live_cast, client_for):
    await sync_to_async(write_messages)(live_cast.space, live_cast.chair, REPLAY + 20)
    member = await sync_to_async(client_for)(live_cast.member)
    number, events = 0, []
    while number < REPLAY + 20:
        _status, answer = await ask(server, "GET", news_of(room, number), member)
        for frame in [frame for frame in answer["frames"] if frame["type"] == "changes"]:
            assert frame["prev"] <= number, "a gap"
            events += [event["change"] for event in frame["events"] if event["change"] > number]
            number = max(number, frame["head"])
        assert len(events) in (REPLAY, REPLAY + 20)
    assert events == list(range(1, REPLAY + 21))
