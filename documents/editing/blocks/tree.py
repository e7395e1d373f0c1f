"""A page's text as plain blocks.

Names and attributes are the editor's (assets/editor/schema.js). Blocks hold blocks or, in paragraphs and headings, runs
of text with inline blocks (line break, mention, reference of a footnote) between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """Text with its marks (bold, italic, link …), each mark with its own attributes.

    Comments may overlap, so each stands under a name of its own, "comment--" and eight characters.
    """

    text: str
    marks: Mapping[str, Attributes] = field(default_factory=dict)

    @property
    def comments(self) -> tuple[str, ...]:
        """Return the ids of the comments on this text."""
        ids = [attributes.get("id") for name, attributes in self.marks.items() if name.startswith("comment")]
        return tuple(sorted(i for i in ids if isinstance(i, str) and i))

    @property
    def suggestion(self) -> tuple[str, str] | None:
        """Return kind ("insertion" or "deletion") and id of the suggestion that this text is part of."""
        for kind in ("insertion", "deletion"):
            if kind in self.marks:
                return kind, str(self.marks[kind].get("id", ""))
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the text: its name in the editor, its attributes, and blocks or runs inside."""

    name: str
    content: tuple["Block | Run", ...] = ()
    attributes: Attributes = field(default_factory=dict)

    @property
    def blocks(self) -> tuple["Block", ...]:
        """Return the blocks directly inside, without text."""
        return tuple(part for part in self.content if isinstance(part, Block))

    def number(self, name: str, otherwise: int = 0, *, least: int = 0, most: int = 9_999) -> int:
        """Return a whole number among the attributes, within bounds; anything else counts as `otherwise`."""
        value = self.attributes.get(name, otherwise)
        if isinstance(value, int | float) and least <= value <= most:
            return int(value)
        return otherwise

    def word(self, name: str) -> str:
        """Return a text among the attributes; anything else counts as empty."""
        value = self.attributes.get(name)
        return value if isinstance(value, str) else ""
