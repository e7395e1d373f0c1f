import pytest

from realtime.chat.queries import standing_room
from tests.realtime.server import running_server


@pytest.fixture
def server(live_cast):
    """A real server process on this test's database, killed at the end."""
    with running_server() as server:
        yield server


@pytest.fixture
def room(live_cast):
    return standing_room(live_cast.space)
