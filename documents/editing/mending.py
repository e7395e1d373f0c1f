"""Makes a text fit the editor's schema without losing a letter, where the server has written something that does not.

What fits is not touched. Nodes cannot be moved in a shared text: what has to stand elsewhere is copied.
"""

from collections.abc import Iterator

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.blocks.stored import block_of, insert_block, runs_of
from documents.editing.blocks.tree import Block
from documents.editing.mending_parts import as_children, filler, letters_of
from documents.editing.mending_tables import pad_rows
from documents.editing.schema import (
    CONTENT,
    allowed_in,
    begins_with_paragraph,
    foreign_marks,
    is_text_block,
    may_be_empty,
)
from documents.editing.state import Page
from documents.editing.updates import FIELD

Node = XmlFragment | XmlElement
_GO_WHEN_EMPTY = {"bulletList", "orderedList", "taskList", "blockquote", "table"}


def mend(page: Page) -> None:
    """Make the text of a page fit the schema; writes nothing if it does. Linear in the text."""
    with page.transaction():
        _mend(page.get(FIELD, type=XmlFragment), "doc")


def _mend(node: Node, name: str) -> None:
    if is_text_block(name):
        _mend_line(node, name)
    elif CONTENT[name]:
        _mend_container(node, name)


def _mend_container(node: Node, name: str) -> None:
    place = 0
    for child in _children(node):
        if _fits(child, name):
            place += 1
            continue
        parts = as_children(name, _words(child))
        del node.children[place]
        for part in parts:
            insert_block(node, place, part)
            place += 1
    _mend_children(node)
    _fill(node, name)
    if name == "table":
        pad_rows(node)


def _children(node: Node) -> list[XmlElement | XmlText]:
    return [child for child in node.children if isinstance(child, XmlElement | XmlText)]


def _words(child: XmlElement | XmlText) -> Block:
    return Block("text", runs_of(child)) if isinstance(child, XmlText) else block_of(child)


def _fits(child: XmlElement | XmlText, name: str) -> bool:
    """Tell whether a child may stand in a node. Without letters the editor makes no node of a text."""
    if isinstance(child, XmlText):
        return not child.diff()
    tag = child.tag or ""
    return tag in allowed_in(name) and (bool(CONTENT[tag]) or _is_hollow(child))


def _is_hollow(node: Node) -> bool:
    return not any(isinstance(child, XmlElement) or child.diff() for child in _children(node))


def _mend_children(node: Node) -> None:
    place = 0
    for child in list(node.children):
        if isinstance(child, XmlElement):
            _mend(child, child.tag or "")
            if child.tag in _GO_WHEN_EMPTY and _is_hollow(child):
                del node.children[place]
                continue
        place += 1


def _fill(node: Node, name: str) -> None:
    elements = (child.tag for child in node.children if isinstance(child, XmlElement))
    first = next(elements, None)
    if first is None and (name in _GO_WHEN_EMPTY or may_be_empty(name)):
        return
    if first is None or (begins_with_paragraph(name) and first != "paragraph"):
        insert_block(node, 0, filler(name))


def _mend_line(node: Node, name: str) -> None:
    for place, child in enumerate(_children(node)):
        if isinstance(child, XmlText):
            _clean(child, name)
        elif not _fits(child, name):
            _put_letters(node, place, name, block_of(child))


def _put_letters(node: Node, place: int, name: str, block: Block) -> None:
    """Put the letters of a node that may not stand in a line in its place."""
    del node.children[place]
    text = XmlText()
    node.children.insert(place, text)
    for run in letters_of(block):
        marks = {mark: value for mark, value in run.marks.items() if mark not in foreign_marks(name, run.marks)}
        text.insert(len(text), run.text, marks)


def _clean(text: XmlText, name: str) -> None:
    for start, end, marks in _spans(text):
        foreign = foreign_marks(name, marks)
        if foreign:
            text.format(start, end, dict.fromkeys(foreign))


def _spans(text: XmlText) -> Iterator[tuple[int, int, list[str]]]:
    """Yield begin and end in bytes, as the library counts, with the names of the marks."""
    at = 0
    for letters, marks in text.diff():
        size = len(letters.encode()) if isinstance(letters, str) else 1
        if marks:
            yield at, at + size, list(marks)
        at += size
