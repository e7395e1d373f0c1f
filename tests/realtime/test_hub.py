"""The hub: nobody keeps a right because another connection heard of its end first; rooms that fail are no traps."""

import asyncio
from dataclasses import replace

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from dialog.common.access import person_key
from dialog.common.errors import NotFound
from dialog.common.models import AccessEpoch
from realtime.connection import MAX_UNSENT_BYTES
from realtime.hub import Hub
from realtime.protocol import Close
from realtime.room import Replay, Room
from realtime.threads import stop_threads
from tests.realtime.sockets import GRANT, Wire

pytestmark = pytest.mark.django_db(transaction=True)
FRAMES = 5
LONG = "x" * (MAX_UNSENT_BYTES // 2)


@pytest.fixture
async def hub():
    hub = Hub()
    yield hub
    await hub.stop()
    await asyncio.to_thread(stop_threads)


@pytest.fixture
async def wire():
    return Wire()


@pytest.fixture
async def connection(hub, wire):
    """Somebody who has been let in and has not joined a room yet."""
    connection = wire.connection()
    await hub.admit(connection)
    yield connection
    connection.end()
    await hub.dismiss(connection)


async def test_a_newcomer_does_not_hide_a_lost_right_from_those_who_are_here(hub):
    removed = False

    def look():
        if removed:
            raise NotFound
        return GRANT

    wire, other = Wire(), Wire()
    present, newcomer = wire.connection(renew=look), other.connection(replace(GRANT, space_id=2))
    await hub.admit(present)
    # The bus says nothing of it.
    await sync_to_async(AccessEpoch.objects.create)(key=person_key(GRANT.user_id), epoch=1)
    removed = True
    await hub.admit(newcomer)
    await wire.until(lambda: wire.close_code, 1.5)
    assert (wire.close_code, other.close_code) == (Close.NOT_FOUND, None)
    for connection in (present, newcomer):
        connection.end()


def as_text(prev, head, _changes):
    return f"{prev}-{head} {LONG}"


async def test_a_long_replay_arrives_whole(hub, connection, wire):
    def load(since):
        return Replay([(since + 1, "x")], since + 1, complete=since + 1 == FRAMES)

    await hub.join(connection, "chat.1", since=0, load=load, encode=as_text)
    assert [text.split()[0] for text in wire.texts] == ["0-1", "1-2", "2-3", "3-4", "4-5"]
    assert wire.close_code is None


async def test_who_cannot_be_given_the_replay_is_asked_to_come_back(hub, connection, wire):
    def load(_since):
        raise OperationalError

    with pytest.raises(OperationalError):
        await hub.join(connection, "chat.1", since=0, load=load, encode=as_text)
    assert wire.close_code == Close.RESTART


async def test_a_room_that_cannot_be_opened_is_not_kept(hub, connection):
    # No bus takes half a character: the one in memory says TypeError, Redis cannot encode it.
    with pytest.raises((TypeError, UnicodeEncodeError)):
        await hub.join(connection, "chat.\ud800", since=0, load=lambda _: Replay((), 0), encode=as_text)
    assert hub.rooms == {}


async def test_a_change_that_came_while_the_room_opened_is_not_read_again_and_again():
    loads = []

    def load(since):
        loads.append(since)
        return Replay((), since)

    room = Room("chat.1", load=load, encode=as_text)
    room.arrived(7, {})
    room.open_at(7)
    room.arrived(8, {})
    await asyncio.sleep(0.3)
    assert (room.seen, loads) == (8, [])


async def test_who_could_not_be_handed_a_frame_is_asked_to_come_back(hub, connection, wire):
    other = Wire()
    broken = other.connection()
    broken.push = lambda _frame: 1 / 0
    room = await hub.join(connection, "chat.1", since=0, load=lambda since: Replay((), since), encode=as_text)
    room.members.add(broken)
    room.arrived(1, {})
    await other.until(lambda: other.close_code)
    assert other.close_code == Close.RESTART
    assert wire.texts[-1].startswith("0-1")
    broken.end()
