"""For the tests: one database and one data folder per test worker, fast password hashes, real everything else."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from dialog.settings.base import *
from dialog.settings.base import DATABASE_URL, HUEY, REDIS_URL, database

if given := os.environ.get("TEST_DATA_DIR"):
    TEST_DIR = Path(given)
else:
    TEST_DIR = Path(tempfile.mkdtemp(prefix="cluster-dialog-test-"))
    atexit.register(shutil.rmtree, TEST_DIR, ignore_errors=True)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATA_DIR = TEST_DIR / WORKER
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = "test-only-not-a-secret-test-only-not-a-secret-test-only"  # noqa: S105
DEMO_MODE = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
DATABASES = {"default": database(DATA_DIR / "db.sqlite3")}
# A file, not memory: sockets and threads have connections of their own.
if not DATABASE_URL:
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
# A server that a test starts as a process of its own works on the test's database.
if SERVER_DATABASE := os.environ.get("TEST_SERVER_DATABASE"):
    DATABASES["default"]["NAME"] = SERVER_DATABASE
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": f"cluster-dialog-test-{WORKER}"},
        }
    }
HUEY = {**HUEY, "name": f"cluster-dialog-test-{WORKER}", "immediate": True, "immediate_use_memory": True}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = {}
