"""The text of DOCX, PPTX, XLSX, and of OpenDocument files. Runs in a bounded process only."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dialog.files.bounded import Unreadable
from dialog.files.reading.gathering import Enough, Gathered
from dialog.files.reading.package import Package, Target, local
from dialog.files.reading.sheets import SharedStrings, Sheet

_NUMBER = re.compile(r"(\d+)")
_WORD_PARTS = re.compile(r"^word/(header|document|footer|footnotes|endnotes|comments)\d*\.xml$")
_SLIDE_PARTS = re.compile(r"^ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml$")
_RANKS = ("header", "document", "slides/", "worksheets/", "footer", "footnotes", "endnotes", "notesSlides", "comments")
_SHEET_PARTS = re.compile(r"^xl/worksheets/sheet\d+\.xml$")


class Words(Target):
    """Gathers the text inside `t` of Word and PowerPoint, a line for each paragraph."""

    BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}

    def __init__(self, found: Gathered) -> None:
        self._found, self._is_text = found, False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = local(tag)
        self._is_text = name == "t"
        if name in self.BREAKS:
            self._found.add(self.BREAKS[name])

    def end(self, tag: str) -> None:
        self._is_text = False
        if local(tag) == "p":
            self._found.add("\n")

    def data(self, text: str) -> None:
        if self._is_text:
            self._found.add(text)


class OpenText(Target):
    """Gathers the paragraphs and headings of OpenDocument; deleted passages that it keeps are left out."""

    LINES = frozenset(["p", "h"])
    HIDDEN = frozenset(["tracked-changes", "forms", "scripts"])

    def __init__(self, found: Gathered) -> None:
        self._found, self._lines, self._hidden = found, 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        self._hidden += name in self.HIDDEN
        self._lines += name in self.LINES
        if self._lines and name in ("tab", "line-break", "s"):
            self._found.add("\n" if name == "line-break" else " ")

    def end(self, tag: str) -> None:
        name = local(tag)
        self._hidden -= name in self.HIDDEN
        if name in self.LINES:
            self._lines -= 1
            if not self._hidden:
                self._found.add("\n")

    def data(self, text: str) -> None:
        if self._lines and not self._hidden:
            self._found.add(text)


def docx_text(path: Path) -> bytes:
    """Return the text of a DOCX: heads, body, feet, notes, comments; what is marked as deleted is left out."""
    return _gathered(path, "word/document.xml", lambda package, found: _parse_all(package, _WORD_PARTS, found))


def pptx_text(path: Path) -> bytes:
    """Return the text of a PPTX, its slides in order, then the notes."""
    return _gathered(path, "ppt/presentation.xml", lambda package, found: _parse_all(package, _SLIDE_PARTS, found))


def xlsx_text(path: Path) -> bytes:
    """Return the cells of an XLSX that hold text or numbers, a line for each row."""
    return _gathered(path, "xl/workbook.xml", _read_sheets)


def odf_text(path: Path) -> bytes:
    """Return the text of an ODT, ODS or ODP."""

    def read(package: Package, found: Gathered) -> None:
        if package.holds("META-INF/manifest.xml", b"encryption-data"):
            raise Unreadable("protected")
        package.parse("content.xml", OpenText(found))

    return _gathered(path, "content.xml", read)


def _gathered(path: Path, needed: str, read: Callable[[Package, Gathered], None]) -> bytes:
    package, found = Package(path), Gathered()
    if needed not in package.names():
        raise Unreadable
    with suppress(Enough):
        read(package, found)
    return found.as_bytes()


def _parse_all(package: Package, pattern: re.Pattern[str], found: Gathered) -> None:
    for name in _in_order(package, pattern):
        package.parse(name, Words(found))


def _read_sheets(package: Package, found: Gathered) -> None:
    strings = SharedStrings()
    package.parse("xl/sharedStrings.xml", strings)
    for name in _in_order(package, _SHEET_PARTS):
        package.parse(name, Sheet(found, strings.texts))


def _in_order(package: Package, pattern: re.Pattern[str]) -> list[str]:
    """Return the names of the parts, body before notes, slide 2 before slide 10."""
    names = [name for name in package.names() if pattern.match(name)]
    return sorted(names, key=lambda name: (_rank(name), _numbers(name)))


def _rank(name: str) -> int:
    return next((rank for rank, mark in enumerate(_RANKS) if mark in name), len(_RANKS))


def _numbers(name: str) -> list[int]:
    return [int(number[:9]) for number in _NUMBER.findall(name)]
