"""The default needs no service; the two variables switch, and nothing else does."""

import os

from django.conf import settings
from django.db import connection


def test_engine_follows_database_url() -> None:
    expected = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    assert connection.vendor == expected


def test_bus_follows_redis_url() -> None:
    expected = "channels_redis.pubsub.RedisPubSubChannelLayer"
    if not os.environ.get("REDIS_URL"):
        expected = "channels.layers.InMemoryChannelLayer"
    assert settings.CHANNEL_LAYERS["default"]["BACKEND"] == expected
