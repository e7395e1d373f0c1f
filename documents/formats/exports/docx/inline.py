"""Text with its marks, links, line breaks and references, as runs of a paragraph."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from documents.editing.blocks import Block, Run
from documents.formats.exports.docx.xml import run, w, words
from documents.formats.head import plain

# In the order that the standard wants.
_PROPERTIES = (("code", "rStyle"), ("bold", "b"), ("italic", "i"), ("strike", "strike"), ("underline", "u"))


class Inline:
    """Writes into one part of the file: links belong to the part in which they stand."""

    def __init__(self, part: Any, reference: Callable[[Block], list[Any]]) -> None:
        self.part = part
        self.reference = reference

    def elements(self, parts: Iterable[Block | Run]) -> list[Any]:
        made: list[Any] = []
        for address, group in groupby(parts, key=_address):
            inner = [element for part in group for element in self.element(part, linked=bool(address))]
            made += [self.link(address, inner)] if address else inner
        return made

    def element(self, part: Block | Run, *, linked: bool) -> list[Any]:
        if isinstance(part, Run):
            return [run(*_text(plain(part.text)), properties=_properties(part.marks, linked=linked))]
        if part.name == "hardBreak":
            return [run(w("br"))]
        if part.name == "mention":
            return [run(words("@" + plain(part.word("label"))))]
        if part.name == "footnoteReference":
            return self.reference(part)
        return self.elements(part.content)

    def link(self, address: str, inner: list[Any]) -> Any:
        element = w("hyperlink", *inner)
        key = self.part.relate_to(plain(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        element.set(qn("r:id"), key)
        return element


def raised(text: str) -> Any:
    return run(words(text), properties=w("rPr", w("vertAlign", val="superscript")))


def _address(part: Block | Run) -> str:
    return str(part.marks["link"]["href"]) if isinstance(part, Run) and "link" in part.marks else ""


def _text(text: str) -> list[Any]:
    """Return the text of a run; line ends and tabs are elements of their own."""
    made: list[Any] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(w("br"))
        for place, piece in enumerate(line.split("\t")):
            made += [w("tab")] if place else []
            made += [words(piece)] if piece else []
    return made


def _properties(marks: Mapping[str, Any], *, linked: bool) -> Any:
    made = [w("rStyle", val="Hyperlink")] if linked else []
    for mark, name in _PROPERTIES:
        if mark not in marks:
            continue
        if name == "rStyle":
            made += [] if linked else [w(name, val="CodeText")]
        else:
            made.append(w(name, val="single") if name == "u" else w(name))
    return w("rPr", *made) if made else None
