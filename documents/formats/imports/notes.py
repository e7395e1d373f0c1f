"""Footnotes of HTML files: a raised link to a list item further down, which links back."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from documents.editing.blocks.tree import Block, Run

_BACK = {"↩", "↩︎", "↑", "^"}
_RAISED = "//sup//a[starts-with(@href, '#')] | //a[starts-with(@href, '#')][sup]"


def take_notes(root: Any) -> dict[str, Any]:
    """Take the footnotes out of a tree and return their list items by a new key; marks of the keys stay in the text."""
    items = {item.get("id"): item for item in root.xpath("//li[@id]")}
    keys: dict[str, str] = {}
    for link in root.xpath(_RAISED):
        target = link.get("href")[1:]
        if target not in items:
            continue
        key = keys.setdefault(target, str(uuid4()))
        _replace(_outermost(link), f"\ue002{key}\ue003")
    notes = {key: items[target] for target, key in keys.items()}
    for item in notes.values():
        _take_out(item)
    return notes


def footnotes_of(notes: dict[str, Any], blocks: Callable[[Any], list[Block]]) -> list[Block]:
    """Return the last node of a text, or nothing where there are no notes."""
    made = [
        Block("footnote", _paragraphs(blocks(item)), {"data-id": key, "id": f"fn:{number}"})
        for number, (key, item) in enumerate(notes.items(), 1)
    ]
    return [Block("footnotes", tuple(made))] if made else []


def _paragraphs(blocks: list[Block]) -> tuple[Block, ...]:
    """Return the paragraphs in blocks, whatever they stand in."""
    made: list[Block] = []
    for block in blocks:
        if any(isinstance(part, Run) for part in block.content):
            made.append(Block("paragraph", block.content))
        else:
            made += _paragraphs(list(block.blocks)) if block.blocks else ()
    return tuple(made) or (Block("paragraph"),)


def _outermost(link: Any) -> Any:
    element = link
    while element.getparent() is not None and element.getparent().tag == "sup":
        element = element.getparent()
    return element


def _replace(element: Any, text: str) -> None:
    """Put text in the place of an element."""
    element.tail = text + (element.tail or "")
    element.drop_tree()


def _take_out(item: Any) -> None:
    for link in item.xpath(".//a[starts-with(@href, '#')]"):
        if "".join(link.itertext()).strip() in _BACK:
            link.drop_tree()
    parent = item.getparent()
    if parent is None:
        return
    parent.remove(item)
    if len(parent):
        return
    section = parent.getparent()
    parent.drop_tree()
    # The heading "Footnotes" of an empty section.
    if section is not None and section.tag == "section" and section.find("ol") is None:
        section.drop_tree()
