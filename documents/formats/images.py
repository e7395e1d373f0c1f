from django.core.files.storage import default_storage

from dialog.common.errors import DialogError
from dialog.files.models import StoredFile
from documents.formats.head import ImageSource
from documents.library.queries import image_for
from workgroups.spaces.rules import Person

MOST_BYTES = 20 * 1024 * 1024
_SENT = (StoredFile.Scan.CLEAN, StoredFile.Scan.UNSCANNED)


def images_for(user: Person) -> ImageSource:
    """Return who reads images of the library for this person: bytes, or None where they may not have it as it is now.

    Rights are asked for each image, because a text may show those of other spaces.
    """

    def read(pk: int) -> bytes | None:
        try:
            entry = image_for(user, pk).file_entry
        except DialogError:
            return None
        stored = entry.current.stored_file if entry.current else None
        if stored is None or stored.scan not in _SENT or stored.size > MOST_BYTES:
            return None
        try:
            with default_storage.open(stored.storage_name) as blob:
                return bytes(blob.read(MOST_BYTES))
        except OSError:
            return None

    return read
