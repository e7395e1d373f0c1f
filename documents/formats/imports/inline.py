"""Words of HTML as runs.

Two marks of the readers stand in the text as characters for private use, which no text keeps in the end:
U+E000 number U+E001 before the words of a numbered item, U+E002 key U+E003 where a footnote is referred to.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from documents.editing.blocks.tree import Attributes, Block, Run
from documents.editing.walkers.addresses import safe_address
from documents.formats.imports.report import Findings

PRIVATE = re.compile("[\ue000-\ue003]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE = re.compile("\ue002([^\ue003]*)\ue003")
_MARKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "s": "strike", "strike": "strike",
          "del": "strike", "code": "code", "tt": "code", "kbd": "code", "samp": "code"}  # fmt: skip
_LOST = {"u": "underline", "ins": "underline", "sup": "raised", "sub": "raised"}
_IGNORED = ("script", "style", "iframe", "object", "svg", "math", "template", "textarea", "select", "video", "audio",
            "canvas", "noscript", "button", "title", "input")  # fmt: skip
DEEPEST = 40


class Inline:
    def __init__(self, found: Findings, notes: Mapping[str, Any]) -> None:
        self.found = found
        self.notes = notes

    def parts(self, pieces: Iterable[Any]) -> tuple[Block | Run, ...]:
        """Return texts and elements as runs and inline blocks, white space as a browser shows it."""
        raw: list[Block | Run] = []
        for piece in pieces:
            if isinstance(piece, str):
                self._text(raw, piece, {})
            elif isinstance(piece.tag, str):
                self._element(raw, piece, {}, 0)
        return _tidy(raw)

    def _text(self, raw: list[Block | Run], text: str, marks: Mapping[str, Attributes]) -> None:
        place = 0
        text = _SPACE.sub(" ", text)
        for found in _NOTE.finditer(text):
            _add(raw, text[place : found.start()], marks)
            if found[1] in self.notes:
                raw.append(Block("footnoteReference", (), {"data-id": found[1]}))
            place = found.end()
        _add(raw, text[place:], marks)

    def _element(self, raw: list[Block | Run], element: Any, marks: Mapping[str, Attributes], depth: int) -> None:
        if element.tag == "br":
            raw.append(Block("hardBreak"))
            return
        if element.tag in _IGNORED:
            if element.tag not in ("input", "style", "title"):
                self.found.add("scripts")
            return
        if depth > DEEPEST:
            self.found.add("depth")
            _add(raw, _SPACE.sub(" ", element.text_content()), marks)
            return
        marks = self._marks(element, marks)
        self._text(raw, element.text or "", marks)
        for child in element:
            if isinstance(child.tag, str):
                self._element(raw, child, marks, depth + 1)
            self._text(raw, child.tail or "", marks)

    def _marks(self, element: Any, marks: Mapping[str, Attributes]) -> Mapping[str, Attributes]:
        name = _MARKS.get(element.tag)
        if name:
            return {**marks, name: {}}
        if element.tag in _LOST and element.text_content().strip():
            self.found.add(_LOST[element.tag])
        if element.tag == "a" and element.get("href"):
            address = safe_address(element.get("href"))
            if address:
                return {**marks, "link": {"href": address}}
            if not element.get("href").startswith("#"):
                self.found.add("links")
        return marks


def _add(raw: list[Block | Run], text: str, marks: Mapping[str, Attributes]) -> None:
    if not text:
        return
    # Code takes no other marks beside it in the editor.
    marks = {"code": {}} if "code" in marks else marks
    last = raw[-1] if raw else None
    if isinstance(last, Run) and last.marks == marks:
        raw[-1] = Run(last.text + text, marks)
    else:
        raw.append(Run(text, marks))


def _tidy(raw: list[Block | Run]) -> tuple[Block | Run, ...]:
    """Take out spaces at both ends, beside line breaks and after other spaces; and a line break at the end."""
    made: list[Block | Run] = []
    after_space = True
    for part in raw:
        if isinstance(part, Block):
            if part.name == "hardBreak":
                _trim_end(made)
            made.append(part)
            after_space = part.name == "hardBreak"
            continue
        text = _SPACE.sub(" ", part.text)
        text = text.lstrip(" ") if after_space else text
        if text:
            after_space = text.endswith(" ")
            _add(made, text, part.marks)
    _trim_end(made)
    while made and isinstance(made[-1], Block) and made[-1].name == "hardBreak":
        made.pop()
        _trim_end(made)
    return tuple(made)


def _trim_end(made: list[Block | Run]) -> None:
    while made and isinstance(made[-1], Run):
        text = made[-1].text.rstrip(" ")
        if text:
            made[-1] = Run(text, made[-1].marks)
            return
        made.pop()
