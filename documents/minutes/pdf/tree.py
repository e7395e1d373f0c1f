"""Markdown as a small tree of plain data, which the template renders node by node.

Blocks: paragraph, list, quote, code, rule. Inline: text, strong, emphasis, strike, code, link, break. Built with a
stack of its own, not by recursion: a text of a thousand nested marks must not exhaust anything.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dialog.common.richtext import PROTOCOLS

Node = dict[str, Any]
# Deeper than anybody writes; what is nested further stands at this depth.
MAX_DEPTH = 12
_SPANS = {"strong": "strong", "em": "emphasis", "s": "strike", "link": "link", "paragraph": "paragraph"}
_BLOCKS = {"blockquote": "quote", "bullet_list": "list", "ordered_list": "list", "list_item": "item"}


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """The same subset that the pages show (dialog.common.richtext)."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


def markdown_tree(source: str) -> list[Node]:
    """Return the blocks of a Markdown text. Headings become bold paragraphs: the document has its own headings."""
    return _nest(_markdown().parse(source))


def _nest(tokens: Iterable[Token]) -> list[Node]:
    """Turn markdown-it's flat list of opening, closing and single tokens into nested nodes."""
    root: Node = {"body": []}
    stack = [root]
    for token in tokens:
        if token.nesting == 1:
            node = _opened(token) if len(stack) <= MAX_DEPTH else None
            if node is not None:
                stack[-1]["body"].append(node)
            stack.append(node or stack[-1])
        elif token.nesting == -1:
            stack.pop()
        else:
            stack[-1]["body"] += _single(token)
    body: list[Node] = root["body"]
    return body


def _opened(token: Token) -> Node | None:
    kind = token.type.removesuffix("_open")
    if kind == "heading":
        return {"type": "paragraph", "bold": True, "body": []}
    if kind == "ordered_list":
        return {"type": "list", "start": int(token.attrGet("start") or 1), "body": []}
    if kind == "link":
        return _link(token)
    name = _SPANS.get(kind) or _BLOCKS.get(kind)
    return {"type": name, "body": []} if name else None


def _link(token: Token) -> Node | None:
    """Return a link, or None where the address is not one to follow: then only its words stay."""
    address = plain(str(token.attrGet("href") or ""))
    if urlsplit(address).scheme.lower() not in PROTOCOLS:
        return None
    return {"type": "link", "address": address, "body": []}


def _single(token: Token) -> list[Node]:
    if token.type == "inline":
        return _nest(token.children or [])
    if token.type in ("fence", "code_block"):
        return [{"type": "code", "block": True, "text": plain(token.content.rstrip("\n"))}]
    if token.type == "code_inline":
        return [{"type": "code", "block": False, "text": plain(token.content)}]
    if token.type == "hr":
        return [{"type": "rule"}]
    if token.type in ("softbreak", "hardbreak"):
        return [{"type": "break"}]
    return [{"type": "text", "text": plain(token.content)}]


def plain(text: str) -> str:
    """Take out what no font can show: control characters other than line end and tab."""
    return "".join(char for char in text if char in "\n\t" or (char >= " " and not "\x7f" <= char <= "\x9f"))
