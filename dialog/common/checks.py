"""System checks that stop a start which would be dangerous."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def demo_mode_stays_out_of_production(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse demo accounts with a known password wherever production settings are in force."""
    in_production = str(settings.SETTINGS_MODULE).endswith(".production") or settings.SESSION_COOKIE_SECURE
    if settings.DEMO_MODE and in_production:
        return [
            Error(
                "Demo mode and production settings must not meet.",
                hint="Demo mode signs anybody in with one click. Remove DEMO_MODE from the settings.",
                id="dialog.E001",
            )
        ]
    return []
