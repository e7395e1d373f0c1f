"""Nodes of the shared text in the form in which texts are compared."""

from typing import Any

from pycrdt import XmlElement, XmlText

from documents.editing.blocks import Block, Run, attributes_of
from documents.versions.diff.shapes import normal, plain_marks

TEXT_BLOCKS = {"paragraph", "heading", "codeBlock"}
Stretch = tuple[str, dict[str, Any]]


def block_from(element: XmlElement) -> Block:
    """Return a node as a block in normal form."""
    return normal(_read(element))


def _read(element: XmlElement) -> Block:
    parts: list[Block | Run] = []
    for child in element.children:
        if isinstance(child, XmlText):
            parts += [Run(text, marks) for text, marks in stretches_of(child)]
        elif isinstance(child, XmlElement):
            parts.append(_read(child))
    return Block(element.tag or "", tuple(parts), attributes_of(element))


def stretches_of(node: XmlText) -> list[Stretch]:
    """Return the letters of a node with their marks, comments left out, neighbours of the same marks joined."""
    joined: list[Stretch] = []
    for text, stored in node.diff():
        if not isinstance(text, str):
            continue
        marks = plain_marks(stored or {})
        if joined and joined[-1][1] == marks:
            joined[-1] = (joined[-1][0] + text, marks)
        else:
            joined.append((text, marks))
    return joined
