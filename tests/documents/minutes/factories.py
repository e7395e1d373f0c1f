"""Makes minutes as rows; publishing goes through the action, because only it freezes what they say."""

import factory

from documents.minutes import actions
from documents.minutes.models import Minutes
from tests.workgroups.meetings.factories import MeetingFactory


class MinutesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)
    author = factory.LazyAttribute(lambda minutes: minutes.meeting.author)
    capacity = "Protokollführung"


def approved(minutes):
    """Publish and approve as whoever wrote the minutes."""
    published = actions.publish_minutes(user=minutes.author, minutes=minutes)
    return actions.approve_minutes(user=minutes.author, minutes=published)


def write(minutes, item, text):
    """Write as whoever wrote the minutes; they must be a minute taker."""
    return actions.write_section(user=minutes.author, minutes=minutes, item=item, text=text)
