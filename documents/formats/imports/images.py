"""The images of a foreign file on their way into the library: bytes first, then rows in the page's own transaction."""

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from re import compile as pattern
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.common.origin import absolute_url
from dialog.files.actions import append_chunk, discard_upload
from dialog.files.limits import CHUNK
from dialog.files.models import Upload
from dialog.files.names import clean_file_name, visible_text
from documents.editing.blocks import Block, Run, image

LONGEST_ALT = 500  # as in the editor
_OWN = pattern(r"^(?:https?://[^/]+)?/dokumente/bild/(\d{1,15})/$")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class ForeignImage:
    """An image that was looked at and is none yet of ours. `words`: its first description, perhaps empty."""

    data: bytes
    ending: str
    words: str


def with_images(
    blocks: Sequence[Block], images: Sequence[Sequence[str]], found: dict[str, Any]
) -> tuple[tuple[Block, ...], dict[int, ForeignImage]]:
    """Return the blocks with images of the file and of ours, and those of the file by number.

    Of others the description stays as text, and the report counts them.
    """
    placing = _Placing(images, found)
    return placing.blocks(blocks), placing.used


class _Placing:
    def __init__(self, images: Sequence[Sequence[str]], found: dict[str, Any]) -> None:
        self.images = images
        self.found = found
        self.used: dict[int, ForeignImage] = {}

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in blocks:
            if block.name == "image":
                made += self.image(block)
            elif block.blocks and len(block.blocks) == len(block.content):
                # Cells and items hold at least a paragraph.
                inner = self.blocks(block.blocks) or (Block("paragraph"),)
                made.append(Block(block.name, inner, block.attributes))
            else:
                made.append(block)
        return tuple(made)

    def image(self, block: Block) -> list[Block]:
        source, alt = block.word("src"), visible_text(block.word("alt"))[:LONGEST_ALT]
        ours = _OWN.match(source)
        if ours and source.startswith(("/", absolute_url("/"))):
            return [image(int(ours[1]), alt)]
        if "number" in block.attributes:
            return [self.kept(block.number("number"), alt)]
        if source:
            self.count("images_elsewhere")
        return [Block("paragraph", (Run(_("[Image: %(description)s]") % {"description": alt}),))] if alt else []

    def kept(self, number: int, alt: str) -> Block:
        if number not in self.used:
            media_type, data = self.images[number]
            self.used[number] = ForeignImage(b64decode(data), _ENDINGS[media_type], alt)
        if not alt:
            self.count("images_silent")
        return Block("image", (), {"number": number, "alt": alt})

    def count(self, kind: str) -> None:
        self.found[kind] = int(self.found.get(kind, 0)) + 1


def placed(blocks: Sequence[Block], documents: Mapping[int, int]) -> tuple[Block, ...]:
    """Return the blocks with images of the library (by number of the file's image) in the place of the file's."""
    made = []
    for block in blocks:
        if block.name == "image" and "number" in block.attributes:
            block = image(documents[block.number("number")], block.word("alt"))
        elif block.blocks and len(block.blocks) == len(block.content):
            block = Block(block.name, placed(block.blocks, documents), block.attributes)
        made.append(block)
    return tuple(made)


@contextmanager
def received(owner: User, images: Mapping[int, ForeignImage], title: str) -> Iterator[dict[int, UUID]]:
    """Store the bytes of images as uploads of this person, which the block takes; if it fails, they are removed.

    After a crash in between they expire as all uploads do that nobody takes. Raises StorageFull.
    """
    uploads: dict[int, UUID] = {}
    try:
        for count, (number, foreign) in enumerate(images.items(), 1):
            words = foreign.words[:80] or _("%(title)s, image %(n)d") % {"title": title[:80], "n": count}
            # No slash of a description is a path.
            name = clean_file_name(f"{words.replace('/', '-')}.{foreign.ending}")
            upload = Upload.objects.create(owner=owner, name=name, size=len(foreign.data))
            uploads[number] = upload.pk
            _send(upload, foreign.data)
        yield uploads
    except BaseException:
        for pk in uploads.values():
            discard_upload(owner=owner, upload_id=pk)
        raise


def _send(upload: Upload, data: bytes) -> None:
    """Hand the bytes on in pieces. Not bound by how many uploads may be open: these are closed at once."""
    for offset in range(0, len(data), CHUNK):
        append_chunk(
            owner=upload.owner, upload_id=upload.pk, offset=offset, body=BytesIO(data[offset : offset + CHUNK])
        )
