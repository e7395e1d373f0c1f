"""Reasons and answers: one line that people are owed, and that may stand in the audit log."""

from django.utils.translation import gettext as _

from dialog.common.errors import Invalid, TooLarge
from dialog.common.richtext import clean_text

REASON_LIMIT = 500  # characters


def checked_reason(text: str, *, required: bool = True) -> str:
    """Return a reason as one line, spaces joined. Raises Invalid where it is required and missing, TooLarge."""
    line = " ".join(text.split())
    if not line:
        if required:
            raise Invalid(_("Please give a reason."))
        return ""
    try:
        return clean_text(line, limit=REASON_LIMIT)
    except TooLarge:
        raise TooLarge(_("This is too long: at most %(limit)s characters.") % {"limit": REASON_LIMIT}) from None
