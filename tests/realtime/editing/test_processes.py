"""Two server processes on one database and one bus: people in both write one text."""

import asyncio

import pytest
from django.conf import settings

from tests.realtime.editing.client import Editor, stored_text
from tests.realtime.server import running_server

pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.skipif(not settings.REDIS_URL, reason="several processes need PostgreSQL and Redis"),
]


@pytest.fixture
def two(live_cast):
    with running_server() as one, running_server() as other:
        yield one, other


async def test_people_in_two_processes_write_one_text(two, page, live_cast, client_for):
    people = [live_cast.member, live_cast.chair, live_cast.moderator, live_cast.minute_taker]
    editors = []
    for server, person in zip((*two, *two), people, strict=True):
        client = await asyncio.to_thread(client_for, person)
        editors.append(await Editor().joined(server, page.pk, client))
    for number in range(15):
        await asyncio.gather(*(editor.type(f" {who}.{number}") for who, editor in enumerate(editors)))
    for editor in editors:
        await editor.saved()
    await editors[0].until(lambda: len({editor.text for editor in editors}) == 1)

    assert all(f" {who}.14" in editors[0].text for who in range(4))
    assert await stored_text(page) == editors[0].text
    assert [editor.refusals for editor in editors] == [[]] * 4


async def test_who_moves_to_another_process_goes_on_under_the_same_number(two, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.member)
    editor = await Editor().joined(two[0], page.pk, client)
    await editor.type(" hier")
    await editor.saved()
    await editor.leave()
    editor.put(" unterwegs")
    await editor.joined(two[1], page.pk, client)
    await editor.type(" dort")
    await editor.saved()

    assert editor.refusals == []
    assert await stored_text(page) == "Ausgangslage hier unterwegs dort"
