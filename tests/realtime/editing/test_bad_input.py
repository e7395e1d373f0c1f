"""What no browser sends is refused with a code and hurts nobody."""

import asyncio

import pytest
from pycrdt import XmlElement

from documents.editing.models import TextAuthor
from realtime.editing import protocol
from realtime.protocol import Close
from tests.documents.editing.factories import Browser, nested
from tests.realtime.editing.client import Editor, stored_text

pytestmark = [pytest.mark.live]


async def test_other_subprotocols_are_refused(server, page, live_cast, client_for):
    client = await asyncio.to_thread(client_for, live_cast.member)
    for name in ("cluster-dialog.y.1", "y", "cluster-dialog.y.2+other"):
        editor = await Editor().open(server, page.pk, client, name=name)
        assert await editor.closed() == Close.OTHER_VERSION


async def test_an_update_with_a_gap_is_refused_and_asked_for_again(enter, page, live_cast):
    member = await enter(live_cast.member)
    member.put(" verloren")
    member._outbox.clear()
    await member.type(" danach")
    sent = member.sent
    await member.until(lambda: member.refusals == ["gap"] and member.sent > sent)
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


async def test_what_no_editor_knows_is_refused_before_an_editor_deletes_it(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    strange = [
        lambda root: root.children.append(XmlElement("marquee")),
        lambda root: root.children[0].children[0].format(0, 4, {"evil": True}),
    ]
    for edit in strange:
        await member.send_update(Browser(member.page.get_update()).change(edit))
    await member.until(lambda: member.refusals == ["invalid"] * len(strange))
    await chair.type(" bleibt")
    await chair.saved()

    assert await stored_text(page) == "Ausgangslage bleibt"


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


async def test_who_keeps_sending_what_cannot_be_taken_is_closed(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    for _update in range(80):
        await member.send_update(nested(70))

    assert await member.closed() == Close.BAD_FRAME
    await chair.type(" unbeirrt")
    await chair.saved()
    assert await stored_text(page) == "Ausgangslage unbeirrt"


async def test_letters_in_the_name_of_somebody_else_are_refused(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.type(" eins")
    await member.saved()
    await chair.until(lambda: " eins" in chair.text)
    member.put(" gefälscht")
    await chair.send_update(member._outbox.pop())
    await chair.until(lambda: chair.refusals == ["invalid"])
    assert "gefälscht" not in await stored_text(page)

    # One's own second tab, or the same one after a break, goes on under its number.
    again = await enter(live_cast.member)
    again.page.apply_update(member.page.get_update())
    await again.send_update(member.page.get_update())
    await again.saved()
    assert again.refusals == []
    assert "gefälscht" in await stored_text(page)


async def test_others_who_typed_in_the_same_moment_are_stored_when_one_is_refused(enter, page, live_cast):
    """The number is known in the database to be another's, from another process: only the commit shows it."""
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await asyncio.to_thread(
        TextAuthor.objects.create, document=page, client=member.page.client_id, user=live_cast.moderator
    )
    await asyncio.gather(
        *(editor.type(f" {name}{n}") for n in range(5) for name, editor in (("m", member), ("c", chair)))
    )
    await member.until(lambda: member.handled == member.sent)
    await chair.saved()

    assert "invalid" in member.refusals
    assert chair.refusals == []
    assert await stored_text(page) == "Ausgangslage c0 c1 c2 c3 c4"


async def test_a_paste_of_two_megabytes_is_refused_and_the_text_stays(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    await member.write("x" * 2_000_000)
    assert await member.closed() == Close.TOO_LARGE
    await chair.type(" unbeirrt")
    await chair.saved()
    assert await stored_text(page) == "Ausgangslage unbeirrt"


async def test_a_page_takes_no_more_than_its_limit_however_small_the_steps(enter, page, live_cast):
    member = await enter(live_cast.member)
    for _step in range(20):
        await member.write("x" * 600_000)
        await member.saved()
        if member.refusals:
            break

    assert member.refusals == ["too_large"]
    assert len(await stored_text(page)) < 8 * 1024 * 1024
    member.refusals.clear()
    with member.page.transaction():
        del member.root.children[1 : len(member.root.children) - 2]
    await member.flush()
    await member.until(lambda: member.handled == member.sent)
    assert len(await stored_text(page)) < 1_000_000


async def test_a_flood_ends_the_connection_and_nobody_else_notices(enter, page, live_cast):
    member, chair = await enter(live_cast.member), await enter(live_cast.chair)
    for _frame in range(4_000):
        await member.send(b"\x03")

    assert await member.closed() in (Close.TOO_FAST, Close.TOO_SLOW)
    await chair.type(" unbeirrt")
    await chair.saved()
    assert await stored_text(page) == "Ausgangslage unbeirrt"
