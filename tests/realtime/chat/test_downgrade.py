"""What the moderation, a meeting or the administration decides reaches open connections at once, with the reason."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from realtime.chat.actions import hide_message, lift_mute, mute_person, post_message, set_room_rules
from realtime.chat.queries import meeting_room
from tests.realtime.client import join_chat
from tests.realtime.http import send_command
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.meetings.actions import close_meeting
from workgroups.meetings.models import Meeting

pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]


def grants(client) -> list[dict]:
    return [frame for frame in client.frames if frame["type"] == "grant"]


async def posted(client, text="Hallo") -> str:
    answer = await client.command("post", client=str(uuid4()), text=text)
    return answer.get("code", answer["type"])


def rules_of(room, **changed):
    rules = {
        "speaking": "everyone",
        "slow_seconds": 0,
        "is_locked": False,
        "reason": "Es geht gleich weiter.",
        **changed,
    }
    return {"room": room, **rules}


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"is_locked": True}, "room_locked"), ({"speaking": "moderators"}, "moderators_only")],
)
async def test_rules_of_the_room_hold_at_once_and_end_at_once(server, room, live_cast, client_for, changed, code):
    member = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    moderator = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.moderator))
    change = sync_to_async(set_room_rules)
    await change(person=live_cast.moderator, **rules_of(room, **changed))
    assert await posted(member) == code
    assert await posted(moderator) == "ok"
    await member.until(lambda it: grants(it) and "chat" not in grants(it)[-1]["abilities"])
    assert grants(member)[-1]["notice"]
    await member.until(lambda it: any(event["kind"] == "room" for event in it.events))
    await change(person=live_cast.moderator, **rules_of(room))
    await member.until(lambda it: "chat" in grants(it)[-1]["abilities"])
    assert await posted(member) == "ok"


async def test_pause_between_messages_says_how_long(server, room, live_cast, client_for):
    client = await sync_to_async(client_for)(live_cast.member)
    member = await join_chat(server, room.pk, client)
    await sync_to_async(set_room_rules)(person=live_cast.moderator, **rules_of(room, slow_seconds=300))
    assert await posted(member) == "ok"
    answer = await member.command("post", client=str(uuid4()), text="noch eine")
    assert answer["code"] == "slow_mode"
    assert 0 < answer["wait"] <= 300
    _status, answer = await send_command(
        server, room.pk, client, "post", client=str(uuid4()), text="und auf anderem Weg"
    )
    assert answer["code"] == "slow_mode"


async def test_muted_person_is_told_why_and_until_when(server, room, live_cast, client_for):
    member = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    mute = await sync_to_async(mute_person)(
        moderator=live_cast.moderator, space=live_cast.space, person=live_cast.member, minutes=10, reason="Zu viel."
    )
    assert await posted(member) == "muted"
    await member.until(lambda it: grants(it) and "Zu viel." in grants(it)[-1]["notice"])
    await sync_to_async(lift_mute)(moderator=live_cast.moderator, mute=mute)
    await member.until(lambda it: "chat" in grants(it)[-1]["abilities"])
    assert await posted(member) == "ok"


async def test_room_of_a_meeting_closes_with_it(server, live_cast, client_for):
    meeting = await sync_to_async(MeetingFactory)(space=live_cast.space, state=Meeting.State.RUNNING)
    room = await sync_to_async(meeting_room)(meeting)
    member = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.member))
    assert await posted(member) == "ok"
    await sync_to_async(close_meeting)(user=live_cast.minute_taker, meeting=meeting)
    assert await posted(member) == "room_closed"
    await member.until(lambda it: grants(it) and "chat" not in grants(it)[-1]["abilities"])


async def test_hidden_words_leave_every_open_page_and_no_replay_has_them(server, room, live_cast, client_for):
    listener = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.guest))
    message = await sync_to_async(post_message)(
        author=live_cast.member, room=room, text="Unpassendes", client_id=uuid4()
    )
    await sync_to_async(hide_message)(person=live_cast.moderator, message=message, reason="Bitte sachlich.")
    await listener.until(lambda it: it.events and it.events[-1]["change"] == 2)
    hidden = listener.events[-1]
    assert hidden["position"] == message.position
    assert "Unpassendes" not in hidden["html"]
    assert "Bitte sachlich." in hidden["html"]
    late = await join_chat(server, room.pk, await sync_to_async(client_for)(live_cast.chair))
    assert "Unpassendes" not in str(late.frames)
