"""Documents through a real socket of a real server."""

import asyncio

import pytest
from django.db import transaction
from django.utils import timezone

from dialog.common.access import raise_epoch, space_key
from documents.editing.actions import append_update
from documents.editing.compaction import compact
from documents.editing.models import DocumentUpdate
from documents.editing.queries import text_of
from documents.library.actions import trash_document
from realtime.editing import protocol
from realtime.protocol import Close
from tests.documents.editing.factories import Browser, nested
from tests.realtime.editing.client import Editor
from workgroups.spaces.models import Membership, Role

pytestmark = [pytest.mark.live]


@pytest.fixture
def enter(server, page, client_for):
    """Open the page's socket as a person; everything is closed at the end."""

    async def make(person, **options) -> Editor:
        client = await asyncio.to_thread(client_for, person)
        return await Editor().joined(server, page.pk, client, **options)

    return make


async def stored_text(page) -> str:
    return await asyncio.to_thread(text_of, page.pk)


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


async def test_rows_name_their_author_also_when_several_write_at_once(enter, page, live_cast):
    one, two = await enter(live_cast.member), await enter(live_cast.chair)
    await asyncio.gather(*(editor.type(f" {number}") for number in range(10) for editor in (one, two)))
    await one.saved()
    await two.saved()

    authors = await asyncio.to_thread(lambda: set(DocumentUpdate.objects.values_list("author_id", flat=True)))
    assert authors == {live_cast.member.pk, live_cast.chair.pk}


async def test_guests_see_changes_and_their_own_are_refused(enter, page, live_cast):
    guest, member = await enter(live_cast.guest), await enter(live_cast.member)
    assert guest.may_write is False
    await member.type(" vom Mitglied")
    await guest.until(lambda: "vom Mitglied" in guest.text)
    before = member.text
    await guest.type(" vom Gast")
    await guest.until(lambda: guest.refusals == ["not_allowed"])

    assert await stored_text(page) == before == member.text


async def test_a_stock_client_learns_of_a_refusal_in_its_own_words(enter, live_cast):
    guest = await enter(live_cast.guest, name=protocol.PLAIN)
    await guest.type(" vom Gast")
    await guest.until(lambda: guest.refusals == ["not_allowed"])


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("anonymous", Close.SIGNED_OUT),
        ("stranger", Close.NOT_FOUND),
        ("former", Close.NOT_FOUND),
        ("administrator", Close.NOT_FOUND),
    ],
)
async def test_others_are_not_let_in(server, page, live_cast, client_for, person, code):
    client = await asyncio.to_thread(client_for, getattr(live_cast, person))
    editor = await Editor().open(server, page.pk, client)
    assert await editor.closed() == code
    assert editor.frames == []


async def test_other_subprotocols_are_refused(server, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.member)
    for name in ("cluster-dialog.y.2", "y", "cluster-dialog.y.1+other"):
        editor = await Editor().open(server, page.pk, client, name=name)
        assert await editor.closed() == Close.OTHER_VERSION


async def test_files_unknown_pages_and_pages_in_the_trash_are_not_found(server, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.member)
    assert await (await Editor().open(server, page.pk + 1, client)).closed() == Close.NOT_FOUND
    await asyncio.to_thread(trash_document, by=live_cast.chair, document=page)
    assert await (await Editor().open(server, page.pk, client)).closed() == Close.NOT_FOUND


async def test_a_page_that_goes_to_the_trash_takes_no_more(enter, page, live_cast):
    member = await enter(live_cast.member)
    before = await stored_text(page)
    await asyncio.to_thread(trash_document, by=live_cast.chair, document=page)
    await member.type(" zu spät")

    assert await member.closed() == Close.NOT_FOUND
    assert await stored_text(page) == before


def _set_role(cast, role: str | None) -> None:
    with transaction.atomic():
        rows = Membership.objects.filter(space=cast.space, user=cast.member)
        rows.update(role=role) if role else rows.update(ended_at=timezone.now())
        raise_epoch(space_key(cast.space.pk))


async def test_a_member_who_becomes_a_guest_reads_on_but_writes_no_more(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await asyncio.to_thread(_set_role, live_cast, Role.GUEST)
    await member.until(lambda: not member.may_write)
    await member.type(" heimlich")
    await member.until(lambda: member.refusals == ["not_allowed"])
    await chair.type(" offen")
    await member.until(lambda: "offen" in member.text)

    assert "heimlich" not in await stored_text(page)


async def test_a_guest_who_becomes_a_member_may_write_and_what_waited_arrives(enter, page, live_cast):
    await asyncio.to_thread(_set_role, live_cast, Role.GUEST)
    member = await enter(live_cast.member)
    member.put(" schon getippt")
    await asyncio.to_thread(_set_role, live_cast, Role.MEMBER)
    await member.until(lambda: member.may_write)
    await member.saved()

    assert "schon getippt" in await stored_text(page)


async def test_a_member_who_is_removed_is_cut_off(enter, live_cast):
    member = await enter(live_cast.member)
    await asyncio.to_thread(_set_role, live_cast, None)
    assert await member.closed() == Close.NOT_FOUND


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


async def test_an_update_with_a_gap_is_refused_and_asked_for_again(enter, page, live_cast):
    member = await enter(live_cast.member)
    member.put(" verloren")
    member._outbox.clear()
    await member.type(" danach")
    await member.until(lambda: member.refusals == ["gap"])
    await member.saved()

    assert await stored_text(page) == "Ausgangslage verloren danach"


async def test_malformed_frames_are_told_and_in_the_end_close(enter, page, live_cast):
    member = await enter(live_cast.member)
    await member.send("text")
    await member.send(b"\x00\x02\xff")
    await member.until(lambda: member.refusals == ["malformed", "malformed"])
    await member.type(" geht noch")
    await member.saved()
    for _frame in range(30):
        await member.send(b"\x63")

    assert await member.closed() == Close.BAD_FRAME
    assert "geht noch" in await stored_text(page)


async def test_hostile_updates_are_refused_one_by_one_and_hurt_nobody(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    hostile = [
        b"kaputt",
        b"\xb7\xd4\xde\x75\x00",
        nested(5_000),
        b"\x01\x01\x05\x00\x09\x01\x07content\x01a\x76\x00\x00",
    ]
    for update in hostile:
        await member.send_update(update)
    await chair.type(" unbeirrt")
    await chair.saved()
    await member.until(lambda: member.refusals == ["invalid"] * len(hostile))
    await member.type(" auch ich")
    await member.saved()

    assert await stored_text(page) == "Ausgangslage unbeirrt auch ich"


async def test_a_frame_over_the_limit_closes_the_connection(enter, page, live_cast):
    member = await enter(live_cast.member)
    await member.send(bytes(protocol.MAX_FRAME_BYTES + 1))
    assert await member.closed() == Close.TOO_LARGE


async def test_a_large_paste_is_stored(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.write("x" * 600_000)
    await member.saved()
    await chair.until(lambda: len(chair.text) > 600_000)
    assert member.refusals == []


async def test_carets_are_signed_by_us_told_to_all_and_removed_at_the_end(enter, live_cast):
    member, chair, guest = await enter(live_cast.member), await enter(live_cast.chair), await enter(live_cast.guest)
    place = {"tname": "content", "item": {"client": 1, "clock": 1}}
    cursor = {"anchor": place, "head": place}
    await member.point({"user": {"name": "Jemand anderes", "color": "red"}, "cursor": cursor, "more": "x"})
    await guest.point({"user": {"name": "Gast"}, "cursor": cursor})
    number, guest_number = member.page.client_id, guest.page.client_id
    for editor in (member, chair, guest):
        await editor.until(lambda editor=editor: number in editor.carets and guest_number in editor.carets)

    assert chair.carets[number]["user"]["name"] == "Cluster-Kontakt Neckar-Alb"
    assert chair.carets[number]["user"]["writes"] is True
    assert chair.carets[number]["cursor"] == cursor
    assert "more" not in chair.carets[number]
    assert chair.carets[guest_number] == chair.carets[guest_number] | {"cursor": None}
    await member.leave()
    await chair.until(lambda: chair.carets[number] is None)


async def test_nobody_moves_or_removes_the_caret_of_another(enter, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.point({})
    number = member.page.client_id
    await chair.until(lambda: number in chair.carets)
    await chair.point(None, clock=9, client=number)
    await chair.point({}, clock=1)
    await member.until(lambda: chair.page.client_id in member.carets)

    assert member.carets[number]["user"]["name"] == "Cluster-Kontakt Neckar-Alb"


async def test_who_comes_later_sees_who_is_here(enter, live_cast):
    member = await enter(live_cast.member)
    await member.point({})
    await member.until(lambda: member.page.client_id in member.carets)
    chair = await enter(live_cast.chair)
    await chair.until(lambda: member.page.client_id in chair.carets)


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
