from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import MembershipFactory
from tests.workgroups.meetings.factories import AnswerFactory, MeetingFactory
from workgroups.meetings import actions
from workgroups.meetings.models import Answer, Meeting
from workgroups.meetings.queries import my_upcoming_meetings, news_for, past_meetings, turnout_of, upcoming_meetings


def test_upcoming_and_past_meetings_hold_each_meeting_once(cast):
    now = timezone.now()
    soon = MeetingFactory(space=cast.space, starts_at=now + timedelta(days=1))
    later = MeetingFactory(space=cast.space, starts_at=now + timedelta(days=9))
    running = MeetingFactory(space=cast.space, running=True, starts_at=now - timedelta(hours=3))
    draft = MeetingFactory(space=cast.space, draft=True, starts_at=now + timedelta(days=3))
    closed = MeetingFactory(space=cast.space, closed=True, starts_at=now - timedelta(days=9))
    cancelled = MeetingFactory(space=cast.space, state=Meeting.State.CANCELLED)
    MeetingFactory(space=cast.other_space)
    assert upcoming_meetings(cast.member, [cast.space]) == [running, soon, later]
    assert upcoming_meetings(cast.chair, [cast.space]) == [running, soon, draft, later]
    assert upcoming_meetings(cast.chair, [cast.space], limit=1) == [running]
    assert set(past_meetings(cast.member, [cast.space])) == {closed, cancelled}
    assert upcoming_meetings(cast.stranger, [cast.space]) == []
    assert upcoming_meetings(cast.anonymous, [cast.space]) == []


def test_answers_are_counted_and_ones_own_is_known(cast, meeting):
    AnswerFactory(meeting=meeting, author=cast.member, reply=Answer.Reply.YES)
    AnswerFactory(meeting=meeting, author=cast.ministry, reply=Answer.Reply.REPRESENTED)
    [found] = upcoming_meetings(cast.member, [cast.space])
    counts = (found.yes_count, found.represented_count, found.no_count, found.open_count, found.my_reply)
    assert counts == (1, 1, 0, 3, "yes")
    turnout = turnout_of(meeting)
    assert [answer.author for answer in turnout.coming] == [cast.member]
    assert {member.user for member in turnout.silent} == {cast.chair, cast.moderator, cast.minute_taker}


def test_my_meetings_are_those_of_all_my_groups(cast, meeting):
    MembershipFactory(space=cast.other_space, user=cast.member)
    other = MeetingFactory(space=cast.other_space, starts_at=timezone.now() + timedelta(days=90))
    assert my_upcoming_meetings(cast.member) == [meeting, other]


def test_published_agenda_is_news_for_14_days_until_it_is_read(cast, meeting):
    MeetingFactory(space=cast.space, published_at=timezone.now() - timedelta(days=15))
    MeetingFactory(space=cast.space, draft=True)
    [news] = news_for(cast.member, [cast.space])
    assert (news.object_id, news.unread, news.kind) == (meeting.pk, True, "agenda")
    actions.mark_read(user=cast.member, meeting=meeting)
    assert [news.unread for news in news_for(cast.member, [cast.space])] == [False]
    assert [news.unread for news in news_for(cast.guest, [cast.space])] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_meetings(cast, number, django_assert_num_queries):
    for _ in range(number):
        AnswerFactory(meeting=MeetingFactory(space=cast.space), author=cast.member)
    cast.member.has_perm("spaces.enter", cast.space)  # memberships are read once per person
    with django_assert_num_queries(1):
        upcoming_meetings(cast.member, [cast.space, cast.other_space])
    with django_assert_num_queries(1):
        news_for(cast.member, [cast.space, cast.other_space])
