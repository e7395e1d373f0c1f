from datetime import timedelta

import pytest
from django.utils import timezone

from documents.minutes import actions
from documents.minutes.models import Minutes
from documents.minutes.queries import minutes_visible_to, news_for
from tests.documents.minutes.factories import MinutesFactory, write
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory


def published(cast, space=None):
    meeting = MeetingFactory(space=space or cast.space, author=cast.minute_taker, closed=True)
    minutes = MinutesFactory(meeting=meeting)
    write(minutes, AgendaItemFactory(meeting=meeting), "Text")
    return actions.publish_minutes(user=cast.minute_taker, minutes=minutes)


def test_published_minutes_are_news_for_14_days_until_they_are_read(cast):
    minutes, old = published(cast), published(cast)
    Minutes.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=15))
    MinutesFactory(meeting=MeetingFactory(space=cast.space, closed=True))
    [news] = news_for(cast.member, [cast.space, cast.other_space])
    assert (news.object_id, news.unread, news.kind) == (minutes.pk, True, "minutes")
    assert news.title.startswith("Protokoll der Sitzung")
    actions.mark_read(user=cast.member, minutes=minutes)
    assert [news.unread for news in news_for(cast.member, [cast.space])] == [False]
    assert news_for(cast.stranger, [cast.space]) == []


def test_minutes_are_visible_where_the_meeting_is(cast):
    seen = MinutesFactory(meeting=MeetingFactory(space=cast.space))
    MinutesFactory(meeting=MeetingFactory(space=cast.other_space))
    spaces = [cast.space, cast.other_space]
    assert list(minutes_visible_to(cast.guest, spaces)) == [seen]
    assert list(minutes_visible_to(cast.former, spaces)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_news_take_one_query(cast, number, django_assert_num_queries):
    for _ in range(number):
        published(cast)
    cast.member.has_perm("spaces.enter", cast.space)  # memberships are read once per person
    with django_assert_num_queries(1):
        news_for(cast.member, [cast.space, cast.other_space])
