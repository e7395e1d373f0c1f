import pytest

from tests.documents.minutes.factories import MinutesFactory, write
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory


@pytest.fixture
def meeting(cast):
    return MeetingFactory(space=cast.space, author=cast.minute_taker, closed=True, number=4, year=2026)


@pytest.fixture
def agenda(meeting):
    return [AgendaItemFactory(meeting=meeting, title=title) for title in ("Begrüßung", "Felder", "Verschiedenes")]


@pytest.fixture
def minutes(meeting):
    return MinutesFactory(meeting=meeting)


@pytest.fixture
def written(minutes, agenda):
    """Minutes with two decisions and a task."""
    write(minutes, agenda[1], "Die Gruppe berät.\n\n/b Vier Pflichtfelder.\n\n/b Stand jährlich.")
    write(minutes, agenda[2], "/a Muster-Eintrag anlegen. (Photonics BW, bis 24.11.2026)")
    return minutes
