"""Where others are just writing: their letters of the last two minutes. More are likely on their way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone
from pycrdt import XmlFragment

from documents.comments.letters import Span, letters_of
from documents.comments.pieces import Piece
from documents.comments.standing import Path, Standing, paths_in, standing_from
from documents.editing.models import DocumentUpdate
from documents.editing.queries import owners_of
from documents.editing.state import Page
from documents.editing.updates import FIELD

JUST_NOW = timedelta(minutes=2)


def written_just_now(page: Page, document_id: int, *, besides: int) -> Standing:
    """Return the letters of the last two minutes that are not this person's (id). Two queries.

    Letters that have been drawn together into the snapshot meanwhile no longer tell when they came.
    """
    rows = DocumentUpdate.objects.filter(document_id=document_id, created_at__gte=timezone.now() - JUST_NOW)
    owners = owners_of(document_id)
    ranges: dict[int, list[Span]] = defaultdict(list)
    for payload in rows.values_list("payload", flat=True):
        for client, spans in letters_of(bytes(payload)).items():
            if owners.get(client) != besides:
                ranges[client] += spans
    return standing_from(page, ranges) if ranges else Standing()


def without_suggestion(standing: Standing, page: Page, pieces: Sequence[Piece], key: str) -> Standing:
    """Return the letters that are not part of this suggestion."""
    if not standing.letters:
        return standing
    paths = paths_in(page.get(FIELD, type=XmlFragment))
    own: dict[Path, list[Span]] = defaultdict(list)
    for piece in pieces:
        if key in piece.ids_of("insertion"):
            own[paths[piece.node]].append((piece.start, piece.stop))
    left = {path: tuple(_outside(spans, own.get(path, ()))) for path, spans in standing.letters.items()}
    return Standing(letters={path: spans for path, spans in left.items() if spans})


def _outside(spans: Iterable[Span], own: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for start, stop in own:
        left = [
            part
            for begin, end in left
            for part in ((begin, min(end, start)), (max(begin, stop), end))
            if part[0] < part[1]
        ]
    return left
