from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from pycrdt import XmlElement, XmlFragment

from dialog.accounts.models import User
from dialog.common.errors import TooLarge
from documents.editing.actions import change_page, create_page
from documents.editing.blocks import Block, append_blocks, insert_block
from documents.editing.state import Page
from documents.editing.updates import FIELD
from documents.formats.imports.images import placed, received
from documents.formats.imports.reading import Imported, NoText, TooLargeForPage, read_upload
from documents.library.actions import upload_file
from documents.library.models import Document, Folder
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require


class Outcome(NamedTuple):
    """A page with the text of a file, a sentence for each thing that was left out or changed, and how many new images
    lie in its folder.
    """

    document: Document
    report: list[str]
    images: int


def import_page(
    *, author: User, space: Space, data: bytes, name: str, title: str = "", folder: Folder | None = None
) -> Outcome:
    """Make a new page of a file, and return it with what came along. Images in the file become files beside it.

    Without a title the page takes that of the file, or its name. Raises NotAllowed, NotFound, EmptyFile, TooLarge,
    Unusable, Invalid for a broken title. The file is read before the transaction begins; it may take seconds.
    """
    require(author, "library.write_page", space)
    imported = read_upload(data, name)
    title = title or imported.title
    with _stored(author, space, folder, imported, title) as blocks:
        page = create_page(author=author, space=space, title=title, blocks=blocks, folder=folder)
    return Outcome(page, imported.report, len(imported.images))


def import_into_page(*, author: User, document: Document, data: bytes, name: str) -> Outcome:
    """Put the text of a file at the end of a page, and return what came along. Raises as `import_page`."""
    require(author, "editing.write", document)
    imported = read_upload(data, name)
    if not imported.blocks_under(document.title):
        raise NoText
    with _stored(author, document.space, document.folder, imported, document.title) as blocks:
        change_page(author=author, document=document, change=lambda page: _append(page, blocks))
    return Outcome(document, imported.report, len(imported.images))


@contextmanager
def _stored(
    author: User, space: Space, folder: Folder | None, imported: Imported, title: str
) -> Iterator[tuple[Block, ...]]:
    """Put the images of a file into the library and give its text with them, in one transaction with what follows.

    If anything fails, no image stays behind. Raises NotAllowed where there are images and no right to upload.
    """
    if imported.images:
        require(author, "library.upload", space)
    with received(author, imported.images, title) as uploads, transaction.atomic():
        documents = {
            number: upload_file(author=author, space=space, upload_id=pk, folder=folder).pk
            for number, pk in uploads.items()
        }
        try:
            yield placed(imported.blocks_under(title), documents)
        except TooLarge as error:
            raise TooLargeForPage from error


def _append(page: Page, blocks: Sequence[Block]) -> None:
    """Add blocks at the end; footnotes go to those that the page has, because there is one list of them."""
    root = page.get(FIELD, type=XmlFragment)
    children = list(root.children)
    last = children[-1] if children else None
    if not isinstance(last, XmlElement) or last.tag != "footnotes":
        append_blocks(page, blocks)
        return
    append_blocks(page, [block for block in blocks if block.name != "footnotes"])
    for note in (note for block in blocks if block.name == "footnotes" for note in block.blocks):
        insert_block(last, len(last.children), note)
