"""What the editor's script says, in the language of the page. `{time}` and `{names}` are filled in by the script."""

from typing import Any

from django.utils.translation import gettext as _


def editor_words() -> dict[str, Any]:
    """Return all words of the script; the keys are those that assets/editor/page_state.js asks for."""
    return {
        "text": _("Text of the page"),
        "connecting": _("Connecting …"),
        "saving": _("Saving …"),
        "saved": _("all changes saved"),
        "savedAt": _("all changes saved, {time}"),
        "readOnly": _("read only"),
        "broken": _("Connection lost. It is being restored."),
        "brokenUnsaved": _(
            "Connection lost. Your changes stay on this page and are sent as soon as the connection is back."
        ),
        "signedOut": _(
            "You are signed out. Please sign in again in another window; your changes are then sent from here."
        ),
        "closed": _("You can no longer open this page. What you see may be out of date."),
        "outdated": _("This page has been extended. Please reload it to keep writing."),
        "onePersonWrites": _("{names} is writing too"),
        "peopleWrite": _("{names} are writing too"),
        "refused": _refusals(),
    }


def _refusals() -> dict[str, str]:
    """Return what to say for the codes of refused changes."""
    later = _("Your changes cannot be stored right now. They stay here and are sent again.")
    return {
        "too_large": _("This is too large to be stored in one step. Please insert it in smaller parts."),
        "not_allowed": _("You can only read this page now. Your last change was not stored."),
        "unavailable": later,
        "too_fast": later,
        "other": _("Your last change could not be stored. Please copy it, reload the page and insert it again."),
    }
