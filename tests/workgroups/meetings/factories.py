"""Makes meetings as rows, without mails and audit; the actions themselves are tested on their own."""

from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories import SpaceFactory, UserFactory
from workgroups.meetings.models import AgendaItem, Answer, Meeting


class MeetingFactory(factory.django.DjangoModelFactory):
    """An announced meeting in a week; `draft=True`, `running=True`, `closed=True` for the others."""

    class Meta:
        model = Meeting

    class Params:
        draft = factory.Trait(state=Meeting.State.DRAFT, published_at=None)
        running = factory.Trait(state=Meeting.State.RUNNING)
        closed = factory.Trait(state=Meeting.State.CLOSED)

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = "Pflichtfelder"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    place = "Stuttgart"
    state = Meeting.State.OPEN
    published_at = factory.LazyFunction(timezone.now)


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    author = factory.LazyAttribute(lambda item: item.meeting.author)
    position = factory.LazyAttribute(lambda item: item.meeting.items.count() + 1)
    title = factory.Sequence(lambda n: f"Punkt {n}")


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    meeting = factory.SubFactory(MeetingFactory)
    author = factory.SubFactory(UserFactory)
    reply = Answer.Reply.YES
