"""What `make demo` starts: real server, real data, demo accounts, on this machine only."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

from dialog.common.origin import NO_ORIGIN
from dialog.settings.base import *
from dialog.settings.environment import DATA_DIR, env

DEMO_MODE = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Where addresses in mails of the worker lead. Not SITE_ORIGINS: the demo may be opened under each of its names.
FALLBACK_ORIGIN = env.str("DEMO_ORIGIN", default=NO_ORIGIN)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"


def _kept_secret(path: Path) -> str:
    """Return this machine's own key; made at the first start, so that sign-ins outlive a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = _kept_secret(DATA_DIR / "secret-key")
