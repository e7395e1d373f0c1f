"""What the editor's script says, in the language of the page. `{time}`, `{names}` … are filled in by the script."""

from typing import Any

from django.utils.translation import gettext as _

from documents.library.models import Document


def editor_words() -> dict[str, Any]:
    """Return all words of the script but `readOnly`; the keys are those that assets/editor/ asks for."""
    return {
        "text": _("Text of the page"),
        **_states(),
        **_suggesting(),
        **_choosing(),
        **_commenting(),
        "refused": _refusals(),
    }


def reason_to_read_only(document: Document) -> str:
    """Return why somebody who opens the page now only reads it, if they do."""
    reasons = {
        Document.State.DRAFT: _("read only: as a guest you do not write here"),
        Document.State.REVIEW: _("read only: the page lies before others for release"),
        Document.State.RELEASED: _("read only: the page is released"),
        Document.State.ARCHIVED: _("read only: the page is archived"),
    }
    return reasons[Document.State(document.state)]


def _states() -> dict[str, str]:
    return {
        "connecting": _("Connecting …"),
        "saving": _("Saving …"),
        "saved": _("all changes saved"),
        "savedAt": _("all changes saved, {time}"),
        "broken": _("Connection lost. It is being restored."),
        "brokenUnsaved": _(
            "Connection lost. Your changes are kept in this browser and are sent as soon as the connection is back."
        ),
        "unanswered": _(
            "The server does not answer. Your changes are kept in this browser and are sent as soon as it answers."
        ),
        "otherPerson": _(
            "Somebody else is signed in in this browser now. What was not stored yet is not stored in their name:"
            " please copy it, and reload the page."
        ),
        "signedOut": _(
            "You are signed out. Please sign in again in another window; your changes are then sent from here."
        ),
        "closed": _("You can no longer open this page. What you see may be out of date."),
        "outdated": _("This page has been extended. Please reload it to keep writing."),
        "onePersonWrites": _("{names} is writing too"),
        "peopleWrite": _("{names} are writing too"),
        "merged": _("Changes that you wrote without a connection on {time} have been added."),
        "keptUnsaved": _("These changes could not be stored. Please copy them before you leave the page."),
        "keptFrom": _("Changes of {time} in this browser could not be stored: you can only read the page now."),
        "copied": _("Copied."),
        "copyFailed": _("The browser does not allow copying. Please mark the text and copy it yourself."),
    }


def _suggesting() -> dict[str, str]:
    return {
        "suggestOn": _("Suggesting is on: what you type and delete becomes a suggestion."),
        "suggestOff": _("Suggesting is off: what you type changes the text."),
        "suggestOnlyText": _(
            "Only words can be suggested: no paragraphs, lists, tables, images or formats."
            " Please comment on the passage, or switch suggesting off."
        ),
        "suggestOthers": _("This is somebody else's suggestion. Please accept it, refuse it or comment on it."),
        "tooDeep": _("Lists and quotes cannot be nested any deeper."),
        "suggestUnknown": _("A suggestion could not be registered. It is in the text; please reload the page later."),
    }


def _choosing() -> dict[str, str]:
    return {
        "people": _("People of this group"),
        "found": _("{count} people found"),
        "foundOne": _("One person found"),
        "done": _("Done"),
        "nothingFound": _("Nothing found."),
        "choicesFailed": _("The list could not be loaded. Please try again."),
        "chooseImage": _("Please choose an image."),
        "sayWhatIsSeen": _("Please say what is to be seen, or mark the image as decoration."),
        "choosePlace": _("Please choose what the link leads to."),
    }


def _commenting() -> dict[str, str]:
    return {
        "selectFirst": _("Please mark the passage first that you want to comment on."),
        "commentSent": _("Stored."),
        "commentFailed": _("This could not be sent. Your text is still there; please try again."),
        "commentGone": _("This is no longer possible. Your text is still there; the list has been brought up to date."),
        "toPassage": _("To the passage"),
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
