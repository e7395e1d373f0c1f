"""One socket: the order of what goes out, the bounds, the last words of a client, the end of a session."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from dialog.common.errors import SignInNeeded, TooFast, Unavailable
from realtime.connection import MAX_UNSENT_BYTES
from realtime.protocol import Close, close_code_for
from realtime.threads import stop_threads
from tests.realtime.sockets import GRANT, Wire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
async def no_threads_stay():
    yield
    await asyncio.to_thread(stop_threads)


async def test_what_came_in_before_the_client_left_is_carried_out():
    wire = Wire()
    wire.says("a", "b")
    wire.leaves()
    connection = wire.connection()
    assert [frame async for frame in connection.frames()] == ["a", "b"]
    connection.end()


async def test_who_is_sent_away_has_nothing_more_to_say():
    wire = Wire()
    wire.says("a", "b")
    connection = wire.connection()
    await asyncio.sleep(0)
    await connection.close(Close.NO_ACCESS)
    assert [frame async for frame in connection.frames()] == []
    assert wire.close_code == Close.NO_ACCESS
    connection.end()


async def test_a_right_lost_after_the_client_left_drops_what_waits():
    wire = Wire()
    wire.says("a")
    wire.leaves()
    connection = wire.connection()
    await wire.until(lambda: connection.closed)
    await connection.close(Close.NO_ACCESS)
    assert [frame async for frame in connection.frames()] == []
    assert wire.sent == []
    connection.end()


async def test_a_replay_goes_before_what_was_kept_back():
    wire = Wire()
    connection = wire.connection()
    connection.push("first")
    connection.hold()
    connection.push("live")
    await connection.replay("missed")
    connection.release()
    connection.push("later")
    await wire.until(lambda: len(wire.texts) == 4)
    assert wire.texts == ["first", "missed", "live", "later"]
    connection.end()


async def test_what_is_kept_back_is_bounded():
    wire = Wire()
    connection = wire.connection()
    connection.hold()
    for _number in range(4):
        connection.push("x" * (MAX_UNSENT_BYTES // 2))
    await wire.until(lambda: wire.close_code)
    assert wire.close_code == Close.TOO_SLOW
    connection.end()


async def test_a_prolonged_session_keeps_its_connection():
    wire = Wire()
    short = replace(GRANT, expires_at=timezone.now() + timedelta(seconds=0.1))
    longer = replace(GRANT, expires_at=timezone.now() + timedelta(hours=1))
    connection = wire.connection(short, lambda: longer)
    await wire.until(lambda: connection.grant is longer)
    assert not connection.closed
    connection.end()


async def test_an_ended_session_closes_its_connection():
    def look():
        raise SignInNeeded

    wire = Wire()
    connection = wire.connection(replace(GRANT, expires_at=timezone.now() + timedelta(seconds=0.1)), look)
    await wire.until(lambda: wire.close_code)
    assert wire.close_code == Close.SIGNED_OUT
    connection.end()


def test_a_server_that_cannot_look_now_asks_to_come_back():
    assert close_code_for(TooFast()) == close_code_for(Unavailable()) == Close.RESTART
