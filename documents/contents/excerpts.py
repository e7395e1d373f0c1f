"""A short passage of a text around the first word that somebody searched."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.contents.words import Query

LENGTH = 200  # characters
_BEFORE = 60
_LETTERS = {"a": "(?:ä|ae|a)", "o": "(?:ö|oe|o)", "u": "(?:ü|ue|u)", "s": "(?:s|ß)"}


def excerpt_of(text: str, query: Query) -> SafeString:
    """Return about 200 characters around the first word that was found, escaped, each such word marked.

    Without one (it stands in the title, or further down) the beginning of the text.
    """
    pattern = _pattern(query)
    first = pattern.search(text) if pattern else None
    start = _word_start(text, max(0, first.start() - _BEFORE)) if first else 0
    end = _word_end(text, start + LENGTH)
    passage = " ".join(text[start:end].split())
    marked = _marked(passage, pattern)
    return mark_safe(f"{'… ' if start else ''}{marked}{' …' if end < len(text) else ''}")  # noqa: S308  (parts are escaped)


def _pattern(query: Query) -> re.Pattern[str] | None:
    stems = [stem for stem in [*query.words, *query.last] if stem]
    if not stems:
        return None
    spelled = ["".join(_LETTERS.get(letter, letter) for letter in stem.replace("ss", "s")) for stem in stems]
    spelled = [word.replace("(?:s|ß)", "(?:ss|s|ß)") for word in spelled]
    return re.compile(r"\b(?:" + "|".join(spelled) + r")\w{0,20}", re.IGNORECASE)


def _marked(passage: str, pattern: re.Pattern[str] | None) -> str:
    if pattern is None:
        return escape(passage)
    parts, at = [], 0
    for found in pattern.finditer(passage):
        parts += [escape(passage[at : found.start()]), f"<mark>{escape(found.group())}</mark>"]
        at = found.end()
    return "".join([*parts, escape(passage[at:])])


def _word_start(text: str, at: int) -> int:
    """Return where the word begins that follows a place, unless that is far."""
    space = text.find(" ", at, at + 30) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 30, at)
    return space if space >= 0 else at
