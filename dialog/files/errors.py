from django.utils.translation import gettext_lazy as _

from dialog.common.errors import Conflict, DialogError, Invalid, TooLarge, Unavailable


class StorageFull(DialogError):
    """The disk (or the quota, or the file size limit of the process) took no more; nothing half-written stays."""

    code = "storage_full"
    message = _("The server has no room left for files. Nothing was saved. Please tell the operator and try later.")
    status = 507


class StorageAway(Unavailable):
    """The store for files does not answer, or not as it should. What has arrived in parts is kept."""

    message = _("Files cannot be stored right now. What has arrived is kept; please try again in a minute.")


class FileTooLarge(TooLarge):
    message = _("This file is too large.")


class EmptyFile(Invalid):
    code = "empty_file"
    message = _("This file is empty (0 bytes). Please choose another one.")


class WrongOffset(Conflict):
    """A chunk does not continue where the upload stands; `received` says where it does."""

    code = "wrong_offset"
    message = _("This part does not continue where the upload stopped.")

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__()


class NotScannedYet(Conflict):
    code = "not_scanned_yet"
    message = _("This file is still being checked for malware. Please try again in a minute.")


class Infected(DialogError):
    code = "infected"
    message = _("Malware was found in this file. It cannot be downloaded.")
    status = 403
