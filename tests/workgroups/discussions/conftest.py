import pytest

from tests.workgroups.discussions.factories import thread_with


@pytest.fixture
def thread(cast):
    """A thread of the chair with three posts."""
    return thread_with(3, space=cast.space, author=cast.chair, title="Welche Felder?")


@pytest.fixture
def member(cast, client_for):
    """A member's browser."""
    return client_for(cast.member)
