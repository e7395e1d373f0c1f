"""Two minutes published in the same moment take different numbers, and none is lost."""

import threading

from django.db import connection

from documents.minutes import actions
from documents.minutes.models import MinutesEntry
from tests.documents.minutes.factories import MinutesFactory, write
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory
from workgroups.meetings import actions as meetings
from workgroups.meetings.models import Meeting


def at_once(*calls):
    """Run calls in threads of their own, started together; raise the first error."""
    barrier = threading.Barrier(len(calls))
    errors = []

    def run(call):
        barrier.wait()
        try:
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_decisions_of_minutes_published_at_once_are_numbered_without_gap(live_cast):
    every = []
    for _ in range(3):
        meeting = MeetingFactory(space=live_cast.space, author=live_cast.minute_taker, closed=True)
        minutes = MinutesFactory(meeting=meeting)
        write(minutes, AgendaItemFactory(meeting=meeting), "/b Eins\n\n/b Zwei")
        every.append(minutes)
    at_once(*(lambda m=m: actions.publish_minutes(user=live_cast.minute_taker, minutes=m) for m in every))
    numbers = MinutesEntry.objects.filter(kind="decision").values_list("decision_number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_meetings_planned_at_once_take_different_numbers(live_cast):
    start = MeetingFactory.build(space=live_cast.space).starts_at
    fields = {"title": "", "place": "", "video_url": "", "starts_at": start, "ends_at": start.replace(microsecond=999)}
    if fields["ends_at"] <= start:
        fields["starts_at"] = start.replace(microsecond=0)
    plan = lambda: meetings.plan_meeting(user=live_cast.chair, space=live_cast.space, fields=fields)  # noqa: E731
    at_once(plan, plan, plan)
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_one_section_when_two_write_the_same_item_at_once(live_cast):
    meeting = MeetingFactory(space=live_cast.space, author=live_cast.minute_taker, running=True)
    minutes, item = MinutesFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    at_once(*(lambda text=text: write(minutes, item, text) for text in ("Eins", "Zwei")))
    assert minutes.sections.count() == 1
    assert minutes.sections.get().version == 2
