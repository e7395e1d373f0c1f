"""The text of a page written as HTML and as plain text. What the editor does not know shows only its text."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.editing.blocks import Attributes, Block, Run

PROTOCOLS = frozenset(["http", "https", "mailto"])

_CONTAINERS = {"bulletList": "ul", "listItem": "li", "blockquote": "blockquote", "paragraph": "p"}
_MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}
_LINES = {"paragraph", "heading", "codeBlock"}


def to_html(blocks: Iterable[Block]) -> SafeString:
    """Return body HTML: known tags, escaped text, links only to http, https and mail addresses."""
    return mark_safe("\n".join(_block(block) for block in blocks))  # noqa: S308  (each part below is escaped)


def to_text(blocks: Iterable[Block]) -> str:
    """Return the bare text, one line for each paragraph, heading and line break."""
    lines: list[str] = []
    for block in blocks:
        _collect_lines(block, lines)
    return "\n".join(lines)


def _block(block: Block) -> str:
    write = _SPECIAL.get(block.name)
    if write:
        return write(block)
    tag = _CONTAINERS.get(block.name)
    inner = _inner(block)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _inner(block: Block) -> str:
    return "".join(_run(part) if isinstance(part, Run) else _block(part) for part in block.content)


def _heading(block: Block) -> str:
    level = _whole_number(block.attributes, "level", 2)
    # The page's title is the h1; the text starts below it.
    tag = f"h{min(max(level, 2), 4)}"
    return f"<{tag}>{_inner(block)}</{tag}>"


def _ordered_list(block: Block) -> str:
    start = _whole_number(block.attributes, "start", 1)
    return f'<ol start="{start}">{_inner(block)}</ol>' if start != 1 else f"<ol>{_inner(block)}</ol>"


def _code_block(block: Block) -> str:
    return f"<pre><code>{_inner(block)}</code></pre>"


_SPECIAL: dict[str, Callable[[Block], str]] = {
    "heading": _heading,
    "orderedList": _ordered_list,
    "codeBlock": _code_block,
    "hardBreak": lambda _block: "<br>",
    "horizontalRule": lambda _block: "<hr>",
}


def _run(run: Run) -> str:
    html = str(escape(run.text))
    for name in run.marks:
        tag = _MARKS.get(name)
        if tag:
            html = f"<{tag}>{html}</{tag}>"
    address = safe_address(run.marks.get("link", {}).get("href"))
    return f'<a href="{escape(address)}" rel="nofollow noopener">{html}</a>' if address else html


def safe_address(address: object) -> str:
    """Return a link's address if it leads to a page or a mail address, else an empty text."""
    if not isinstance(address, str):
        return ""
    address = address.strip()
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    try:
        return address if urlsplit(address).scheme.lower() in PROTOCOLS else ""
    except ValueError:
        return ""


def _whole_number(attributes: Attributes, name: str, otherwise: int) -> int:
    """Numbers come back as floats from the shared document."""
    value = attributes.get(name, otherwise)
    if isinstance(value, int | float) and 0 <= value <= 9_999:
        return int(value)
    return otherwise


def _collect_lines(block: Block, lines: list[str]) -> None:
    if block.name in _LINES:
        lines.extend(_plain(block).split("\n"))
        return
    for part in block.content:
        if isinstance(part, Block):
            _collect_lines(part, lines)
        else:
            lines.append(part.text)


def _plain(block: Block) -> str:
    parts = []
    for part in block.content:
        if isinstance(part, Run):
            parts.append(part.text)
        else:
            parts.append("\n" if part.name == "hardBreak" else _plain(part))
    return "".join(parts)
