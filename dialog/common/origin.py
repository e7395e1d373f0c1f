"""Full addresses for texts that leave the site (mails): they need more than a path."""

from contextvars import ContextVar

from django.conf import settings

NO_ORIGIN = "http://localhost:8000"

_origin: ContextVar[str] = ContextVar("origin", default="")


def remember_origin(origin: str) -> None:
    """Keep the origin of the request that runs now ("https://host"); its host has been checked before."""
    _origin.set(origin)


def absolute_url(path: str) -> str:
    """Return the full address of a path: the configured origin, else the one of the running request.

    Where nobody asks and nothing is configured (the demo's worker), FALLBACK_ORIGIN says where the site is.
    """
    fallback: str = getattr(settings, "FALLBACK_ORIGIN", NO_ORIGIN)
    origin = settings.SITE_ORIGINS[0] if settings.SITE_ORIGINS else _origin.get() or fallback
    return origin.rstrip("/") + path
