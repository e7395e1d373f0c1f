"""Who made a suggestion that nobody registered: whoever typed most of what it adds."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from pycrdt import XmlFragment

from documents.comments.pieces import Piece
from documents.comments.standing import paths_in, stretches_by_owner
from documents.comments.suggested import ADDED
from documents.editing.state import Page
from documents.editing.updates import FIELD

Stretch = tuple[int, int, int]


def suggesters(page: Page, pieces: Sequence[Piece], keys: Iterable[str], owners: Mapping[int, int]) -> dict[str, int]:
    """Return the id of the person by key; keys that only take letters away are missing. `owners`: people by client."""
    wanted = set(keys)
    stretches = stretches_by_owner(page, owners)
    paths = paths_in(page.get(FIELD, type=XmlFragment))
    in_order = {path: sorted(found) for path, found in stretches.items()}
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for piece in pieces:
        for key in wanted & piece.ids_of(ADDED).keys():
            for start, stop, person in _beside(in_order.get(paths[piece.node], []), piece):
                found[key][person] += min(stop, piece.stop) - max(start, piece.start)
    return {key: counts.most_common(1)[0][0] for key, counts in found.items() if counts.total()}


def _beside(stretches: Sequence[Stretch], piece: Piece) -> Iterator[Stretch]:
    """Return the stretches that share letters with a piece; they are in order and do not overlap."""
    at = bisect_right(stretches, piece.start, key=itemgetter(1))
    while at < len(stretches) and stretches[at][0] < piece.stop:
        yield stretches[at]
        at += 1
