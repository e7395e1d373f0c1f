"""Footnotes: a part of their own in the file."""

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.editing.blocks import Block
from documents.editing.walkers.notes import Notes
from documents.formats.exports.docx.inline import Inline, raised
from documents.formats.exports.docx.xml import paragraph, run, w, words

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NAME = "footnote_{}"  # of a bookmark; the import knows it
_SEPARATORS = 2  # 0 and 1 are the lines between text and footnotes


class WordNotes:
    """The footnotes of one file. The part is added with the first reference."""

    def __init__(self, main: Any, notes: Notes) -> None:
        self.main = main
        self.notes = notes
        self.part: Any = None

    def reference(self, block: Block) -> list[Any]:
        """Return the reference in the text; a second one to the same note shows its number and leads to the first."""
        number = self.notes.number(block)
        if not self.notes.knows(block):
            return [raised(number)]
        if self.part is None:
            self._add_part()
        key = int(number) - 1 + _SEPARATORS
        if any(int(element.get(qn("w:id"))) == key for element in self.part.element):
            again = w("hyperlink", raised(number), anchor=_NAME.format(key))
            return [again]
        self._add(key, self.notes.referred[int(number) - 1])
        reference = run(w("footnoteReference", id=key), properties=w("rPr", w("vertAlign", val="superscript")))
        return [w("bookmarkStart", id=key, name=_NAME.format(key)), reference, w("bookmarkEnd", id=key)]

    def _add(self, key: int, note: Block) -> None:
        inline = Inline(self.part, lambda block: [raised(self.notes.number(block))])
        sign = run(w("footnoteRef"), properties=w("rPr", w("vertAlign", val="superscript")))
        lines = _text_blocks(note) or [Block("paragraph")]
        made = [
            paragraph(*([sign, run(words(" "))] if number == 0 else []), *inline.elements(line.content))
            for number, line in enumerate(lines)
        ]
        self.part.element.append(w("footnote", *made, id=key))

    def _add_part(self) -> None:
        root: Any = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for key, name in enumerate(("separator", "continuationSeparator")):
            root.append(w("footnote", paragraph(run(w(name))), type=name, id=key))
        self.part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, root, self.main.package)
        self.main.relate_to(self.part, _RELATION)


def _text_blocks(block: Block) -> list[Block]:
    """Return the paragraphs inside, whatever they stand in."""
    if block.name in ("paragraph", "heading", "codeBlock"):
        return [block]
    return [line for inner in block.blocks for line in _text_blocks(inner)]
