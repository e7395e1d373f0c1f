from django.utils.translation import gettext_lazy as _

from dialog.common.errors import Conflict, Invalid


class NameTaken(Conflict):
    code = "name_taken"
    message = _("A folder of this name is there already. Please choose another name.")


class TooDeep(Invalid):
    code = "too_deep"
    message = _("Folders go at most 8 levels deep. Nothing was moved.")


class IntoItself(Invalid):
    code = "into_itself"
    message = _("A folder cannot be moved into itself. Nothing was moved.")


class FileLocked(Conflict):
    """Somebody else works on the file outside; the message names them."""

    code = "file_locked"
    message = _("Somebody else is working on this file. Please wait until they give it back.")


class Kept(Conflict):
    """It may not be deleted for ever (yet): its retention period runs, or a release refers to it."""

    code = "kept"
    message = _("This document must be kept and cannot be deleted for ever.")
