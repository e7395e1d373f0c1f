"""The part of a message that a search shows: around the first word found, with the words marked."""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from realtime.chat.queries.history import UMLAUTS

BEFORE, LENGTH = 60, 240  # characters
_PAIRS = re.compile("(ae|ä|oe|ö|ue|ü|ss|ß)", re.IGNORECASE)
_SPELLINGS = {
    spelling: f"(?:{pair}|{letter})" for letter, pair in {**UMLAUTS, "ß": "ss"}.items() for spelling in (letter, pair)
}


def excerpt(source: str, words: Sequence[str]) -> SafeString:
    """Return safe HTML of a text on one line, cut to where the words stand, each in a `mark`."""
    line = " ".join(source.split())
    wanted = re.compile("|".join(map(_pattern, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    first = wanted.search(line) if words else None
    start, stop = _cut(line, first.start() if first else 0)
    inner = line[start:stop]
    text = "…" * bool(start) + _marked(inner, wanted if words else None) + "…" * (stop < len(line))
    return mark_safe(text)  # noqa: S308  # every piece is escaped in _marked


def _pattern(word: str) -> str:
    """Return an expression for a word in both spellings of its umlauts, as the search finds it."""
    return "".join(_SPELLINGS.get(part.lower(), re.escape(part)) for part in _PAIRS.split(word))


def _cut(line: str, found: int) -> tuple[int, int]:
    """Return begin and end of the part to show, which begins with a whole word."""
    if len(line) <= LENGTH:
        return 0, len(line)
    start = max(0, min(found - BEFORE, len(line) - LENGTH))
    if start:
        space = line.find(" ", start, found)
        start = space + 1 if space >= 0 else start
    return start, min(len(line), start + LENGTH)


def _marked(text: str, wanted: re.Pattern[str] | None) -> str:
    if wanted is None:
        return escape(text)
    pieces, last = [], 0
    for found in wanted.finditer(text):
        pieces += [escape(text[last : found.start()]), f"<mark>{escape(found.group())}</mark>"]
        last = found.end()
    return "".join([*pieces, escape(text[last:])])
