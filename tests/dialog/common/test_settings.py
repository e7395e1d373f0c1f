"""Production settings fail loudly: a missing value stops the start and is named."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as live

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "dialog.settings.production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "dialog.example.org",
    "SITE_ORIGINS": "https://dialog.example.org",
    "DATABASE_URL": "postgres://dialog@127.0.0.1/dialog",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DEFAULT_FROM_EMAIL": "dialog@example.org",
    "EMAIL_HOST": "mail.example.org",
}
SHOW = (
    "from django.conf import settings as s;"
    "print(s.DEBUG, s.DEMO_MODE, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
    " s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_NAME)"
)


def load(tmp_path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    values = {**COMPLETE, "DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"], **changes}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=live.BASE_DIR,
        env={name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_production_settings_are_strict(tmp_path):
    result = load(tmp_path)
    assert result.stdout.strip() == "False False True True True True __Host-session", result.stderr


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ORIGINS", "DATABASE_URL", "REDIS_URL", "DEFAULT_FROM_EMAIL", "EMAIL_HOST"],
)
def test_missing_value_stops_the_start_and_is_named(tmp_path, name):
    result = load(tmp_path, **{name: None})
    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "short"), ("DATABASE_URL", "sqlite:///x.db"), ("EMAIL_PORT", "many"), ("EMAIL_USE_TLS", "perhaps")],
)
def test_wrong_value_stops_the_start(tmp_path, name, value):
    result = load(tmp_path, **{name: value})
    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize("drivers", [set(), {"psycopg", "redis"}])
def test_drivers_of_stores_that_are_not_used_take_no_memory(tmp_path, drivers):
    look = (
        "import django, sys; django.setup(); from huey.contrib.djhuey import HUEY;"
        "print(sorted({'psycopg', 'redis'} & set(sys.modules)));"
        "import redis, psycopg; print(redis.Redis, psycopg.connect)"
    )
    values = {**COMPLETE, "DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    if not drivers:
        values = {
            "DJANGO_SETTINGS_MODULE": "dialog.settings.demo",
            "DATA_DIR": str(tmp_path),
            "PATH": os.environ["PATH"],
        }
    done = subprocess.run(
        [sys.executable, "-c", look],
        cwd=live.BASE_DIR,
        env=values,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[0] == str(sorted(drivers))
