"""Blocks of an older and a newer text side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from documents.editing.blocks import Block
from documents.versions.diff.shapes import normal, signature, text_of
from documents.versions.diff.words import common_ends

# Above so many blocks on a side, what is there often is not used to find the place.
_MANY_BLOCKS = 1_000
_MAX_MATCHED = 2_500
_ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Pair:
    """A block that stayed, was changed (both sides), removed (`new` is None) or added (`old` is None)."""

    old: Block | None
    new: Block | None
    is_same: bool = False

    @property
    def key(self) -> str:
        """Name the change by what it says, so that it is found again as long as nobody has changed it."""
        sides = (signature(side) if side else "" for side in (self.old, self.new))
        return sha256("\x00".join(sides).encode()).hexdigest()[:24]


def pair_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Return all blocks of both texts in order, in normal form; removed ones before added ones."""
    before, after = [normal(block) for block in old], [normal(block) for block in new]
    pairs: list[Pair] = []
    for is_same, i1, i2, j1, j2 in aligned([signature(b) for b in before], [signature(b) for b in after]):
        if is_same:
            pairs += [Pair(a, b, is_same=True) for a, b in zip(before[i1:i2], after[j1:j2], strict=True)]
        else:
            pairs += _pair_changed(before[i1:i2], after[j1:j2])
    return pairs


def aligned(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return the stretches of two lists that are equal or not: (equal, from and to in both)."""
    head, tail = common_ends(old, new)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    many = max(len(left), len(right)) > _MANY_BLOCKS
    found = [(True, 0, head, 0, head)] if head else []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=many).get_opcodes():
        found.append((tag == "equal", head + i1, head + i2, head + j1, head + j2))
    if tail:
        found.append((True, len(old) - tail, len(old), len(new) - tail, len(new)))
    return found


def _pair_changed(old: list[Block], new: list[Block]) -> list[Pair]:
    pairs: list[Pair] = []
    at = 0
    partners = match_alike(old, new)
    for index, block in enumerate(old):
        partner = partners.get(index)
        if partner is None:
            pairs.append(Pair(block, None))
        else:
            pairs += [Pair(None, added) for added in new[at:partner]]
            pairs.append(Pair(block, new[partner]))
            at = partner + 1
    return pairs + [Pair(None, added) for added in new[at:]]


def match_alike(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Return which old blocks became which new ones: as much alike in all as possible, never crossing."""
    if len(old) * len(new) > _MAX_MATCHED or (len(old) == len(new) == 1):
        return {at: at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a.name == b.name}
    words_old, words_new = [_words_of(block) for block in old], [_words_of(block) for block in new]
    scores = [[_likeness(a, b) if old[i].name == new[j].name else 0.0 for j, b in enumerate(words_new)]
              for i, a in enumerate(words_old)]  # fmt: skip
    return _best_path(scores)


def _best_path(scores: list[list[float]]) -> dict[int, int]:
    """Return the increasing pairs of rows and columns whose scores add up to most."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            together = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    found: dict[int, int] = {}
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _words_of(block: Block) -> Counter[str]:
    return Counter(text_of(block).split())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return how much two blocks have in common, 0 where that is too little to call one the other's successor."""
    longer = max(old.total(), new.total())
    shared = (old & new).total() / longer if longer else 1.0
    return shared if shared >= _ALIKE else 0.0
