"""Who made a suggestion that nobody registered: whoever typed most of what it adds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pycrdt import XmlFragment

from documents.comments.pieces import Piece
from documents.comments.standing import paths_in, stretches_by_owner
from documents.comments.suggested import ADDED
from documents.editing.state import Page
from documents.editing.updates import FIELD


def suggesters(page: Page, pieces: Sequence[Piece], keys: Iterable[str], owners: Mapping[int, int]) -> dict[str, int]:
    """Return the id of the person by key; keys that only take letters away are missing. `owners`: people by client."""
    wanted = set(keys)
    stretches = stretches_by_owner(page, owners)
    paths = paths_in(page.get(FIELD, type=XmlFragment))
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for piece in pieces:
        for key in wanted & piece.ids_of(ADDED).keys():
            for start, stop, person in stretches.get(paths[piece.node], ()):
                found[key][person] += max(min(stop, piece.stop) - max(start, piece.start), 0)
    return {key: counts.most_common(1)[0][0] for key, counts in found.items() if counts.total()}
