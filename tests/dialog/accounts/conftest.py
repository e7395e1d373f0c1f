import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_limits():
    """The limits on attempts count in the cache; each test starts without any."""
    cache.clear()
    yield
    cache.clear()
