"""What the editor's schema (assets/editor/schema.js) allows, for those who write texts without an editor.

An editor deletes a node that does not fit from the text, for everybody. A test compares this with the schema itself.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

BLOCKS = frozenset(
    {
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "taskList",
        "blockquote",
        "codeBlock",
        "horizontalRule",
        "table",
        "image",
        "footnotes",
    }
)
INLINE = frozenset({"text", "hardBreak", "mention", "footnoteReference"})
MARKS = frozenset({"bold", "italic", "strike", "code", "link", "comment", "insertion", "deletion"})
# Where fewer marks are allowed than everywhere else.
MARKS_IN = {"codeBlock": frozenset({"comment"})}

# In the words of the schema: one after the other, "+" at least one, "*" any number.
CONTENT = {
    "doc": "block+",
    "paragraph": "inline*",
    "heading": "inline*",
    "codeBlock": "text*",
    "blockquote": "block+",
    "bulletList": "listItem+",
    "orderedList": "listItem+",
    "taskList": "taskItem+",
    "listItem": "paragraph block*",
    "taskItem": "paragraph block*",
    "table": "tableRow+",
    "tableRow": "(tableCell | tableHeader)*",
    "tableCell": "block+",
    "tableHeader": "block+",
    "footnotes": "footnote*",
    "footnote": "paragraph+",
    "horizontalRule": "",
    "image": "",
    "hardBreak": "",
    "mention": "",
    "footnoteReference": "",
    "text": "",
}

_GROUPS = {"block": BLOCKS, "inline": INLINE}
_TERM = re.compile(r"(\w+|\([^)]*\))([+*]?)")
# As y-tiptap names marks that may overlap.
_OVERLAPPING = re.compile(r"--[a-zA-Z0-9+/=]{8}$")


@cache
def _terms(name: str) -> tuple[tuple[frozenset[str], str], ...]:
    found = _TERM.findall(CONTENT[name])
    return tuple((_names(text), quantity) for text, quantity in found)


def _names(text: str) -> frozenset[str]:
    names = re.findall(r"\w+", text)
    return frozenset[str]().union(*(_GROUPS.get(name, frozenset({name})) for name in names))


@cache
def allowed_in(name: str) -> frozenset[str]:
    """Return the names of all nodes that a node may hold somewhere; none for one that is not known."""
    return frozenset[str]().union(*(names for names, _quantity in _terms(name))) if name in CONTENT else frozenset()


@cache
def is_text_block(name: str) -> bool:
    """Tell whether a node holds text and what stands among it."""
    return "text" in allowed_in(name)


@cache
def begins_with_paragraph(name: str) -> bool:
    return bool(_terms(name)) and _terms(name)[0] == (frozenset({"paragraph"}), "")


def may_be_empty(name: str) -> bool:
    return all(quantity == "*" for _names_, quantity in _terms(name))


def holds(name: str, children: Sequence[str]) -> bool:
    """Tell whether a node may hold children of these names in this order."""
    at = 0
    for names, quantity in _terms(name):
        begun = at
        while at < len(children) and children[at] in names and (quantity or at == begun):
            at += 1
        if at == begun and quantity != "*":
            return False
    return at == len(children)


def foreign_marks(name: str, marks: Iterable[str]) -> list[str]:
    """Return those of the stored names of marks that text in this node may not carry."""
    allowed = MARKS_IN.get(name, MARKS)
    return [mark for mark in marks if _OVERLAPPING.sub("", mark) not in allowed]
