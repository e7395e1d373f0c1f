"""axe on every page that one can reach in the demo, wide, and nothing wider than the window."""

import pytest
from django.core.management import call_command

from tests.browser.every_page import faults_of_every_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo", verbosity=0)


def test_every_page(demo, shared_server, open_page, client_for):
    assert faults_of_every_page(open_page, client_for, width=1280, height=900) == []
