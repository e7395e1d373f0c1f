"""A file from outside, read by a process of its own, as blocks and a report in words."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialog.common.errors import Invalid, TooLarge
from dialog.files.bounded import BoundedError, TooMuch, run_bounded
from dialog.files.errors import EmptyFile
from dialog.files.names import clean_file_name, title_from, visible_text
from dialog.files.sniffing import HEAD, UNKNOWN, media_type_of
from documents.editing.blocks import Block, Run
from documents.formats.imports.images import ForeignImage, with_images
from documents.formats.imports.report import report_lines

MB = 1024 * 1024
SECONDS = 10
MEMORY_MB = 700
MOST_TEXT_BYTES = 2 * MB  # HTML and Markdown without the images in it
MOST_BYTES = 10 * MB
_IMAGE_DATA = re.compile(rb"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=]+")
_OUTPUT = 32 * MB
_CONVERT = "documents.formats.imports.convert."
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {
    _WORD: "read_docx",
    "application/zip": "read_docx",
    "application/x-ole-storage": "read_docx",
    "application/msword": "read_docx",
    "text/html": "read_html",
    "text/markdown": "read_markdown",
    "text/plain": "read_markdown",
}
_OTHER_TEXTS = frozenset(["application/vnd.oasis.opendocument.text", "application/rtf"])
_TEXT_KINDS = frozenset(["text/html", "text/plain", "text/markdown", "application/xml", "image/svg+xml"])
_TEXT_READERS = {
    "html": "read_html",
    "htm": "read_html",
    "xhtml": "read_html",
    "md": "read_markdown",
    "markdown": "read_markdown",
    "txt": "read_markdown",
}


class Unusable(Invalid):
    """The file cannot be read in; the message says why and what to do."""

    code = "unusable_file"
    message = gettext_lazy(
        "This file cannot be read. It may be damaged; please save it anew in the program it comes from."
    )


class NoText(Unusable):
    """There is nothing in the file that a page could hold."""

    message = gettext_lazy("There is no text in this file.")


class TooLargeForPage(TooLarge):
    """A page cannot hold what the file holds."""

    message = gettext_lazy("This file holds more text than fits into one page. Please take a part of it.")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds. Its images stand in `blocks` by their number (see `placed`) until they are documents.

    `heading` is the one that the title was taken from; it is not in `blocks`.
    """

    title: str
    blocks: tuple[Block, ...]
    report: list[str]
    images: dict[int, ForeignImage]
    heading: str = ""

    def blocks_under(self, title: str) -> tuple[Block, ...]:
        """Return the text for a page with this title: the file's heading stands in it, unless it says the same."""
        if not self.heading or self.heading[:200] == title:
            return self.blocks
        return (Block("heading", (Run(self.heading),), {"level": 2}), *self.blocks)


def read_upload(data: bytes, name: str) -> Imported:
    """Return what a Word, HTML or Markdown file holds; the kind is told from its content.

    Takes at most ten seconds of CPU and 700 MB, in another process. Raises EmptyFile, TooLarge and Unusable.
    """
    if not data:
        raise EmptyFile
    reader = _reader_for(data, name)
    if len(data) > MOST_BYTES or (reader != "read_docx" and _text_size(data) > MOST_TEXT_BYTES):
        raise TooLarge(
            _("This file is too large to become a page: at most 10 MB, and for HTML and Markdown 2 MB without images.")
        )
    try:
        answer = run_bounded(_CONVERT + reader, data, seconds=SECONDS, memory_mb=MEMORY_MB, output_limit=_OUTPUT)
    except BoundedError as error:
        raise Unusable(_refusal(error)) from error
    return _imported(json.loads(answer), name)


def _reader_for(data: bytes, name: str) -> str:
    """Return who reads a file: by what its bytes are; text by its ending, because text says little about itself."""
    kind = media_type_of(data[:HEAD], name)
    by_ending = _TEXT_READERS.get(name.rpartition(".")[2].lower())
    if by_ending and (kind in _TEXT_KINDS or (kind == UNKNOWN and _is_text(data[:HEAD]))):
        return by_ending
    if kind in _OTHER_TEXTS:
        raise Unusable(_("This is an OpenDocument or RTF file. Please save it as Word (DOCX) and try again."))
    if kind not in _KINDS:
        raise Unusable(
            _("Files of this kind cannot become a page. Please choose a Word (DOCX), HTML or Markdown file.")
        )
    return _KINDS[kind]


def _text_size(data: bytes) -> int:
    """Return how many bytes there are beside images."""
    return len(data) - (0 if len(data) <= MOST_TEXT_BYTES else sum(map(len, _IMAGE_DATA.findall(data))))


def _is_text(head: bytes) -> bool:
    """Return whether bytes are text with a stray control character in it, or text in UTF-16."""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or controls * 10 < len(head)


def _refusal(error: BoundedError) -> str | None:
    words = {
        "password": _("This file is protected by a password. Please remove the protection and try again."),
        "old_word": _("This is a file of an old Word format (DOC). Please save it as DOCX and try again."),
        "not_word": _("This is no Word file. Please choose a Word (DOCX), HTML or Markdown file."),
        "entities": _("This file holds instructions that text documents do not need, and was not opened."),
        "bomb": _("This file would become far too large when unpacked, and was not opened."),
    }
    if error.reason in words:
        return words[error.reason]
    if isinstance(error, TooMuch):
        return _("This file is too large or too deeply nested to become a page. Please take a part of it.")
    return None


def _imported(data: Mapping[str, Any], name: str) -> Imported:
    found = dict(data["found"])
    blocks, images = with_images([_block(part) for part in data["blocks"]], data["images"], found)
    title = visible_text(data["title"])[:200]
    report = report_lines(found)
    if not (blocks or title or report):
        raise NoText
    title = title or title_from(clean_file_name(name))[:200]
    return Imported(title, blocks, report, images, visible_text(data["heading"]))


def _block(data: list[Any]) -> Block:
    name, attributes, content = data
    return Block(name, tuple(_part(part) for part in content), attributes)


def _part(data: list[Any]) -> Block | Run:
    return Run(data[0], data[1]) if len(data) == 2 else _block(data)
