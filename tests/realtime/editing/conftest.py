import asyncio

import pytest

from tests.documents.editing.factories import make_page
from tests.realtime.editing.client import Editor


@pytest.fixture
def page(live_cast):
    return make_page(live_cast)


@pytest.fixture
def enter(server, page, client_for):
    """Open the page's socket as a person."""

    async def make(person, **options) -> Editor:
        client = await asyncio.to_thread(client_for, person)
        return await Editor().joined(server, page.pk, client, **options)

    return make
