"""A text made ready for a file: work in progress taken off, links made whole, footnotes numbered, pictures read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from documents.editing.blocks import Block, Run
from documents.editing.suggestions import has_suggestions, without_comments, without_suggestions
from documents.editing.walkers import safe_address
from documents.editing.walkers.notes import Notes
from documents.formats.head import ExportHead, ImageSource
from documents.formats.pictures import Picture, pictures_for


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the writers of all formats work on. `blocks` has no footnotes in it, `whole` has; `notes` knows them.

    Every mark "link" has an address that leads somewhere.
    """

    blocks: tuple[Block, ...]
    whole: tuple[Block, ...]
    notes: Notes
    pictures: dict[int, Picture]
    remarks: tuple[str, ...]

    def picture(self, block: Block) -> Picture | None:
        return self.pictures.get(image_id(block))


def prepare(head: ExportHead, blocks: Sequence[Block], images: ImageSource) -> Prepared:
    """Return the text as it was before open suggestions, without comments. Words are in the active language."""
    remarks = [head.note] if head.note else []
    if has_suggestions(blocks):
        remarks.append(_("This text has open suggestions for changes. It is shown as it was before them."))
    whole = tuple(_linked(head, block) for block in without_comments(without_suggestions(blocks, keep="old")))
    body = tuple(block for block in whole if block.name != "footnotes")
    wanted = list(dict.fromkeys(image_id(block) for block in walk(whole) if block.name == "image"))
    return Prepared(body, whole, Notes(whole), pictures_for(wanted, images), tuple(remarks))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield each block and, after it, those inside."""
    for block in blocks:
        yield block
        yield from walk(block.blocks)


def image_id(block: Block) -> int:
    return block.number("document", most=2**53)


def image_words(block: Block) -> str:
    """Return what stands in the place of an image that may not be shown or cannot be read."""
    return _("[Image: %(description)s]") % {"description": block.word("alt") or "–"}


def _linked(head: ExportHead, block: Block) -> Block:
    parts = tuple(_linked(head, part) if isinstance(part, Block) else _link(head, part) for part in block.content)
    return replace(block, content=parts)


def _link(head: ExportHead, run: Run) -> Run:
    if "link" not in run.marks:
        return run
    marks = {name: value for name, value in run.marks.items() if name != "link"}
    address = head.address(safe_address(run.marks["link"].get("href")))
    return Run(run.text, {**marks, "link": {"href": address}} if address else marks)
