"""A page's text as plain blocks: what seeds a new page, and what the walkers read out of a stored one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.state import Page
from documents.editing.updates import FIELD, MAX_DEPTH

Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """Text with its marks (bold, italic, link …), each mark with its own attributes."""

    text: str
    marks: Mapping[str, Attributes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the text: its name in the editor, its attributes, and blocks or runs inside."""

    name: str
    content: tuple["Block | Run", ...] = ()
    attributes: Attributes = field(default_factory=dict)


def paragraph(*parts: "str | Run") -> Block:
    return Block("paragraph", _runs(parts))


def heading(level: int, text: str) -> Block:
    return Block("heading", _runs([text]), {"level": level})


def bullets(*texts: "str | Run") -> Block:
    return Block("bulletList", _items(texts))


def numbers(*texts: "str | Run") -> Block:
    return Block("orderedList", _items(texts))


def quote(*texts: "str | Run") -> Block:
    return Block("blockquote", tuple(paragraph(text) for text in texts))


def bold(text: str) -> Run:
    return Run(text, {"bold": {}})


def italic(text: str) -> Run:
    return Run(text, {"italic": {}})


def link(text: str, href: str) -> Run:
    return Run(text, {"link": {"href": href}})


def _runs(parts: "Iterable[str | Run]") -> tuple[Run, ...]:
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def _items(texts: "Iterable[str | Run]") -> tuple[Block, ...]:
    return tuple(Block("listItem", (paragraph(text),)) for text in texts)


def seed_state(blocks: Iterable[Block]) -> bytes:
    """Return the state of a new page with these blocks; a page without any gets an empty paragraph.

    Only the server seeds: two browsers that both put a first paragraph would have two.
    """
    page = Page()
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        for block in list(blocks) or [paragraph()]:
            _append(root, block)
    return page.get_update()


def _append(parent: XmlFragment | XmlElement, block: Block) -> None:
    element = XmlElement(block.name, dict(block.attributes))
    parent.children.append(element)
    runs = [part for part in block.content if isinstance(part, Run)]
    if runs:
        _append_runs(element, runs)
    for part in block.content:
        if isinstance(part, Block):
            _append(element, part)


def _append_runs(element: XmlElement, runs: list[Run]) -> None:
    text = XmlText()
    element.children.append(text)
    for run in runs:
        text.insert(len(text), run.text, dict(run.marks))


def blocks_of(page: Page) -> tuple[Block, ...]:
    """Return the text of a page as blocks. What is nested deeper than an editor makes it is left out."""
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        return tuple(part for part in _content(root, 0) if isinstance(part, Block))


def _content(node: XmlFragment | XmlElement, depth: int) -> tuple[Block | Run, ...]:
    if depth > MAX_DEPTH:
        return ()
    parts: list[Block | Run] = []
    for child in node.children:
        if isinstance(child, XmlText):
            parts += [
                Run(text, {_mark_name(name): _as_attributes(value) for name, value in (marks or {}).items()})
                for text, marks in child.diff()
                if isinstance(text, str)
            ]
        elif isinstance(child, XmlElement):
            parts.append(Block(child.tag or "", _content(child, depth + 1), attributes_of(child)))
    return tuple(parts)


def attributes_of(element: XmlElement | XmlText) -> dict[str, Any]:
    """Return the attributes of a node; numbers come back as floats."""
    pairs: Any = element.attributes  # an iterable of pairs; the library types it as one that cannot be walked
    return dict(iter(pairs))


def _mark_name(name: str) -> str:
    """Marks that may overlap are stored as "name--hash"."""
    return name.split("--", 1)[0]


def _as_attributes(value: Any) -> Attributes:
    return value if isinstance(value, dict) else {}
