"""What is new for a person in the chats of their spaces: written by others, still there, since they joined."""

import pytest
from django.utils import timezone

from realtime.chat.actions import (
    hide_message,
    mark_read,
    remove_message,
    set_room_rules,
    silence_room,
)
from realtime.chat.models import ChatRoom
from realtime.chat.queries import (
    MOST_UNREAD,
    first_unread,
    is_silenced,
    meeting_room,
    newest_by_space,
    standing_room,
    unread_by_room,
    unread_counts,
)
from tests.factories import MembershipFactory, SpaceFactory
from tests.realtime.chat.factories import fill, post, write_messages
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.spaces.models import Membership
from workgroups.spaces.rules import forget_memberships, running_memberships


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


def join_again(person, space) -> None:
    Membership.objects.filter(user=person, space=space).update(joined_at=timezone.now())
    forget_memberships(person)


def test_new_is_what_others_wrote_and_is_still_there(cast, room):
    messages = write_messages(cast.space, cast.chair, 4)
    post(cast.member, room)
    hide_message(person=cast.moderator, message=messages[0], reason="Ton")
    remove_message(person=cast.chair, message=messages[1])
    set_room_rules(person=cast.chair, room=room, speaking="everyone", slow_seconds=0, is_locked=True, reason="Pause")
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 2}
    assert unread_by_room(cast.member, [room]) == {room.pk: 2}
    assert first_unread(cast.member, room) == 3
    mark_read(user=cast.member, room=room, position=3)
    assert (unread_counts(cast.member, [cast.space]), first_unread(cast.member, room)) == ({cast.space.pk: 1}, 4)
    mark_read(user=cast.member, room=room, position=4)
    assert (unread_counts(cast.member, [cast.space]), first_unread(cast.member, room)) == ({}, None)


def test_what_was_written_before_one_joined_is_not_new(cast, room):
    write_messages(cast.space, cast.chair, 2)
    join_again(cast.member, cast.space)
    assert (unread_counts(cast.member, [cast.space]), first_unread(cast.member, room)) == ({}, None)
    write_messages(cast.space, cast.chair, 1)
    assert (unread_counts(cast.member, [cast.space]), first_unread(cast.member, room)) == ({cast.space.pk: 1}, 3)


def test_who_comes_back_has_not_missed_what_was_written_meanwhile(cast, room):
    mark_read(user=cast.member, room=room, position=1)
    write_messages(cast.space, cast.chair, 3)
    join_again(cast.member, cast.space)
    write_messages(cast.space, cast.chair, 1)
    assert (unread_counts(cast.member, [cast.space]), first_unread(cast.member, room)) == ({cast.space.pk: 1}, 4)


def test_those_outside_are_told_nothing(cast, room):
    write_messages(cast.space, cast.chair, 2)
    for person in (cast.stranger, cast.former, cast.administrator):
        assert unread_counts(person, [cast.space]) == {}
        assert unread_by_room(person, [room]) == {}
        assert newest_by_space(person, [cast.space]) == {}
        assert first_unread(person, room) is None


def test_silenced_rooms_are_left_out(cast, room):
    running = meeting_room(MeetingFactory(space=cast.space, running=True))
    for place in (room, running):
        post(cast.chair, place)
    silence_room(person=cast.member, room=room, silenced=True)
    assert (is_silenced(cast.member, room), is_silenced(cast.guest, room)) == (True, False)
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 1}
    assert unread_counts(cast.guest, [cast.space]) == {cast.space.pk: 2}
    assert unread_by_room(cast.member, [room, running]) == {running.pk: 1}
    silence_room(person=cast.member, room=room, silenced=False)
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 2}


def test_the_room_of_a_meeting_in_preparation_counts_for_planners_only(cast):
    meeting = MeetingFactory(space=cast.space, running=True)
    post(cast.chair, meeting_room(meeting))
    meeting.published_at = None
    meeting.save()
    assert unread_counts(cast.member, [cast.space]) == {}
    assert unread_counts(cast.moderator, [cast.space]) == {cast.space.pk: 1}


def test_numbers_are_bounded(cast, room):
    running = meeting_room(MeetingFactory(space=cast.space, running=True))
    fill(room, cast.chair, 250)
    fill(running, cast.chair, 30)
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: MOST_UNREAD}
    assert unread_by_room(cast.member, [room, running]) == {room.pk: MOST_UNREAD, running.pk: 30}
    mark_read(user=cast.member, room=room, position=240)
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 40}


@pytest.mark.parametrize("count", [1, 3])
def test_counts_take_one_query_whatever_the_number_of_spaces(cast, count, django_assert_num_queries):
    spaces = [SpaceFactory() for _ in range(count)]
    for space in spaces:
        MembershipFactory(space=space, user=cast.member)
        fill(standing_room(space), cast.chair, 120)
    rooms = list(ChatRoom.objects.all())
    running_memberships(cast.member)
    with django_assert_num_queries(1):
        assert unread_counts(cast.member, spaces) == {space.pk: MOST_UNREAD for space in spaces}
    with django_assert_num_queries(1):
        assert unread_by_room(cast.member, rooms) == {room.pk: MOST_UNREAD for room in rooms}
    with django_assert_num_queries(1):
        assert set(newest_by_space(cast.member, spaces)) == {space.pk for space in spaces}
    with django_assert_num_queries(2):
        assert first_unread(cast.member, rooms[0]) == 1
