"""Named errors of the actions. Pages, sockets and commands translate them; nothing else is shown to people."""

from django.utils.translation import gettext_lazy as _


class DialogError(Exception):
    """An action was refused. `code` is for machines and stable, `message` is for people and translated."""

    code = "refused"
    message = _("This is not possible.")
    status = 400

    def __init__(self, message: object = None) -> None:
        self.text = self.message if message is None else message
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.text)


class NotFound(DialogError):
    """The thing does not exist, or this person may not know that it does."""

    code = "not_found"
    message = _("This does not exist.")
    status = 404


class NotAllowed(DialogError):
    """The person sees the thing but may not do this to it."""

    code = "not_allowed"
    message = _("Your role does not include this step. Nothing was changed.")
    status = 403


class SignInNeeded(DialogError):
    code = "sign_in_needed"
    message = _("Please sign in.")
    status = 401


class Invalid(DialogError):
    """The input cannot be taken as it is; the message says what to change."""

    code = "invalid"
    message = _("Please check your input.")
    status = 400


class TooLarge(Invalid):
    code = "too_large"
    message = _("This is too long.")
    status = 413


class Conflict(DialogError):
    """The thing has changed since the person looked at it."""

    code = "conflict"
    message = _("Somebody else has changed this in the meantime.")
    status = 409


class TooFast(DialogError):
    code = "too_fast"
    message = _("That was very fast. Please wait a moment.")
    status = 429


class Unavailable(DialogError):
    """The server could not do it just now; trying again may help. Nothing was stored."""

    code = "unavailable"
    message = _("This is not possible right now. Please try again.")
    status = 503
