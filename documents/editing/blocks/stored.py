"""Blocks read out of a stored text and put into one."""

from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.blocks.tree import Attributes, Block, Run
from documents.editing.state import Page
from documents.editing.updates import FIELD, MAX_NESTING


def blocks_of(page: Page) -> tuple[Block, ...]:
    """Return the text of a page as blocks. What is nested deeper than a text may be is left out."""
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        return tuple(part for part in _content(root, 0) if isinstance(part, Block))


def _content(node: XmlFragment | XmlElement, depth: int) -> tuple[Block | Run, ...]:
    if depth > MAX_NESTING:
        return ()
    parts: list[Block | Run] = []
    for child in node.children:
        if isinstance(child, XmlText):
            parts += runs_of(child)
        elif isinstance(child, XmlElement):
            parts.append(Block(child.tag or "", _content(child, depth + 1), attributes_of(child)))
    return tuple(parts)


def block_of(element: XmlElement) -> Block:
    """Return one node of a text with all that is in it."""
    return Block(element.tag or "", _content(element, 0), attributes_of(element))


def runs_of(text: XmlText) -> tuple[Run, ...]:
    return tuple(Run(letters, _marks(marks)) for letters, marks in text.diff() if isinstance(letters, str))


def attributes_of(element: XmlElement | XmlText) -> dict[str, Any]:
    """Return the attributes of a node; numbers come back as floats."""
    pairs: Any = element.attributes  # an iterable of pairs; the library types it as one that cannot be walked
    return dict(iter(pairs))


def _marks(stored: Mapping[str, Any] | None) -> dict[str, Attributes]:
    if not stored:
        return {}
    return {name: value if isinstance(value, dict) else {} for name, value in stored.items()}


def append_blocks(page: Page, blocks: Iterable[Block]) -> None:
    """Add blocks at the end of a page, before its footnotes (which are the last node wherever there are any)."""
    root = page.get(FIELD, type=XmlFragment)
    children = list(root.children)
    place = len(children)
    while place and _is_notes(children[place - 1]):
        place -= 1
    for block in blocks:
        insert_block(root, place, block)
        place += 1


def _is_notes(node: object) -> bool:
    return isinstance(node, XmlElement) and node.tag == "footnotes"


def insert_block(parent: XmlFragment | XmlElement, place: int, block: Block) -> XmlElement:
    """Put a block with all that is in it at a place among the children, and return its node."""
    element = XmlElement(block.name, {name: value for name, value in block.attributes.items() if value is not None})
    parent.children.insert(place, element)
    text: XmlText | None = None
    for part in block.content:
        if isinstance(part, Run):
            if text is None:
                text = XmlText()
                element.children.append(text)
            text.insert(len(text), part.text, dict(part.marks))
        else:
            text = None
            insert_block(element, len(element.children), part)
    return element
