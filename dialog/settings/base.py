"""What all settings share. Values that differ by place come from the environment and fail loudly."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from dialog.settings.accounts import *
from dialog.settings.environment import BASE_DIR as BASE_DIR
from dialog.settings.environment import DATA_DIR, env
from dialog.settings.lean import import_without
from dialog.settings.storage import *

# Lets code name what Django's classes hold, as in ModelAdmin[User], where Django itself does not yet.
django_stubs_ext.monkeypatch()

DEBUG = False
DEMO_MODE = False
ALLOWED_HOSTS: list[str] = []
CSRF_TRUSTED_ORIGINS: list[str] = []
# Full origins from which sockets may be opened; empty: the origin of the request's own host.
SITE_ORIGINS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "django_htmx",
    "huey.contrib.djhuey",
    "rules.apps.AutodiscoverRulesConfig",
    "dialog.common",
    "dialog.audit",
    "dialog.accounts",
    "dialog.directory",
    "dialog.links",
    "dialog.files",
    "workgroups.spaces",
    "workgroups.discussions",
    "workgroups.meetings",
    "documents.library",
    "documents.editing",
    "documents.formats",
    "documents.comments",
    "documents.versions",
    "documents.releases",
    "documents.contents",
    "documents.minutes",
    "realtime.chat",
    "dialog.effect",
    "dialog.home",
    "dialog.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dialog.common.middleware.RefuseBrokenText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "dialog.common.middleware.RememberOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dialog.accounts.middleware.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dialog.common.middleware.NamedErrors",
]

ROOT_URLCONF = "dialog.urls"
ASGI_APPLICATION = "dialog.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "dialog.common.context.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database and cache: SQLite and memory unless the environment names services.
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")


def database(sqlite_path: Path) -> dict[str, Any]:
    """Return the database settings: PostgreSQL where DATABASE_URL names one, else a durable SQLite file."""
    if DATABASE_URL:
        parsed: dict[str, Any] = env.dj_db_url("DATABASE_URL")
        if parsed["ENGINE"] != "django.db.backends.postgresql":
            raise ValueError("DATABASE_URL must name a PostgreSQL database (postgres://…)")
        return {**parsed, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite_path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": database(DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CHANNEL_LAYERS: dict[str, Any] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": "cluster-dialog"},
        }
    }
    CACHES: dict[str, Any] = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # The layer forgets groups after a day unless told otherwise.
            "CONFIG": {"capacity": 10_000, "group_expiry": 10 * 365 * 86_400},
        }
    }
    # Rate limits must count across the server and the worker, and must survive a restart.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    }

HUEY: dict[str, Any] = {
    "name": "cluster-dialog",
    "immediate": False,
    "consumer": {"workers": 1, "worker_type": "thread", "check_worker_health": True, "periodic": True},
    **(
        {"huey_class": "huey.RedisHuey", "connection": {"url": REDIS_URL}}
        if REDIS_URL
        else {"huey_class": "huey.SqliteHuey", "filename": str(DATA_DIR / "queue.sqlite3"), "fsync": True}
    ),
}
# It loads the drivers of every store that it knows.
import_without("huey", *([] if DATABASE_URL else ["psycopg"]), *([] if REDIS_URL else ["redis"]))

# Language: German first, English complete.
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "dialog.common.formats"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Live work: whether rooms show who is here and who is writing. People can switch it off for themselves as well.
LIVE_PRESENCE = env.bool("LIVE_PRESENCE", default=True)
LIVE_TYPING = env.bool("LIVE_TYPING", default=True)
# Multiplies every limit on how often and how many (realtime/limits.py).
LIVE_RATE_FACTOR = env.float("LIVE_RATE_FACTOR", default=1.0)

# Mail: a row is written with its cause and sent by the worker (dialog/common/mail.py).
DEFAULT_FROM_EMAIL = "Cluster-Dialog <cluster-dialog@example.org>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
EMAIL_SUBJECT_PREFIX = "[Cluster-Dialog] "

# Strict policy: nothing from third parties, nothing inline. KERN's icons are data addresses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Who stands behind this installation; shown on the pages that the law asks for.
OPERATOR: dict[str, str] = {
    "name": env.str("OPERATOR_NAME", default="Cluster-Dialog Baden-Württemberg"),
    "address": env.str("OPERATOR_ADDRESS", default=""),
    "email": env.str("OPERATOR_EMAIL", default="kontakt@example.org"),
    "phone": env.str("OPERATOR_PHONE", default=""),
    "responsible": env.str("OPERATOR_RESPONSIBLE", default=""),
    "data_protection": env.str("OPERATOR_DATA_PROTECTION", default=""),
    "accessibility_contact": env.str("OPERATOR_ACCESSIBILITY_CONTACT", default="barriere@example.org"),
    "enforcement_body": env.str("OPERATOR_ENFORCEMENT_BODY", default=""),
}

# Log lines say what happened and where, never what somebody wrote.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "hide_tokens": {"()": "dialog.common.logs.HideTokens"},
        "one_line": {"()": "dialog.common.logs.OneLine"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "dialog": {"level": "INFO"},
        "daphne": {"level": "WARNING"},
        # The bus heals by itself; that it was away is worth a line.
        "channels_redis.pubsub": {"filters": ["one_line"]},
    },
}
