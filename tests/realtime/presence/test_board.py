"""Who is in a room: everybody who wants to be seen, once, over all processes, and nobody who has gone."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from dialog.accounts.models import User
from dialog.common.access import person_key, raise_epoch
from realtime.presence import board as module
from realtime.presence.board import PresenceBoard
from realtime.presence.people import PersonHere, may_be_seen_typing, person_here
from tests.factories import UserFactory
from tests.realtime.client import join_chat
from tests.realtime.sockets import Wire

ANNA = PersonHere(1, "Anna", "AN", "green", organisation=False)
pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]


def names(client) -> list[str]:
    """Return who was here by the last list that a client was given."""
    lists = [frame for frame in client.frames if frame["type"] == "presence"]
    return [person["name"] for person in lists[-1]["people"]] if lists else []


async def test_everybody_sees_who_is_here_and_who_has_left(server, room, live_cast, client_for):
    member = await sync_to_async(client_for)(live_cast.member)
    one = await join_chat(server, room.pk, member)
    again = await join_chat(server, room.pk, member)
    guest = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    everybody = ["Cluster-Kontakt Neckar-Alb", "Gast"]
    for client in (one, again, guest):
        await client.until(lambda it: names(it) == everybody)
    await again.socket.close()
    await guest.socket.close()
    await one.until(lambda it: names(it) == everybody[:1])


async def test_who_does_not_want_to_be_seen_is_not(server, room, live_cast, client_for):
    live_cast.member.shows_presence = live_cast.member.shows_typing = False
    await live_cast.member.asave()
    hidden = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    guest = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    await hidden.until(lambda it: names(it) == ["Gast"])
    await hidden.command("typing")
    await guest.command("typing")
    await hidden.until(lambda it: any(frame["type"] == "typing" for frame in it.frames))
    typing = [frame for frame in guest.frames if frame["type"] == "typing"]
    assert [person["name"] for frame in typing for person in frame["people"]] == ["Gast"]


async def test_wish_to_be_seen_holds_at_once_for_open_pages(server, room, live_cast, client_for):
    guest = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    await guest.until(lambda it: names(it) == ["Cluster-Kontakt Neckar-Alb", "Gast"])
    await sync_to_async(_change)(live_cast.member, shows_presence=False)
    await guest.until(lambda it: names(it) == ["Gast"])
    await sync_to_async(_change)(live_cast.member, shows_presence=True, display_name="Anderer Name")
    await guest.until(lambda it: names(it) == ["Anderer Name", "Gast"])


def _change(person, **fields):
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(**fields)
        raise_epoch(person_key(person.pk))


async def test_who_is_writing_is_told_together():
    wire = Wire()
    board, connection = PresenceBoard("chat.1.people"), wire.connection()
    board.enter(connection, ANNA)
    for number in range(100):
        board.heard({"typing": [{"id": number % 3, "name": f"Person {number % 3}"}]})
    await wire.until(lambda: sum('"typing"' in text for text in wire.texts) == 2)
    assert wire.texts[-1].count('"id"') == 3
    board.leave(connection)
    connection.end()


def test_operator_can_switch_both_off_for_all(db, settings):
    user = UserFactory()
    assert person_here(user)
    assert may_be_seen_typing(user)
    settings.LIVE_PRESENCE = settings.LIVE_TYPING = False
    assert person_here(user) is None
    assert not may_be_seen_typing(user)


def told(wire: Wire) -> list[str]:
    return [text for text in wire.texts if '"presence"' in text]


@pytest.fixture
async def quick(monkeypatch):
    monkeypatch.setattr(module, "TELL_EVERY", 0.01)
    monkeypatch.setattr(module, "SAY_AGAIN", 0.05)


def statement(process: str, *people: PersonHere, asks: bool = False) -> dict:
    return {"process": process, "people": [person.as_dict() for person in people], "asks": asks}


async def test_a_person_in_two_processes_is_one_person(quick):
    wire = Wire()
    board, connection = PresenceBoard("chat.1.people"), wire.connection()
    board.enter(connection, ANNA)
    board.heard(statement("other", ANNA))
    await wire.until(lambda: told(wire))
    assert '"count":1' in told(wire)[-1]
    board.leave(connection)
    connection.end()


async def test_what_a_killed_process_has_said_is_forgotten(quick, monkeypatch):
    monkeypatch.setattr(module, "FORGET_AFTER", 0.2)
    wire = Wire()
    board, connection = PresenceBoard("chat.1.people"), wire.connection()
    board.enter(connection, None)
    board.heard(statement("killed", ANNA))
    await wire.until(lambda: told(wire) and '"count":1' in told(wire)[-1])
    await wire.until(lambda: '"count":0' in told(wire)[-1])
    board.leave(connection)
    connection.end()


async def test_nothing_is_told_while_nothing_changes(quick):
    wire = Wire()
    board, connection = PresenceBoard("chat.1.people"), wire.connection()
    board.enter(connection, ANNA)
    await wire.until(lambda: told(wire))
    for _ in range(5):
        board.heard(statement("other"))
        await asyncio.sleep(0.03)
    assert len(told(wire)) == 1
    board.leave(connection)
    connection.end()


async def test_a_long_list_is_cut_but_counted(quick):
    wire = Wire()
    board, connection = PresenceBoard("chat.1.people"), wire.connection()
    board.enter(connection, ANNA)
    crowd = [PersonHere(number, f"Person {number}", "P", "green", organisation=False) for number in range(2, 80)]
    board.heard(statement("other", *crowd))
    await wire.until(lambda: told(wire) and '"count":79' in told(wire)[-1])
    assert told(wire)[-1].count('"id"') == module.SHOWN
    board.leave(connection)
    connection.end()
