"""A page that one person opened never speaks in the name of whoever signed in after them in the same browser."""

import asyncio

import pytest

from documents.editing.models import DocumentUpdate
from realtime.protocol import Close
from tests.realtime.editing.client import Editor, stored_text

pytestmark = [pytest.mark.live]


@pytest.mark.parametrize("query", ["?me={other}", "?me=niemand", "?me={other}&me={self}"])
async def test_somebody_elses_page_is_closed_before_anything_is_taken(server, page, live_cast, client_for, query):
    client = await asyncio.to_thread(client_for, live_cast.chair)
    before = await stored_text(page)
    editor = Editor()
    editor.page.apply_update((await Editor().joined(server, page.pk, client)).page.get_update())
    editor.put(" Meinung des Mitglieds")
    await editor.open(server, page.pk, client, query=query.format(other=live_cast.member.pk, self=live_cast.chair.pk))
    await editor.flush()

    assert await editor.closed() == Close.OTHER_PERSON
    assert editor.frames == []
    assert await stored_text(page) == before
    assert not await DocumentUpdate.objects.filter(document=page).aexists()


async def test_ones_own_page_is_served(server, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.member)
    editor = await Editor().joined(server, page.pk, client, query=f"?me={live_cast.member.pk}")
    await editor.type(" vom Mitglied")
    await editor.saved()

    assert "vom Mitglied" in await stored_text(page)


async def test_who_has_signed_out_is_told_so_and_may_come_back(server, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.anonymous)
    editor = await Editor().open(server, page.pk, client, query=f"?me={live_cast.member.pk}")
    assert await editor.closed() == Close.SIGNED_OUT
