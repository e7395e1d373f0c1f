"""What every page template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the current section (the route's namespace), the demo flag and the theme somebody chose.

    Works for requests that matched no route and for visitors; asks the database nothing.
    """
    match = getattr(request, "resolver_match", None)
    theme = getattr(getattr(request, "user", None), "theme", "")
    return {
        "section": match.namespace if match else "",
        "demo_mode": settings.DEMO_MODE,
        "theme": theme if theme in THEMES else "",
    }
