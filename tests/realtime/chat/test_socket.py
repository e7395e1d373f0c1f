"""The chat through a real server and real sockets."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from dialog.common.access import person_key, raise_epoch
from realtime.chat.actions import post_message
from realtime.chat.models import Message, ReadMark
from tests.realtime.client import ChatClient, join_chat, open_socket
from workgroups.spaces.models import Membership

# Fixed, so that all test workers collect the same names.
CLIENT_ID = "7d0c2b52-5d0b-4c8e-9a55-0f3f8a3d6c11"
pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]


async def test_message_reaches_everybody_in_the_room_after_commit(server, room, live_cast, client_for):
    sender = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    listener = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    answer = await sender.command("post", client=str(uuid4()), text="Guten **Morgen**")
    assert answer["type"] == "ok"
    assert await Message.objects.filter(room=room, position=answer["position"]).aexists()
    await listener.until(lambda client: client.events)
    assert [event["position"] for event in listener.events] == [answer["position"]]
    assert "<strong>Morgen</strong>" in listener.events[0]["html"]


async def test_sending_again_with_the_same_id_doubles_nothing(server, room, live_cast, client_for):
    chat = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    client_id = str(uuid4())
    first = await chat.command("post", client=client_id, text="Einmal")
    again = await chat.command("post", client=client_id, text="Einmal")
    assert first["position"] == again["position"]
    assert await Message.objects.acount() == 1


async def test_burst_arrives_complete_and_in_order(server, room, live_cast, client_for):
    listener = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    senders = [await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member)) for _ in range(4)]

    async def send_all(sender, name):
        for number in range(15):
            answer = await sender.command("post", client=str(uuid4()), text=f"{name} {number}")
            assert answer["type"] == "ok", answer

    await asyncio.gather(*(send_all(sender, name) for name, sender in enumerate(senders)))
    await listener.until(lambda client: len(client.events) >= 60)
    assert [event["change"] for event in listener.events] == list(range(1, 61))


async def test_replay_after_a_lost_connection_brings_exactly_what_was_missed(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    chat = await join_chat(server, room.pk, member)
    await chat.command("post", client=str(uuid4()), text="vorher")
    await chat.until(lambda client: client.number == 1)
    await chat.socket.close()
    for text in ("a", "b"):
        await sync_to_async(post_message)(author=live_cast.chair, room=room, text=text, client_id=uuid4())
    back = await join_chat(server, room.pk, member, since=1)
    await back.until(lambda client: client.number == 3)
    assert [event["change"] for event in back.events] == [2, 3]


async def test_server_killed_in_the_middle_loses_no_acknowledged_message(own_server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    acknowledged = []
    for _round in range(3):
        chat = await join_chat(own_server, room.pk, member)
        killer = asyncio.create_task(_kill_after(own_server, 0.3))
        try:
            while True:
                client_id = str(uuid4())
                answer = await asyncio.wait_for(chat.command("post", client=client_id, text=client_id), 2)
                if answer["type"] == "ok":
                    acknowledged.append(client_id)
        except Exception:  # the connection is gone: that is the point
            await killer
        await asyncio.to_thread(own_server.start)
    stored = [message.source async for message in Message.objects.order_by("position")]
    assert len(acknowledged) > 3
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    chat = await join_chat(own_server, room.pk, member)
    await chat.until(lambda client: len(client.events) == len(stored))
    assert [event["change"] for event in chat.events] == sorted(event["change"] for event in chat.events)


async def _kill_after(server, seconds):
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.kill)


async def test_message_that_the_bus_never_carried_arrives_from_the_log(server, room, live_cast, client_for):
    """A message written by another process over the in-memory bus reaches no bus at all."""
    chat = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    await sync_to_async(_post_without_bus)(live_cast.chair, room, "leise")
    await chat.until(lambda client: client.events, seconds=4)
    # Another silent one, then one that the bus does carry: the gap is noticed and closed in order.
    await sync_to_async(_post_without_bus)(live_cast.chair, room, "leise, wieder")
    loud = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member), since=2)
    await loud.command("post", client=str(uuid4()), text="laut")
    await chat.until(lambda client: len(client.events) == 3, seconds=4)
    assert [event["change"] for event in chat.events] == [1, 2, 3]


def _post_without_bus(author, room, text):
    """Write a message as `post_message` does, in a transaction whose announcement is thrown away."""
    with transaction.atomic():
        post_message(author=author, room=room, text=text, client_id=uuid4())
        connection.run_on_commit.clear()


async def test_removed_member_is_closed_at_once(server, room, live_cast, client_for):
    chat = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    await sync_to_async(_end_membership)(live_cast)
    assert await chat.closed() == 4404
    await sync_to_async(post_message)(author=live_cast.chair, room=room, text="danach", client_id=uuid4())
    assert chat.events == []


def _end_membership(cast):
    with transaction.atomic():
        Membership.objects.filter(space=cast.space, user=cast.member).update(ended_at=timezone.now())
        raise_epoch(person_key(cast.member.pk))


async def test_sign_out_closes_the_socket(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    chat = await join_chat(server, room.pk, member)
    await sync_to_async(member.post)("/konto/abmelden/")
    assert await chat.closed() == 4401


async def test_expired_session_closes_the_socket(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    await Session.objects.aupdate(expire_date=timezone.now() + timedelta(seconds=2))
    chat = await join_chat(server, room.pk, member)
    assert await chat.closed() == 4401


async def test_unknown_room_and_unknown_address(server, live_cast, client_for):
    client = await sync_to_async(client_for)(live_cast.member)
    assert await ChatClient(await open_socket(server, "/ws/chat/987654/", client)).closed() == 4404


async def test_foreign_origin_is_refused_before_the_handshake(server, room, live_cast, client_for):
    client = await sync_to_async(client_for)(live_cast.member)
    for origin in ("https://example.com", f"http://127.0.0.1:{server.port + 1}", "null"):
        with pytest.raises(Exception, match="403"):
            await open_socket(server, f"/ws/chat/{room.pk}/", client, origin=origin)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("kein json", "not_json"),
        ("[" * 5000, "not_json"),
        ("[]", "no_type"),
        ('{"type": 3}', "no_type"),
        ('{"type": "post", "ref": 7}', "bad_ref"),
        ('{"type": "ping", "ref": "\\ud800"}', "bad_ref"),
        ('{"type": "unbekannt", "ref": "1"}', "unknown_type"),
        ('{"type": "join", "ref": "1", "since": -1}', "bad_number"),
        ('{"type": "join", "ref": "1", "since": true}', "bad_number"),
        ('{"type": "post", "ref": "1", "client": "nein", "text": "x"}', "bad_client"),
        (f'{{"type": "post", "ref": "1", "client": "{CLIENT_ID}", "text": 5}}', "invalid"),
        (f'{{"type": "post", "ref": "1", "client": "{CLIENT_ID}", "text": "\\u0000"}}', "invalid"),
        (f'{{"type": "post", "ref": "1", "client": "{CLIENT_ID}", "text": "\\ud800"}}', "invalid"),
        (f'{{"type": "post", "ref": "1", "client": "{CLIENT_ID}", "text": "{"x" * 4001}"}}', "too_large"),
        (b"\x00\x01", "text_expected"),
    ],
)
async def test_malformed_frame_gets_a_coded_error_and_the_connection_goes_on(
    server, room, live_cast, client_for, frame, code
):
    member = await sync_to_async(client_for)(live_cast.member)
    chat = ChatClient(await open_socket(server, f"/ws/chat/{room.pk}/", member))
    await chat.socket.send(frame)
    await chat.until(lambda client: client.frames)
    assert chat.frames[0]["type"] == "error"
    assert chat.frames[0]["code"] == code
    assert (await chat.command("ping"))["type"] == "ok"


async def test_nobody_has_read_what_is_not_written_yet(server, room, live_cast, client_for):
    await sync_to_async(post_message)(author=live_cast.chair, room=room, text="eins", client_id=uuid4())
    chat = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    assert (await chat.command("read", position=2**50))["type"] == "ok"
    assert await ReadMark.objects.filter(user=live_cast.member, position=1).aexists()


async def test_oversized_frame_closes_with_its_code(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    chat = ChatClient(await open_socket(server, f"/ws/chat/{room.pk}/", member))
    await chat.socket.send("x" * 70_000)
    assert await chat.closed() == 4413


async def test_who_sends_too_fast_is_told_and_nothing_is_lost(strict_server, room, live_cast, client_for):
    chat = await join_chat(strict_server, room.pk, await sync_to_async(client_for)(live_cast.member))
    answers = await asyncio.gather(*(chat.command("post", client=str(uuid4()), text=str(n)) for n in range(40)))
    codes = {answer.get("code") for answer in answers if answer["type"] == "error"}
    assert codes == {"too_fast"}
    stored = await Message.objects.acount()
    assert stored == sum(answer["type"] == "ok" for answer in answers)


def test_page_and_socket_show_the_same_messages(live_cast, room, client_for):
    client: Client = client_for(live_cast.member)
    page = client.post("/gremien/cluster-atlas/chat/", {"text": "Über das Formular", "client_id": str(uuid4())})
    assert page.status_code == 302
    assert "Über das Formular" in client.get("/gremien/cluster-atlas/chat/").content.decode()
