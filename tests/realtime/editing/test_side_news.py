"""What changed beside the text is told to those who asked for our own messages."""

import asyncio

import pytest
from django.db import transaction

from documents.editing.events import tell_side
from realtime.editing.consumer import Door, EditingSession
from realtime.editing.protocol import side_frame
from realtime.hub import hub
from tests.realtime.sockets import Wire

pytestmark = [pytest.mark.live]


def _door(page, person) -> Door:
    door = Door(page.pk)
    door.authorise(person)
    return door


def _tell(page, kind: str) -> None:
    with transaction.atomic():
        tell_side(page.pk, kind)


async def test_news_from_beside_the_text_reaches_clients_that_ask(page, live_cast):
    wires = {True: Wire(), False: Wire()}
    sessions = []
    await hub().start()
    try:
        for tells_saved, wire in wires.items():
            door = await asyncio.to_thread(_door, page, live_cast.member)
            grant = await asyncio.to_thread(door.authorise, live_cast.member)
            session = EditingSession(wire.connection(grant), door, tells_saved=tells_saved)
            await session.room.enter(session, session.connection)
            sessions.append(session)
        await asyncio.to_thread(_tell, page, "comments")
        asking, stock = wires[True], wires[False]
        await asking.until(lambda: any(message.get("bytes") == side_frame("comments") for message in asking.sent))
        assert not any(message.get("bytes") == side_frame("comments") for message in stock.sent)
    finally:
        for session in sessions:
            session.connection.end()
            await hub().dismiss(session.connection)
            await session.room.leave(session)
        await hub().stop()
