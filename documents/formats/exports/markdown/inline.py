"""Text with its marks as Markdown."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from documents.editing.blocks import Block, Run
from documents.formats.head import plain

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|&]")
# What would begin a heading, list, quote, rule or table where it stands first in a line.
_LINE_START = re.compile(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)]))")
_SIGNS = {"strike": "~~", "bold": "**", "italic": "*"}
_TAGS = {"strike": "del", "bold": "strong", "italic": "em", "underline": "u"}
_BACKTICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, wherever in a line it stands."""
    return _SPECIAL.sub(lambda sign: "\\" + sign[0], text)


def at_line_start(line: str) -> str:
    """Return a line that begins nothing but a paragraph."""
    line = line.lstrip(" \t")
    return _LINE_START.sub(lambda m: m[1] + ("\\" + m[2] if m[2] else f"{m[3]}\\{m[4]}"), line)


class Inline:
    """Writes what stands in one paragraph. Signs (**) where Markdown is sure to read them, else tags."""

    def __init__(self, reference: Callable[[Block], str], line_break: str) -> None:
        self.reference = reference
        self.line_break = line_break

    def text(self, parts: Sequence[Block | Run]) -> str:
        made = ""
        for address, group in groupby(parts, key=_address):
            inner = self.pieces(list(group))
            made += f"[{inner}]({_target(address)})" if address else inner
        return made.strip(" ")

    def pieces(self, parts: list[Block | Run]) -> str:
        made: list[str] = []
        for number, part in enumerate(parts):
            if isinstance(part, Block):
                made.append(self.inline_block(part))
                continue
            crowded = _is_marked(parts, number - 1) or _is_marked(parts, number + 1)
            made.append(_marked(part, tags=crowded, around=(_edge(parts, number - 1, -1), _edge(parts, number + 1, 0))))
        return "".join(made)

    def inline_block(self, block: Block) -> str:
        if block.name == "hardBreak":
            return self.line_break
        if block.name == "mention":
            return escaped("@" + plain(block.word("label")))
        return self.reference(block) if block.name == "footnoteReference" else self.text(block.content)


def _address(part: Block | Run) -> str:
    return str(part.marks["link"]["href"]) if isinstance(part, Run) and "link" in part.marks else ""


def _target(address: str) -> str:
    return "<" + re.sub(r"[<>\\\s]", lambda sign: f"%{ord(sign[0]):02X}", plain(address)) + ">"


def _is_marked(parts: Sequence[Block | Run], number: int) -> bool:
    if not 0 <= number < len(parts):
        return False
    part = parts[number]
    return isinstance(part, Run) and any(name in _TAGS for name in part.marks)


def _edge(parts: Sequence[Block | Run], number: int, side: int) -> str:
    """Return the character of the neighbour that is next to a run; a space where there is none."""
    if not 0 <= number < len(parts):
        return " "
    part = parts[number]
    return (part.text[side] if part.text else " ") if isinstance(part, Run) else "x"


def _marked(run: Run, *, tags: bool, around: tuple[str, str]) -> str:
    text = plain(run.text).replace("\n", " ")
    marks = [name for name in ("underline", *_SIGNS) if name in run.marks]
    core = text.strip()
    if not core:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    around = (before or around[0], after or around[1])
    inner = _code(core) if "code" in run.marks else escaped(core)
    tags = tags or not _is_plain_word(core, around)
    for name in reversed(marks):
        sign = _SIGNS.get(name)
        inner = f"{sign}{inner}{sign}" if sign and not tags else f"<{_TAGS[name]}>{inner}</{_TAGS[name]}>"
    return before + inner + after


def _is_plain_word(core: str, around: tuple[str, str]) -> bool:
    """Return whether signs at both ends are read as such: letters inside, or space outside."""
    return (core[0].isalnum() or around[0][-1].isspace()) and (core[-1].isalnum() or around[1][0].isspace())


def _code(text: str) -> str:
    fence = "`" * (max((len(ticks) for ticks in _BACKTICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"
