"""A text that is nested no deeper than a typesetter takes and a printed line has room for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.editing.blocks import Block, Run

DEEPEST = 12  # lists, quotes and tables in each other
_LISTS = {"bulletList", "orderedList", "taskList"}
_LEAVES = {"paragraph", "heading", "codeBlock", "horizontalRule", "image"}


def levelled(blocks: Iterable[Block], level: int = 1) -> tuple[Block, ...]:
    """Return the blocks with what is nested deeper standing at the deepest level, in the same order. No word is lost.

    A list that is parted by that goes on with its next number.
    """
    return tuple(part for block in blocks for part in _levelled(block, level))


def _levelled(block: Block, level: int) -> Iterator[Block]:
    if block.name in _LEAVES or any(isinstance(part, Run) for part in block.content):
        yield replace(block, content=tuple(_inline(block.content)))
    elif block.name in _LISTS:
        yield from _list(block, level)
    elif block.name == "blockquote" and level <= DEEPEST:
        yield replace(block, content=levelled(block.blocks, level + 1))
    elif block.name == "table" and level <= DEEPEST:
        yield replace(block, content=tuple(_row(row, level + 1) for row in block.blocks))
    else:
        yield from levelled(block.blocks, level)


def _row(row: Block, level: int) -> Block:
    return replace(row, content=tuple(replace(cell, content=levelled(cell.blocks, level)) for cell in row.blocks))


def _list(block: Block, level: int) -> Iterator[Block]:
    if level < DEEPEST:
        items = (replace(item, content=levelled(item.blocks, level + 1)) for item in block.blocks)
        yield replace(block, content=tuple(items))
        return
    start, items_here = block.number("start", 1), list[Block]()
    for number, item in enumerate(block.blocks, start + 1):
        own, rest = _parted(item.blocks)
        items_here.append(replace(item, content=levelled(own, level)))
        if rest:
            yield _with_start(block, items_here, start)
            yield from levelled(rest, level)
            start, items_here = number, []
    if items_here:
        yield _with_start(block, items_here, start)


def _with_start(block: Block, items: list[Block], start: int) -> Block:
    attributes = {**block.attributes, "start": start} if block.name == "orderedList" else block.attributes
    return replace(block, content=tuple(items), attributes=attributes)


def _parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return what stands in the item's own lines, and what begins with the first list, quote or table in it."""
    count = next((at for at, block in enumerate(blocks) if block.name not in _LEAVES), len(blocks))
    return blocks[:count], blocks[count:]


def _inline(parts: Iterable[Block | Run]) -> Iterator[Block | Run]:
    """Yield a line's parts; what no editor puts into a line gives only its words."""
    for part in parts:
        if isinstance(part, Block) and part.content:
            yield from _inline(part.content)
        else:
            yield part
