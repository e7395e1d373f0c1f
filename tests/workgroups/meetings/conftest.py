from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory


@pytest.fixture
def meeting(cast):
    return MeetingFactory(space=cast.space, author=cast.chair)


@pytest.fixture
def agenda(meeting):
    """Three items, in their order."""
    return [AgendaItemFactory(meeting=meeting, title=title) for title in ("Begrüßung", "Felder", "Verschiedenes")]


@pytest.fixture
def fields():
    """What a planner would send; take a copy to change it."""
    start = (timezone.localtime() + timedelta(days=30)).replace(month=6, day=15, hour=10, minute=0)
    return {
        "title": "Pflichtfelder",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Stuttgart",
        "video_url": "",
    }
