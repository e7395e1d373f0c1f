"""Who is here and where: told to all, signed by us."""

import pytest

pytestmark = [pytest.mark.live]


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


async def test_nobody_fills_the_page_with_carets(enter, live_cast):
    guest, member = await enter(live_cast.guest), await enter(live_cast.member)
    for number in range(1, 30):
        await guest.point({}, client=number)
    await member.point({})
    await guest.until(lambda: member.page.client_id in guest.carets)

    assert len([number for number in member.carets if number < 30]) <= 4
