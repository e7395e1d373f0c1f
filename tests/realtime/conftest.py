import pytest

from realtime.chat.queries import standing_room
from tests.realtime.server import running_server


@pytest.fixture
def room(live_cast):
    return standing_room(live_cast.space)


@pytest.fixture
def own_server(live_cast):
    """A server of this test's own, which it may kill and start again."""
    with running_server() as server:
        yield server


@pytest.fixture
def strict_server(live_cast):
    """A server of this test's own, with the limits that people meet."""
    with running_server(LIVE_RATE_FACTOR="1") as server:
        yield server
