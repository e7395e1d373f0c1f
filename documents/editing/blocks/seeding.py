"""The first text of a page."""

from collections.abc import Iterable

from documents.editing.blocks.stored import append_blocks
from documents.editing.blocks.tree import Block
from documents.editing.mending import mend
from documents.editing.state import Page


def seed_state(blocks: Iterable[Block]) -> bytes:
    """Return the state of a new page with these blocks; a page without any gets an empty paragraph.

    What the editor's schema does not allow is mended. Only the server seeds: two browsers that both put a first
    paragraph would have two.
    """
    page = Page()
    with page.transaction():
        append_blocks(page, list(blocks) or [Block("paragraph")])
    mend(page)
    return page.get_update()
