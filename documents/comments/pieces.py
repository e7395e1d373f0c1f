"""The letters of a page one after the other, each stretch with its marks and the place where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.state import Page
from documents.editing.updates import FIELD, MAX_NESTING

TEXT_BLOCKS = {"paragraph", "heading", "codeBlock"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of letters with the same marks. `start` and `stop` count bytes of UTF-8, as the shared text does.

    `given`: ids that count instead of those in the text, by the attribute that the mark is stored under.
    """

    node: XmlText
    start: int
    text: str
    marks: Mapping[str, Any]
    block: XmlElement
    section: str
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def stop(self) -> int:
        return self.start + len(self.text.encode())

    def ids_of(self, name: str) -> dict[str, str]:
        """Return the ids of all marks of a name, each with the attribute it is stored under."""
        found = {}
        for attribute, value in self.marks.items():
            if attribute.split("--", 1)[0] == name and isinstance(value, Mapping):
                found[self.given.get(attribute) or str(value.get("id", ""))] = attribute
        return found


def pieces_of(page: Page) -> list[Piece]:
    """Return all letters of a page in order. `section` is the heading under which they stand, empty before the first.

    Positions hold until the text changes.
    """
    with page.transaction():
        return list(_Walk().pieces(page.get(FIELD, type=XmlFragment), None, 0))


class _Walk:
    def __init__(self) -> None:
        self.section = ""

    def pieces(self, node: XmlFragment | XmlElement, block: XmlElement | None, depth: int) -> Iterator[Piece]:
        if depth > MAX_NESTING:
            return
        for child in node.children:
            if isinstance(child, XmlText):
                if block is not None:
                    yield from self._of_text(child, block)
            elif isinstance(child, XmlElement):
                if child.tag == "heading":
                    self.section = standing_text(child)
                yield from self.pieces(child, child if child.tag in TEXT_BLOCKS else block, depth + 1)

    def _of_text(self, node: XmlText, block: XmlElement) -> Iterator[Piece]:
        at = 0
        for text, marks in node.diff():
            if isinstance(text, str):
                yield Piece(node, at, text, marks or {}, block, self.section)
                at += len(text.encode())


def standing_text(block: XmlElement) -> str:
    """Return the letters that stand directly in a block, without those that are only suggested."""
    texts = (child for child in block.children if isinstance(child, XmlText))
    parts = (part for node in texts for part in node.diff() if isinstance(part[0], str))
    return "".join(text for text, marks in parts if not _is_suggested(marks or {}))


def _is_suggested(marks: Mapping[str, Any]) -> bool:
    return any(name.split("--", 1)[0] == "insertion" for name in marks)
