import pytest

from tests.documents.editing.factories import make_page


@pytest.fixture
def page(live_cast):
    return make_page(live_cast)
