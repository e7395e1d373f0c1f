"""Markdown as a tree of HTML: tables, task lists, struck words and footnotes included."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from documents.formats.imports.cleaning import clean_html

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"""^["']?title["']?[ \t]*:[ \t]*(.+?)[ \t]*$""", re.M | re.I)
_TASK = re.compile(r"^\[([ xX])\][ \t]+")
_NOTE = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$")
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]{1,60})\]")
_DATA = re.compile(r"(data:image/[a-z+.-]{1,20};base64,)([A-Za-z0-9+/=]{100,})")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")


def markdown_tree(source: str) -> tuple[str, Any, dict[str, Any]]:
    """Return the title from the head of the file, the tree of its text, and footnotes by key."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    title = ""
    front = _FRONT.match(source)
    if front:
        title, source = _title(front[1]), source[front.end() :]
    lines, notes = _split_notes(source)
    keys = {name: str(uuid4()) for name in notes}
    trees = {keys[name]: clean_html(_html(_refer(text, keys))) for name, text in notes.items()}
    return title, clean_html(_html(_refer(lines, keys))), trees


def _title(front: str) -> str:
    found = _TITLE.search(front)
    if not found:
        return ""
    try:
        return str(json.loads(found[1]))[:200]
    except ValueError:
        return found[1].strip("'\"")[:200]


def _split_notes(source: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines of the text without its footnotes, and those of these by name. Code is left alone."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    name = ""
    for line, in_code in _lines(source.split("\n")):
        begins = None if in_code else _NOTE.match(line)
        if begins:
            name = begins[1]
            notes.setdefault(name, []).append(begins[2])
        elif name and (line.startswith("    ") or not line.strip()):
            notes[name].append(line[4:])
        else:
            name = ""
            kept.append(line)
    return kept, notes


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it belongs to fenced code."""
    fence = ""
    for line in lines:
        border = _FENCE.match(line)
        yield line, bool(fence or border)
        if border and not fence:
            fence = border[1]
        elif border and fence and border[1].startswith(fence):
            fence = ""


def _refer(lines: Iterable[str], keys: Mapping[str, str]) -> str:
    """Return the text with the reader's mark (see `inline`) where a footnote is referred to."""

    def mark(found: re.Match[str]) -> str:
        key = keys.get(found[1])
        return f"\ue002{key}\ue003" if key else found[0]

    return "\n".join(line if in_code else _REFERENCE.sub(mark, line) for line, in_code in _lines(lines))


def _html(source: str) -> str:
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:
            """Let images of all kinds through: whoever looks at them says which are left out and why."""
            return super().validateLink(url) or url.startswith("data:image/")

    parser = Parser("commonmark", {"html": True, "maxNesting": 10_000}).enable(["table", "strikethrough"])
    content = _Content()
    tokens = parser.parse(_DATA.sub(content.take_out, source))
    for place, token in enumerate(tokens):
        if token.type == "inline" and place > 1 and tokens[place - 2].type == "list_item_open":
            _mark_task(tokens[place - 2], token)
    return content.put_back(str(parser.renderer.render(tokens, parser.options, {})))


class _Content:
    """Megabytes of images, which the parser would read letter by letter, are elsewhere while it works."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.sign = uuid4().hex

    def take_out(self, found: re.Match[str]) -> str:
        self.taken.append(found[2])
        return f"{found[1]}{self.sign}{len(self.taken) - 1}Z"

    def put_back(self, html: str) -> str:
        return re.sub(self.sign + r"(\d+)Z", lambda found: self.taken[int(found[1])], html)


def _mark_task(item: Any, inline: Any) -> None:
    """Turn "[x] " at the beginning of a list item into its state; with a backslash before it stays text."""
    found = _TASK.match(inline.content)
    if found and inline.children and inline.children[0].type == "text":
        item.attrSet("data-checked", "false" if found[1] == " " else "true")
        inline.children[0].content = inline.children[0].content[found.end() :]
