"""What keeps people from writing in a room where their role lets them write."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dialog.common.errors import Conflict
from realtime.chat import actions
from realtime.chat.errors import ModeratorsOnly, Muted, RoomClosed, RoomLocked, SlowMode
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import changes_since, meeting_room, standing_room
from tests.realtime.chat.factories import post, write_messages
from tests.workgroups.meetings.factories import MeetingFactory


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


@pytest.fixture
def message(cast, room) -> Message:
    return write_messages(cast.space, cast.member, 1)[0]


def edit(message, text="Neue Worte", version=1) -> Message:
    return actions.edit_message(author=message.author, message=message, text=text, version=version)


def set_rules(person, room, *, speaking="everyone", slow=0, locked=False, reason="Grund") -> ChatRoom:
    return actions.set_room_rules(
        person=person, room=room, speaking=speaking, slow_seconds=slow, is_locked=locked, reason=reason
    )


def mute(cast, person, minutes=10):
    return actions.mute_person(moderator=cast.chair, space=cast.space, person=person, minutes=minutes, reason="Ton")


def html_sent(room, since) -> str:
    return " ".join(event.get("html", "") for _change, event in changes_since(room.pk, since).changes)


def writes(cast, room, message) -> list[Exception | None]:
    """Try the three ways of writing as `member`, the author of the message, and return how each was refused."""

    def refused(act) -> Exception | None:
        try:
            act()
        except (Conflict, SlowMode) as error:
            return error
        return None

    return [
        refused(lambda: post(cast.member, room)),
        refused(lambda: edit(message, f"Anders {uuid4()}", version=Message.objects.get(pk=message.pk).version)),
        refused(lambda: actions.set_reaction(person=cast.member, message=message, kind="thanks", on=True)),
    ]


def test_nobody_but_the_moderation_writes_in_a_locked_room(cast, room, message):
    room = set_rules(cast.chair, room, locked=True)
    message.room = room
    assert [type(error) for error in writes(cast, room, message)] == [RoomLocked] * 3
    assert post(cast.moderator, room).source == "Hallo"
    room = message.room = set_rules(cast.chair, room)
    assert writes(cast, room, message) == [None] * 3


def test_only_the_moderation_writes_where_it_said_so(cast, room, message):
    room = message.room = set_rules(cast.chair, room, speaking="moderators")
    assert [type(error) for error in writes(cast, room, message)] == [ModeratorsOnly] * 3
    assert post(cast.chair, room).source == "Hallo"


def test_a_muted_person_reads_only_until_the_mute_ends(cast, room, message):
    running = mute(cast, cast.member)
    errors = writes(cast, room, message)
    assert [type(error) for error in errors] == [Muted] * 3
    assert "Ton" in str(errors[0])
    assert post(cast.guest, room).source == "Hallo"
    # What is one's own may be taken back all the same.
    actions.remove_message(person=cast.member, message=message)
    running.__class__.objects.update(until=timezone.now() - timedelta(seconds=1))
    cast.member.__dict__.pop("_mutes")
    assert post(cast.member, room).source == "Hallo"


def test_a_mute_that_ends_while_it_is_remembered_ends(cast, room):
    running = mute(cast, cast.member)
    with pytest.raises(Muted):
        post(cast.member, room)
    cast.member.__dict__["_mutes"][cast.space.pk].until = timezone.now() - timedelta(seconds=1)
    assert running.until > timezone.now()
    assert post(cast.member, room).source == "Hallo"


def test_a_lifted_mute_ends_at_once(cast, room, message):
    actions.lift_mute(moderator=cast.chair, mute=mute(cast, cast.member))
    cast.member.__dict__.pop("_mutes", None)
    assert writes(cast, room, message) == [None] * 3


def test_a_mute_holds_in_all_rooms_of_its_space_and_in_no_other(cast, room):
    running = meeting_room(MeetingFactory(space=cast.space, running=True))
    mute(cast, cast.member)
    with pytest.raises(Muted):
        post(cast.member, running)
    assert post(cast.stranger, standing_room(cast.other_space)).source == "Hallo"


def test_what_was_sent_before_a_mute_is_acknowledged_after_it(cast, room):
    client_id = uuid4()
    first = actions.post_message(author=cast.member, room=room, text="Hallo", client_id=client_id)
    mute(cast, cast.member)
    again = actions.post_message(author=cast.member, room=room, text="Hallo", client_id=client_id)
    assert again.pk == first.pk
    with pytest.raises(Conflict):
        actions.post_message(author=cast.member, room=room, text="Anders", client_id=client_id)


def test_slow_mode_asks_for_a_pause_between_two_messages_of_one_person(cast, room):
    room = set_rules(cast.chair, room, slow=30)
    first = post(cast.member, room)
    with pytest.raises(SlowMode) as refused:
        post(cast.member, room)
    assert 1 <= refused.value.wait <= 30
    assert post(cast.guest, room).source == "Hallo"
    for _ in range(2):
        post(cast.moderator, room)
    # An edit is no second message.
    first.room = room
    assert edit(first).version == 2
    Message.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(seconds=30))
    assert post(cast.member, room).source == "Hallo"


@pytest.mark.parametrize("state", ["draft", "open", "closed", "cancelled"])
def test_the_room_of_a_meeting_that_is_not_running_is_only_read(cast, state):
    meeting = MeetingFactory(space=cast.space, running=True)
    room = meeting_room(meeting)
    message = post(cast.member, room)
    meeting.state = state
    meeting.save()
    assert [type(error) for error in writes(cast, room, message)] == [RoomClosed] * 3
    with pytest.raises(RoomClosed):
        post(cast.chair, room)
