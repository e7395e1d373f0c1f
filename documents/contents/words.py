"""Words as they are compared: the same for what is stored and for what somebody searches, on every database."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

MAX_QUERY = 1_000  # characters of a query that count
MAX_TERMS = 16
MAX_WORD = 40  # characters of a word that count
MAX_WORDS = 60_000  # different words of a document
MAX_WORD_BYTES = 700_000  # of all of them; PostgreSQL takes at most 1 MB
GAP = "|"  # between parts of a text: no phrase reaches over it

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r'"([^"]*)"|([^"]+)')
_PAIRS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody searches: `words` must all occur, as must each of the `phrases` and a word that begins like `last`.

    `words` are stems; phrases are stems with a space between. `last` holds beginnings of which one is enough.
    """

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.last)


def fold(word: str) -> str:
    """Return a word without case and marks: "ä", "ae" and "a" are one letter, "ß" is "ss".

    What no Latin letter stands for is written in figures: databases differ in which letters of the world they know.
    """
    # Twice: some signs fall apart into capitals ("𝕭").
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold()
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    if not plain.isascii():
        plain = "".join(char if char.isascii() else f"u{ord(char):x}" for char in plain)
    return "".join(_WORD.findall(plain))[:MAX_WORD]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the German stem of a word, folded: "Förderungen", "Foerderung" and "förder" are "forder"."""
    return fold(_stemmer().stemWord(word[: 2 * MAX_WORD].casefold()))


@lru_cache(maxsize=1)
def _stemmer() -> "BaseStemmer":
    from snowballstemmer import stemmer  # 3 MB, so with the first search only

    return stemmer("german")


def words_in(text: str) -> list[str]:
    """Return the words of a text as they stand in it; composed letters count as one."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def stems_of(text: str) -> str:
    """Return the stems of a text in order, a space before and after each; empty without words."""
    stems = [stem(word) for word in words_in(text)]
    return f" {' '.join(one for one in stems if one)} " if stems else ""


def distinct_words(*texts: str) -> str:
    """Return each stem and each folded word once, up to the bounds, in the order in which they come."""
    found: dict[str, None] = {}
    size = 0
    for text in texts:
        for word in words_in(text):
            for form in (stem(word), fold(word)):
                if not form or form in found:
                    continue
                size += len(form.encode()) + 4
                if len(found) >= MAX_WORDS or size > MAX_WORD_BYTES:
                    return " ".join(found)
                found[form] = None
    return " ".join(found)


def parse_query(text: str) -> Query:
    """Take a query apart: words, "quoted phrases", and the last word, which may still be being typed.

    Nothing in it has another meaning: operators, stars and colons are no words and count as spaces. A quotation mark
    without its pair counts for nothing; more than 1,000 characters or 16 words are left out.
    """
    query = Query()
    text = re.sub("[“”„«»]", '"', text[:MAX_QUERY])
    ends_open = not text.rstrip().endswith('"')
    parts = _PARTS.findall(text)
    for place, (phrase, plain) in enumerate(parts):
        if phrase:
            _add_phrase(query, words_in(phrase))
            continue
        words = words_in(plain)
        if ends_open and place == len(parts) - 1 and words:
            query.last.extend(dict.fromkeys(form for form in (stem(words[-1]), fold(words.pop())) if form))
        query.words.extend(one for one in map(stem, words) if one)
    return Query(list(dict.fromkeys(query.words))[:MAX_TERMS], query.phrases[:MAX_TERMS], query.last)


def _add_phrase(query: Query, words: list[str]) -> None:
    stems = [one for one in map(stem, words) if one][:MAX_TERMS]
    query.words.extend(stems)
    if len(stems) > 1:
        query.phrases.append(" ".join(stems))
