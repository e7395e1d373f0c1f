"""Blocks whose border a suggestion takes away become one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.comments.pieces import Piece
from documents.comments.standing import Path, paths_in
from documents.editing.blocks import attributes_of
from documents.editing.state import Page
from documents.editing.updates import FIELD

_ITEMS = {"listItem", "taskItem"}
_CODE = "codeBlock"

# Tells of a path whether somebody else is just writing there.
WrittenIn = Callable[[Path], bool]


def nobody(_path: Path) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Joining:
    """Runs of text blocks that become one each, and the paths of all nodes as long as nothing before them moves."""

    chains: Sequence[Sequence[XmlElement]]
    paths: Mapping[Any, Path]


def find_joining(page: Page, pieces: Sequence[Piece], key: str, gone: str, written_in: WrittenIn) -> Joining:
    """Return the blocks whose border goes with the letters of a suggestion: the end of one and the begin of the next.

    Only where one block is the result: neighbours in the same parent, or the last block of an item and the first of
    the item behind it. Cells of a table, quotations and footnotes keep their borders, and so does a block that
    somebody else is just writing in.
    """
    struck = [
        (before, after)
        for before, after in pairwise(pieces)
        if before.node is not after.node and key in before.ids_of(gone) and key in after.ids_of(gone)
    ]
    paths = paths_in(page.get(FIELD, type=XmlFragment)) if struck else {}
    chains: list[list[XmlElement]] = []
    for before, after in struck:
        if not _is_border(before, after, paths) or written_in(_rewritten(after.block, paths)):
            continue
        if chains and chains[-1][-1] == before.block:
            chains[-1].append(after.block)
        else:
            chains.append([before.block, after.block])
    return Joining(chains, paths)


def _is_border(before: Piece, after: Piece, paths: Mapping[Any, Path]) -> bool:
    last = len(before.block.children) - 1
    if before.block == after.block or paths[after.node][-1] != 0 or paths[before.node][-1] != last:
        return False
    first, second = paths[before.block], paths[after.block]
    if first[:-1] == second[:-1]:
        return second[-1] == first[-1] + 1
    item, other = before.block.parent, after.block.parent
    if not isinstance(item, XmlElement) or not isinstance(other, XmlElement) or item.tag not in _ITEMS:
        return False
    is_next = first[:-2] == second[:-2] and second[-2] == first[-2] + 1 and item.tag == other.tag
    return is_next and second[-1] == 0 and first[-1] == len(item.children) - 1


def _rewritten(block: XmlElement, paths: Mapping[Any, Path]) -> Path:
    """Return what is written anew when a block joins the one before it: the block, or all of its item."""
    parent = block.parent
    is_item = isinstance(parent, XmlElement) and parent.tag in _ITEMS and paths[block][-1] == 0
    return paths[block][:-1] if is_item else paths[block]


def join_blocks(joining: Joining) -> None:
    """Put what the later blocks still hold at the end of the first that holds something, and drop what is then empty.

    A block with letters stays itself as far as possible: what others type in it goes on.
    """
    # From the end, so that the places of what comes before still hold.
    for chain in reversed(joining.chains):
        filled = [block for block in chain if not _is_empty(block)]
        keeper = filled[0] if filled else chain[0]
        for block in filled[1:]:
            _move(block, keeper)
        for block in reversed(chain):
            if block != keeper:
                _drop(block, keeper, joining.paths)


def _is_empty(block: XmlElement) -> bool:
    return all(isinstance(child, XmlText) and not len(child) for child in block.children)


def _move(block: XmlElement, keeper: XmlElement) -> None:
    """Write a block's content behind the keeper's. Code takes bare letters only."""
    bare = keeper.tag == _CODE
    for child in block.children:
        if isinstance(child, XmlText):
            target = _text_at_end(keeper)
            for text, marks in child.diff():
                target.insert(len(target), text, {} if bare else marks or {})
        elif isinstance(child, XmlElement) and bare:
            target = _text_at_end(keeper)
            target.insert(len(target), _in_letters(child))
        elif isinstance(child, XmlElement):
            _copy(child, keeper, len(keeper.children))


def _in_letters(node: XmlElement) -> str:
    label = attributes_of(node).get("label", "")
    return {"hardBreak": "\n", "mention": f"@{label}"}.get(node.tag or "", "")


def _text_at_end(keeper: XmlElement) -> XmlText:
    count = len(keeper.children)
    last = keeper.children[count - 1] if count else None
    if isinstance(last, XmlText):
        return last
    added = XmlText()
    keeper.children.append(added)
    return added


def _copy(node: XmlElement, parent: Any, place: int) -> None:
    made = XmlElement(node.tag, attributes_of(node))
    parent.children.insert(place, made)
    for child in node.children:
        if isinstance(child, XmlElement):
            _copy(child, made, len(made.children))
        elif isinstance(child, XmlText):
            _move_text(child, made)


def _move_text(text: XmlText, parent: XmlElement) -> None:
    made = XmlText()
    parent.children.append(made)
    for part, marks in text.diff():
        made.insert(len(made), part, marks or {})


def _drop(block: XmlElement, keeper: XmlElement, paths: Mapping[Any, Path]) -> None:
    """Delete the block, and an item or list that holds nothing else.

    What stands behind it in its item goes along; an item begins with a paragraph, or the editor would drop it.
    """
    item: Any = block.parent
    is_first = isinstance(item, XmlElement) and item.tag in _ITEMS and paths[block][-1] == 0
    rest = [node for node in list(item.children)[1:] if isinstance(node, XmlElement)] if is_first else []
    home: Any = keeper.parent
    if rest and home != item:
        for node in rest:
            _copy(node, home, len(home.children))
        _delete(item, paths)
    elif not rest or rest[0].tag == "paragraph":
        _delete(block, paths)


def _delete(node: XmlElement, paths: Mapping[Any, Path]) -> None:
    parent: Any = node.parent
    while isinstance(parent, XmlElement) and len(parent.children) == 1:
        node, parent = parent, parent.parent
    if isinstance(parent, XmlElement | XmlFragment):
        del parent.children[paths[node][-1]]
