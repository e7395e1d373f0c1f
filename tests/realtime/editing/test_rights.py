"""Who may come in, who may write, and what a lost right does to an open socket."""

import asyncio

import pytest
from django.db import transaction
from django.utils import timezone

from dialog.common.access import raise_epoch, space_key
from documents.library.actions import trash_document
from documents.library.models import Document
from realtime.editing import protocol
from realtime.protocol import Close
from tests.realtime.editing.client import Editor, stored_text
from workgroups.spaces.models import Membership, Role

pytestmark = [pytest.mark.live]


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


async def test_a_reader_leaves_a_page_that_goes_to_the_trash(enter, page, live_cast):
    guest = await enter(live_cast.guest)
    await asyncio.to_thread(trash_document, by=live_cast.chair, document=page)
    assert await guest.closed() == Close.NOT_FOUND


def _move(page, state: str) -> None:
    with transaction.atomic():
        Document.objects.filter(pk=page.pk).update(state=state)
        raise_epoch(space_key(page.space_id))


async def test_a_page_that_leaves_its_draft_is_read_only_and_what_waits_arrives_with_the_next_draft(
    enter, page, live_cast
):
    member = await enter(live_cast.member)
    await asyncio.to_thread(_move, page, Document.State.REVIEW)
    await member.until(lambda: not member.may_write)
    before = await stored_text(page)
    await member.type(" danach")
    await member.until(lambda: member.refusals == ["not_allowed"])
    assert await stored_text(page) == before

    await asyncio.to_thread(_move, page, Document.State.DRAFT)
    await member.until(lambda: member.may_write)
    await member.saved()
    assert await stored_text(page) == "Ausgangslage danach"
