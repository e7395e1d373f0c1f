"""Pictures of a text that is released: fixed with the request, carried whole by the frozen file, shown one by one."""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from itertools import count

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import Conflict, DialogError, NotFound
from dialog.files.models import StoredFile
from documents.editing.blocks import Block
from documents.formats.head import ImageSource
from documents.formats.pictures import MOST_BYTES
from documents.formats.prepared import image_id, walk
from documents.library.queries import image_for, version_of
from documents.releases.models import ReleaseRequest
from workgroups.spaces.models import Space

_UNSAFE = (StoredFile.Scan.INFECTED, StoredFile.Scan.WAITING)
_GONE = _("A picture of this text is no longer stored. Please withdraw the request and submit the page anew.")
_INLINE = re.compile(r'src="data:image/(png|jpeg);base64,([A-Za-z0-9+/=]+)"')


def pictures_of(blocks: Sequence[Block], space: Space, by: User) -> dict[str, int]:
    """Return which blob each image of a text is now, by the id of its document in the library.

    Only images of this space: whoever reads the release may see them. Others are left out.
    """
    wanted = dict.fromkeys(image_id(block) for block in walk(blocks) if block.name == "image")
    found = ((pk, _blob_of(pk, space, by)) for pk in wanted)
    return {str(pk): blob for pk, blob in found if blob is not None}


def _blob_of(pk: int, space: Space, by: User) -> int | None:
    try:
        image = image_for(by, pk)
    except DialogError:
        return None
    stored = version_of(image).stored_file
    fits = image.space_id == space.pk and stored.scan not in _UNSAFE and stored.size <= MOST_BYTES
    return stored.pk if fits else None


def images_of(request: ReleaseRequest) -> ImageSource:
    """Return what reads the images of a request as they were when it was made.

    It raises Conflict for one whose blob is no longer there or was found to be malware meanwhile.
    """

    def read(pk: int) -> bytes | None:
        blob = request.pictures.get(str(pk))
        if blob is None:
            return None
        stored = StoredFile.objects.filter(pk=blob).exclude(scan__in=_UNSAFE).first()
        if stored is None:
            raise Conflict(_GONE)
        try:
            with default_storage.open(stored.storage_name) as file:
                return bytes(file.read())
        except FileNotFoundError:
            raise Conflict(_GONE) from None

    return read


def with_addresses(text: SafeString, address: Callable[[int], str]) -> SafeString:
    """Return the text with an address in the place of each picture; they count from 1.

    `text` is what our own writer wrote, so nothing else in it can look like a picture.
    """
    numbers = count(1)
    return SafeString(_INLINE.sub(lambda _found: f'src="{address(next(numbers))}"', text))


def picture_in(text: str, number: int) -> tuple[bytes, str]:
    """Return bytes and media type of the picture with this number; raises NotFound."""
    for at, found in enumerate(_INLINE.finditer(text), start=1):
        if at == number:
            return b64decode(found.group(2)), f"image/{found.group(1)}"
    raise NotFound
