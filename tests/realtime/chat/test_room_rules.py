"""The rules of a room: who may write in it, how often, and how long it keeps what was written."""

import pytest

from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, space_key
from dialog.common.errors import Conflict, Invalid
from dialog.common.log import head_of
from realtime.chat import actions
from realtime.chat.door import room_key
from realtime.chat.models import ChatRoom
from realtime.chat.queries import (
    changes_since,
    meeting_room,
    standing_room,
)
from realtime.chat.retention import empty_room
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.meetings import actions as meetings


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


def audit() -> list[tuple[str, dict]]:
    return list(AuditEntry.objects.filter(action__startswith="chat.").order_by("pk").values_list("action", "data"))


def set_rules(person, room, *, speaking="everyone", slow=0, locked=False, reason="") -> ChatRoom:
    return actions.set_room_rules(
        person=person, room=room, speaking=speaking, slow_seconds=slow, is_locked=locked, reason=reason
    )


def lines(room) -> list[str]:
    return list(room.messages.filter(kind="system").order_by("position").values_list("html", flat=True))


def test_a_change_of_rules_is_one_line_with_the_reason_after_what_is_stricter(cast, room):
    set_rules(cast.chair, room, locked=True, reason="Wahl & Pause")
    assert lines(room) == ["Die Moderation hat den Raum gesperrt. Begründung: Wahl &amp; Pause"]
    set_rules(cast.chair, room, speaking="moderators", slow=60, reason="Frist")
    assert lines(room)[1:] == [
        "Die Moderation hat den Raum wieder geöffnet. In diesem Raum schreibt jetzt nur die Moderation. "
        "Zwischen zwei Nachrichten einer Person liegt jetzt eine Pause von einer Minute. Begründung: Frist",
    ]
    set_rules(cast.moderator, room, locked=True, speaking="everyone", slow=300, reason="Wahl")
    assert lines(room)[2:] == [
        "In diesem Raum können wieder alle schreiben. Die Moderation hat den Raum gesperrt. "
        "Zwischen zwei Nachrichten einer Person liegt jetzt eine Pause von fünf Minuten. Begründung: Wahl",
    ]


def test_what_only_becomes_looser_stands_without_a_reason(cast, room):
    set_rules(cast.chair, room, speaking="moderators", slow=60, reason="Frist")
    assert set_rules(cast.moderator, room, reason="Frist vorbei").rules_reason == ""
    assert lines(room)[1:] == [
        "In diesem Raum können wieder alle schreiben. Zwischen zwei Nachrichten ist keine Pause mehr nötig",
    ]


def test_new_rules_reach_open_connections_and_the_log(cast, room):
    changed = set_rules(cast.chair, room, speaking="moderators", reason="Frist")
    assert epochs_of([room_key(room.pk), space_key(cast.space.pk)]) == {room_key(room.pk): 1}
    events = dict(changes_since(room.pk, 0).changes)
    assert {"kind": "room", "speaking": "moderators", "reason": "Frist"}.items() <= events[changed.change].items()
    assert audit() == [("chat.set_rules", {"changes": {"speaking": ["everyone", "moderators"]}, "reason": "Frist"})]


def test_rules_that_are_set_already_change_nothing(cast, room):
    set_rules(cast.chair, room, slow=30, reason="Frist")
    head = head_of(room.topic)
    set_rules(cast.chair, room, slow=30, reason="Anderer Grund")
    assert head_of(room.topic) == head
    assert epochs_of([room_key(room.pk)]) == {room_key(room.pk): 1}


@pytest.mark.parametrize("stricter", [{"locked": True}, {"speaking": "moderators"}, {"slow": 60}])
def test_only_what_becomes_stricter_needs_a_reason(cast, room, stricter):
    set_rules(cast.chair, room, slow=30, reason="Frist")
    with pytest.raises(Invalid):
        set_rules(cast.chair, room, **{"slow": 30, **stricter})
    assert set_rules(cast.chair, room, slow=10).rules_reason == ""


@pytest.mark.parametrize("wrong", [{"speaking": "nobody"}, {"slow": 5}, {"slow": -10}])
def test_other_rules_do_not_exist(cast, room, wrong):
    with pytest.raises(Invalid):
        set_rules(cast.chair, room, **wrong, reason="Frist")
    assert lines(room) == []


@pytest.mark.parametrize("days", [30, 90, 365])
def test_a_meeting_room_says_how_long_it_keeps_messages(cast, days):
    room = meeting_room(MeetingFactory(space=cast.space, running=True))
    assert actions.set_retention(person=cast.chair, room=room, keep_days=days).keep_days == days
    actions.set_retention(person=cast.chair, room=room, keep_days=days)
    actions.set_retention(person=cast.chair, room=room, keep_days=None)
    assert lines(room) == [
        f"Die Nachrichten dieses Raums werden {days} Tage nach dem Ende der Sitzung gelöscht",
        "Die Nachrichten dieses Raums bleiben erhalten",
    ]
    assert audit() == [
        ("chat.set_retention", {"before": None, "after": days}),
        ("chat.set_retention", {"before": days, "after": None}),
    ]


def test_a_room_that_has_been_emptied_keeps_its_retention(cast):
    room = meeting_room(MeetingFactory(space=cast.space, running=True))
    actions.set_retention(person=cast.chair, room=room, keep_days=30)
    empty_room(room)
    for days in (30, 90, None):
        with pytest.raises(Conflict):
            actions.set_retention(person=cast.chair, room=room, keep_days=days)
    assert lines(room) == []


def test_other_rooms_keep_their_messages(cast, room):
    with pytest.raises(Invalid):
        actions.set_retention(person=cast.chair, room=room, keep_days=30)
    with pytest.raises(Invalid):
        actions.set_retention(person=cast.chair, room=meeting_room(MeetingFactory(space=cast.space)), keep_days=7)


def test_a_meeting_that_starts_or_ends_lets_open_connections_look_again(cast):
    key = space_key(cast.space.pk)
    meeting = MeetingFactory(space=cast.space)
    meetings.start_meeting(user=cast.chair, meeting=meeting)
    assert epochs_of([key]) == {key: 1}
    meetings.close_meeting(user=cast.chair, meeting=meeting)
    assert epochs_of([key]) == {key: 2}
    meetings.cancel_meeting(user=cast.chair, meeting=MeetingFactory(space=cast.space))
    assert epochs_of([key]) == {key: 3}
