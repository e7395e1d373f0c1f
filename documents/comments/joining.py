"""Blocks whose border went away become one."""

from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.comments.pieces import Piece
from documents.editing.blocks import attributes_of


def join_blocks(chain: list[Piece]) -> None:
    """Put what later blocks still hold at the end of the first that holds something, and drop what is then empty.

    A block with letters stays itself as far as possible: what others type in it goes on.
    """
    blocks = [piece.block for piece in chain]
    filled = [block for block in blocks if not _is_empty(block)]
    keeper = filled[0] if filled else blocks[0]
    for block in filled[1:]:
        _move(block, keeper)
    for block in reversed(blocks):
        if block != keeper:
            _drop(block)


def _is_empty(block: XmlElement) -> bool:
    return all(isinstance(child, XmlText) and not len(child) for child in block.children)


def _move(block: XmlElement, keeper: XmlElement) -> None:
    for child in block.children:
        if isinstance(child, XmlText):
            target = _text_at_end(keeper)
            for text, marks in child.diff():
                target.insert(len(target), text, marks or {})
        elif isinstance(child, XmlElement):
            keeper.children.append(_copy(child))


def _text_at_end(keeper: XmlElement) -> XmlText:
    count = len(keeper.children)
    last = keeper.children[count - 1] if count else None
    if isinstance(last, XmlText):
        return last
    added = XmlText()
    keeper.children.append(added)
    return added


def _copy(element: XmlElement) -> XmlElement:
    return XmlElement(element.tag, attributes_of(element), [_copy(child) for child in element.children
                                                            if isinstance(child, XmlElement)])  # fmt: skip


def _drop(block: XmlElement) -> None:
    """Delete the block, and what holds nothing else: a list item, a list."""
    parent: Any = block.parent
    while isinstance(parent, XmlElement) and len(parent.children) == 1:
        block, parent = parent, parent.parent
    if isinstance(parent, XmlElement | XmlFragment):
        index = next(at for at, child in enumerate(parent.children) if child == block)
        del parent.children[index]
