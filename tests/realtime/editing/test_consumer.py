"""Documents through a real socket of a real server."""

import asyncio

import pytest

from documents.editing.actions import append_update
from documents.editing.compaction import compact
from documents.editing.models import DocumentUpdate
from realtime.editing import protocol
from tests.documents.editing.factories import Browser
from tests.realtime.editing.client import stored_text

pytestmark = [pytest.mark.live]


async def test_two_people_write_at_once_and_see_the_same(enter, page, live_cast):
    one, two = await enter(live_cast.member), await enter(live_cast.chair)
    for number in range(20):
        await asyncio.gather(one.type(f" a{number}"), two.type(f" b{number}"))
    await one.saved()
    await two.saved()
    await one.until(lambda: one.text == two.text and "a19" in one.text and "b19" in one.text)

    assert await stored_text(page) == one.text
    assert one.refusals == two.refusals == []


async def test_saved_is_told_after_the_commit_and_only_to_those_who_ask(enter, page, live_cast):
    one, stock = await enter(live_cast.member), await enter(live_cast.chair, name=protocol.PLAIN)
    await one.type(" eins")
    await one.saved()
    assert "eins" in await stored_text(page)
    await stock.type(" zwei")
    await one.until(lambda: "zwei" in one.text)

    assert one.change > 0
    assert {frame[0] for frame in stock.frames} <= {0, 1}


async def test_rows_name_their_authors_also_when_several_write_at_once(enter, page, live_cast):
    one, two = await enter(live_cast.member), await enter(live_cast.chair)
    await asyncio.gather(*(editor.type(f" {number}") for number in range(10) for editor in (one, two)))
    await one.saved()
    await two.saved()

    rows = await asyncio.to_thread(lambda: list(DocumentUpdate.objects.values_list("author_id", "authors")))
    assert {author for _last, authors in rows for author in authors} == {live_cast.member.pk, live_cast.chair.pk}
    assert all(last in authors for last, authors in rows)


async def test_what_was_typed_while_away_arrives_after_the_return(enter, server, page, live_cast, client_for):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.leave()
    member.put(" offline")
    await chair.type(" online")
    await chair.saved()
    await member.joined(server, page.pk, await asyncio.to_thread(client_for, live_cast.member))
    await member.saved()
    await chair.until(lambda: chair.text == member.text)

    assert "offline" in chair.text
    assert "online" in chair.text
    assert await stored_text(page) == chair.text


async def test_coming_back_without_news_stores_nothing(enter, server, page, live_cast, client_for):
    member = await enter(live_cast.member)
    await member.write("weg damit")
    with member.page.transaction():
        del member.root.children[len(member.root.children) - 1]
    await member.flush()
    await member.saved()
    rows = await asyncio.to_thread(DocumentUpdate.objects.count)
    await member.leave()
    await member.joined(server, page.pk, await asyncio.to_thread(client_for, live_cast.member))
    await member.saved()

    assert await asyncio.to_thread(DocumentUpdate.objects.count) == rows


async def test_the_last_one_to_leave_lets_the_rows_be_drawn_together(enter, page, live_cast):
    member = await enter(live_cast.member)
    for number in range(25):
        await member.type(f" {number}")
        await member.saved()
    text = member.text
    await member.leave()
    async with asyncio.timeout(20):
        while await asyncio.to_thread(DocumentUpdate.objects.count):
            await asyncio.sleep(0.05)

    assert await stored_text(page) == text


async def test_what_another_process_writes_arrives_though_the_bus_brings_nothing(enter, page, live_cast):
    """The test process shares the database with the server, but not its bus in memory: the log heals."""
    member = await enter(live_cast.member)
    await asyncio.to_thread(_write_elsewhere, page, live_cast.chair, 3)
    await member.until(lambda: member.text == "Ausgangslage 0 1 2")
    await member.type(" und hier")
    await member.saved()

    assert await stored_text(page) == "Ausgangslage 0 1 2 und hier"


async def test_a_compaction_elsewhere_disturbs_nobody(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.type(" eins")
    await member.saved()
    await asyncio.to_thread(_write_elsewhere, page, live_cast.chair, 3)
    await asyncio.to_thread(compact, document_id=page.pk)
    await member.until(lambda: " 0 1 2" in member.text)
    await chair.type(" drei")
    await chair.saved()
    await member.until(lambda: member.text == chair.text)

    assert await stored_text(page) == member.text == "Ausgangslage eins 0 1 2 drei"


def _write_elsewhere(page, author, count: int) -> None:
    browser = Browser.on(page)
    for number in range(count):
        append_update(author=author, document=page, payload=browser.type(f" {number}"))


async def test_what_is_sent_twice_is_stored_once_and_both_times_saved(enter, page, live_cast):
    """As after a break: the same edit comes over the old and over the new connection."""
    one, other = await enter(live_cast.member), await enter(live_cast.member)
    one.put(" doppelt")
    update = one._outbox.pop()
    await asyncio.gather(one.send_update(update), other.send_update(update))
    await one.saved()
    await other.saved()

    assert await stored_text(page) == "Ausgangslage doppelt"
    assert await asyncio.to_thread(DocumentUpdate.objects.count) == 1
