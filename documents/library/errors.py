from django.utils.translation import gettext_lazy as _

from dialog.common.errors import Conflict, Invalid
from documents.library.models import Document


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


class OtherKind(Conflict):
    """A new version is of another kind than the file so far; the person says whether that is meant."""

    code = "other_kind"

    def __init__(self, old: str, new: str) -> None:
        words = _("So far this file is of the kind %(old)s, yours is of the kind %(new)s. Is that what you want?")
        super().__init__(words % {"old": old, "new": new})


class FolderGone(Conflict):
    """The folder went to the trash while a file was on its way into it; the person chooses another one."""

    code = "folder_gone"
    message = _("This folder is no longer there. Please choose another one.")


class UploadGone(Conflict):
    """The upload that is named was given up or has expired; what was used is no error, see `stored_before`."""

    code = "upload_gone"
    message = _("The uploaded file is no longer there. Please choose it again.")


class SameName(Conflict):
    """A file of this name lies there already (`document`); the person says which of two things is meant."""

    code = "same_name"
    message = _("A file of this name is there already. Please choose how yours shall be stored.")

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__()
