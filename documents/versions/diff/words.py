"""Which words of a line were added and removed, within bounds of work."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Pairs of words that one comparison may look at; what lies above is compared by sentences, then as a whole.
MAX_PAIRS = 400_000
TOTAL_PAIRS = 4_000_000

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?]*[.!?]*\s*")

Op = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line that stayed, was added, or was removed; `suggested` is the mark of an open suggestion."""

    op: Op
    text: str
    suggested: str = ""


class Budget:
    """How much work is left for one pair of texts, counted in pairs of words."""

    def __init__(self, pairs: int = TOTAL_PAIRS) -> None:
        self.left = pairs

    def take(self, pairs: int) -> bool:
        if pairs > min(self.left, MAX_PAIRS):
            return False
        self.left -= pairs
        return True


def compare_words(old: str, new: str, budget: Budget) -> list[Part]:
    """Return the parts of both lines in order; removed words stand before those that replace them."""
    if old == new:
        return [Part("same", old)] if old else []
    for pattern in (_WORDS, _SENTENCES):
        before, after = pattern.findall(old), pattern.findall(new)
        head, tail = common_ends(before, after)
        left, right = before[head : len(before) - tail], after[head : len(after) - tail]
        if budget.take(len(left) * len(right)):
            middle = _compare(left, right)
            return _joined([_part("same", before[:head]), *middle, _part("same", before[len(before) - tail :])])
    return _joined([Part("removed", old), Part("added", new)])


def common_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many items are the same at the begin and, beside those, at the end."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return head, tail


def _compare(old: list[str], new: list[str]) -> list[Part]:
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(_part("same", old[i1:i2]))
        else:
            parts += [_part("removed", old[i1:i2]), _part("added", new[j1:j2])]
    return parts


def _part(op: Op, tokens: list[str]) -> Part:
    return Part(op, "".join(tokens))


def _joined(parts: list[Part]) -> list[Part]:
    """Join neighbours of one kind. Blanks between two changes belong to both, so that words change in one piece."""
    joined: list[Part] = []
    removed = added = ""
    parts = [part for part in parts if part.text]
    for at, part in enumerate(parts):
        between = part.op == "same" and part.text.isspace() and 0 < at < len(parts) - 1
        if part.op == "same" and not between:
            joined += [*_change(removed, added), part]
            removed = added = ""
        else:
            removed += part.text if part.op != "added" else ""
            added += part.text if part.op != "removed" else ""
    return joined + _change(removed, added)


def _change(removed: str, added: str) -> list[Part]:
    pairs: list[tuple[Op, str]] = [("removed", removed), ("added", added)]
    return [Part(op, text) for op, text in pairs if text]
