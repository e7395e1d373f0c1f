"""Whose suggestion a passage is: of who registered its id only as far as they have written it themselves.

A client of somebody's own may put any id on letters. What others wrote under the id of a registered suggestion counts
as a suggestion of theirs, with an id of its own: "<id>~<person>".
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pycrdt import XmlFragment

from documents.comments.letters import FORMAT, Node, Span, StructReader
from documents.comments.pieces import Piece, pieces_of
from documents.comments.standing import Path, deletion_of, paths_in, stretches_by_owner
from documents.comments.suggested import ADDED, REMOVED
from documents.editing.state import Page, apply_update, build_page
from documents.editing.updates import FIELD, Malformed

BY = "~"
# From, to, the mark's name in the text, and the id under which the stretch is shown.
_Foreign = tuple[int, int, str, str]


def pieces_by_writer(
    page: Page, authors: Mapping[str, int], owners: Mapping[int, int]
) -> tuple[list[Piece], dict[str, int]]:
    """Return the pieces of a text with ids as they belong, and the person by id that was given here.

    `authors`: who registered which id, `owners`: people by client. Letters that are added belong to who typed them,
    letters that are struck to who struck them; what nobody is known to have written is left to who registered it.
    """
    pieces = [_without_borrowed(piece) for piece in pieces_of(page)]
    standing = {name: _ids_in(pieces, name) & authors.keys() for name in (ADDED, REMOVED)}
    if not any(standing.values()):
        return pieces, {}
    paths = paths_in(page.get(FIELD, type=XmlFragment))
    foreign = defaultdict(list, _typed_by_others(page, pieces, paths, authors, owners) if standing[ADDED] else {})
    for at, stretches in _struck_by_others(page, pieces, paths, authors, owners).items() if standing[REMOVED] else ():
        foreign[at] += stretches
    people = {given: int(given.rpartition(BY)[2]) for found in foreign.values() for *_place, given in found}
    return [part for at, piece in enumerate(pieces) for part in _parted(piece, foreign.get(at, ()))], people


def _without_borrowed(piece: Piece) -> Piece:
    """Let no id in a text look like one that is given here."""
    ids = {(key, attribute) for name in (ADDED, REMOVED) for key, attribute in piece.ids_of(name).items() if BY in key}
    return replace(piece, given={attribute: key + BY for key, attribute in ids}) if ids else piece


def _ids_in(pieces: Iterable[Piece], name: str) -> set[str]:
    return {key for piece in pieces for key in piece.ids_of(name)}


def _typed_by_others(
    page: Page,
    pieces: Sequence[Piece],
    paths: Mapping[Any, Path],
    authors: Mapping[str, int],
    owners: Mapping[int, int],
) -> dict[int, list[_Foreign]]:
    """Return by piece the added letters whose id somebody else has registered."""
    added = [(at, key, mark) for at, piece in enumerate(pieces) for key, mark in piece.ids_of(ADDED).items()]
    added = [(at, key, mark) for at, key, mark in added if key in authors]
    expected = {authors[key] for _at, key, _mark in added}
    # Each person takes a copy of the text: all others are asked for only where letters are left.
    own = stretches_by_owner(page, {client: owner for client, owner in owners.items() if owner in expected})
    if all(
        _shared(pieces[at], (s for s in own.get(paths[pieces[at].node], ()) if s[2] == authors[key]))
        == _size(pieces[at])
        for at, key, _mark in added
    ):
        return {}
    everybodys = stretches_by_owner(page, owners)
    found: dict[int, list[_Foreign]] = defaultdict(list)
    for at, key, mark in added:
        for start, stop, person in everybodys.get(paths[pieces[at].node], ()):
            if person != authors[key] and start < pieces[at].stop and pieces[at].start < stop:
                found[at].append((start, stop, mark, f"{key}{BY}{person}"))
    return found


def _size(piece: Piece) -> int:
    return piece.stop - piece.start


def _shared(piece: Piece, stretches: Iterable[tuple[int, int, int]]) -> int:
    return sum(max(0, min(stop, piece.stop) - max(start, piece.start)) for start, stop, _person in stretches)


def _struck_by_others(
    page: Page,
    pieces: Sequence[Piece],
    paths: Mapping[Any, Path],
    authors: Mapping[str, int],
    owners: Mapping[int, int],
) -> dict[int, list[_Foreign]]:
    """Return by piece the struck letters whose id somebody else has registered.

    The library does not tell who put a mark. So the marks of each such person are taken out of a copy, and what is no
    longer struck was struck by them.
    """
    found: dict[int, list[_Foreign]] = defaultdict(list)
    state = page.get_update()
    for person, nodes in _marks_of_others(state, authors, owners).items():
        copy = build_page([state])
        apply_update(copy, deletion_of(_ranges(nodes)))
        left = _struck(copy)
        for at, piece in enumerate(pieces):
            for key, mark in piece.ids_of(REMOVED).items():
                if authors.get(key, person) != person:
                    still = left.get((paths[piece.node], key), ())
                    given = f"{key}{BY}{person}"
                    found[at] += [(start, stop, mark, given) for start, stop in _gaps(piece.start, piece.stop, still)]
    return found


def _marks_of_others(state: bytes, authors: Mapping[str, int], owners: Mapping[int, int]) -> dict[int, list[Node]]:
    """Return by person the strikes that they put under ids which somebody else has registered."""
    reader = _StrikeReader(state)
    try:
        reader.letters()
    except (Malformed, IndexError, UnicodeDecodeError):
        # Content that no editor of ours writes: then nobody is known to have written it.
        return {}
    found: dict[int, list[Node]] = defaultdict(list)
    for node, key in reader.strikes:
        person = owners.get(node[0])
        if person is not None and authors.get(key, person) != person:
            found[person].append(node)
    return found


class _StrikeReader(StructReader):
    """Notes which struct puts which suggestion's strike."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.strikes: list[tuple[Node, str]] = []

    def seen(self, kind: int, parent: Node | None, key: str, start: int) -> None:
        if kind != FORMAT:
            return
        end, self.at = self.at, start
        name, value = self.text(), self.text()
        self.at = end
        if name.split("--", 1)[0] == REMOVED:
            found = _read(value)
            if found is not None:
                self.strikes.append((self.node, found))


def _read(value: str) -> str | None:
    try:
        attributes = json.loads(value)
    except ValueError:
        return None
    return str(attributes.get("id", "")) if isinstance(attributes, dict) else None


def _ranges(nodes: Iterable[Node]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for client, clock in nodes:
        found[client].append((clock, clock + 1))
    return found


def _struck(page: Page) -> dict[tuple[Path, str], list[Span]]:
    pieces = pieces_of(page)
    paths = paths_in(page.get(FIELD, type=XmlFragment))
    found: dict[tuple[Path, str], list[Span]] = defaultdict(list)
    for piece in pieces:
        for key in piece.ids_of(REMOVED):
            found[paths[piece.node], key].append((piece.start, piece.stop))
    return found


def _gaps(start: int, stop: int, spans: Iterable[Span]) -> Iterator[Span]:
    """Return what lies between two places and in none of the spans, which are in order."""
    for begin, end in spans:
        if end > start and begin < stop:
            if begin > start:
                yield start, begin
            start = max(start, end)
    if start < stop:
        yield start, stop


def _parted(piece: Piece, foreign: Sequence[_Foreign]) -> Iterator[Piece]:
    """Return the parts of a piece, each with the ids that are given to it."""
    if not foreign:
        yield piece
        return
    foreign = [(max(start, piece.start), min(stop, piece.stop), mark, given) for start, stop, mark, given in foreign]
    cuts = sorted({piece.start, piece.stop, *(place for start, stop, *_rest in foreign for place in (start, stop))})
    data = piece.text.encode()
    for start, stop in pairwise(cuts):
        given = {mark: name for begin, end, mark, name in foreign if begin <= start and stop <= end}
        text = data[start - piece.start : stop - piece.start].decode()
        yield replace(piece, start=start, text=text, given={**piece.given, **given})
