"""What everybody typed, what was acknowledged; and the judgement: is it in a text, once and in order?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

TOKEN = re.compile(r"~(\d+)\.(\d+)~")
Name = tuple[int, int]  # author, their how-manieth


def token(author: int, number: int) -> str:
    return f"~{author}.{number}~"


def tokens_in(text: str) -> list[Name]:
    return [(int(author), int(number)) for author, number in TOKEN.findall(text)]


@dataclass(frozen=True)
class Known:
    """What was certain at one moment: every token ever typed, what was acknowledged, what was taken out again."""

    typed: frozenset[Name]
    acked: frozenset[Name]
    taken: frozenset[Name]  # somebody has deleted them, acknowledged or not
    taken_acked: frozenset[Name]


@dataclass
class Ledger:
    typed: set[Name] = field(default_factory=set)
    acked: set[Name] = field(default_factory=set)
    taken: set[Name] = field(default_factory=set)
    taken_acked: set[Name] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def known(self) -> Known:
        """Return what is certain now; later acknowledgements do not change it."""
        return Known(frozenset(self.typed), frozenset(self.acked), frozenset(self.taken), frozenset(self.taken_acked))

    def known_before(self, known: Known) -> Known:
        """Return what was certain before a text was read that is there by now.

        Where a server lives on, somebody may have taken out again meanwhile what was acknowledged then.
        """
        return replace(known, taken=frozenset(self.taken))


def judge(known: Known, text: str) -> Counter[str]:
    """Compare a text with what was certain before it was read.

    `lost`: acknowledged, not deleted, not there. `doubled`: there more than once. `disordered`: behind a later one of
    the same author. `returned`: its deletion was acknowledged. `invented`: nobody typed it.
    """
    found = tokens_in(text)
    present = Counter(found)
    wrong = Counter[str]()
    wrong["lost"] = len(known.acked - known.taken - present.keys())
    wrong["doubled"] = sum(count - 1 for count in present.values())
    wrong["disordered"] = disordered(found)
    wrong["returned"] = len(known.taken_acked & present.keys())
    return +wrong


def invented(ledger: Ledger, text: str) -> int:
    """Count what nobody typed; asked at the end, when nothing is under way."""
    return len(set(tokens_in(text)) - ledger.typed)


def disordered(found: Iterable[Name]) -> int:
    """Count tokens that stand behind a later one of their author: each is typed behind the one before."""
    last, wrong = defaultdict[int, int](lambda: -1), 0
    for author, number in found:
        wrong += number < last[author]
        last[author] = max(number, last[author])
    return wrong


def diverged(stored: str, copies: dict[str, str]) -> list[str]:
    """Return whose copies are not the stored text, character for character."""
    return [name for name, copy in copies.items() if copy != stored]
