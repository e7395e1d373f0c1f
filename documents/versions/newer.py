"""What was written into a text after a person looked at it: found by the clocks of Yjs, kept when a version returns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from dialog.common.errors import Invalid
from documents.editing.state import Page, apply_update, build_page, clocks
from documents.editing.updates import FIELD, Malformed, write_number

MAX_VECTOR_BYTES = 64 * 1024

Path = tuple[int, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Newer:
    """Nodes and letters that are newer, by their path among the children. Spans of letters count bytes of UTF-8."""

    nodes: frozenset[Path] = frozenset()
    letters: Mapping[Path, tuple[Span, ...]] = field(default_factory=dict)

    def lies_in(self, path: Path) -> bool:
        """Tell whether anything newer stands inside the node with this path."""
        depth = len(path)
        return any(inner[:depth] == path for inner in (*self.nodes, *self.letters))


def newer_than(page: Page, vector: bytes) -> Newer:
    """Return what the text holds beyond a state vector. Raises Invalid for bytes that are none."""
    if len(vector) > MAX_VECTOR_BYTES:
        raise Invalid
    try:
        seen = clocks(vector)
    except Malformed as error:
        raise Invalid from error
    now = clocks(page.get_state())
    ranges = {client: [(seen.get(client, 0), end)] for client, end in now.items() if end > seen.get(client, 0)}
    return standing_from(page, ranges) if ranges else Newer()


def standing_from(page: Page, ranges: Mapping[int, Iterable[Span]]) -> Newer:
    """Return which nodes and letters carry these numbers (by client, from and to).

    The library does not tell the numbers of letters. So they are deleted in a copy, and what it says to have deleted
    is noted.
    """
    copy = build_page([page.get_update()])
    root = copy.get(FIELD, type=XmlFragment)
    with copy.transaction():
        paths = dict(_paths(root, ()))
    watch = _Watch(paths)
    kept = root.observe_deep(watch.note)  # without a reference the library stops telling
    apply_update(copy, deletion_of(ranges))
    del kept
    return Newer(frozenset(watch.nodes), {path: tuple(spans) for path, spans in watch.letters.items()})


def _paths(node: XmlFragment | XmlElement, path: Path) -> Iterable[tuple[Any, Path]]:
    yield node, path
    for at, child in enumerate(node.children):
        if isinstance(child, XmlText):
            yield child, (*path, at)
        elif isinstance(child, XmlElement):
            yield from _paths(child, (*path, at))


class _Watch:
    def __init__(self, paths: Mapping[Any, Path]) -> None:
        self.paths = paths
        self.nodes: set[Path] = set()
        self.letters: dict[Path, list[Span]] = {}

    def note(self, events: list[Any]) -> None:
        for event in events:
            path = self.paths.get(event.target)
            spans = _deleted(event.delta)
            if path is None or not spans:
                continue
            if isinstance(event.target, XmlText):
                self.letters[path] = spans
            else:
                self.nodes |= {(*path, at) for start, stop in spans for at in range(start, stop)}


def _deleted(delta: Iterable[Mapping[str, Any]]) -> list[Span]:
    spans = []
    at = 0
    for step in delta:
        if "delete" in step:
            spans.append((at, at + int(step["delete"])))
            at = spans[-1][1]
        else:
            at += int(step.get("retain", 0))
    return spans


def deletion_of(ranges: Mapping[int, Iterable[Span]]) -> bytes:
    """Return an update that brings nothing and deletes these numbers."""
    out = bytearray(b"\x00" + write_number(len(ranges)))
    for client, spans in ranges.items():
        spans = list(spans)
        out += write_number(client) + write_number(len(spans))
        for start, stop in spans:
            out += write_number(start) + write_number(stop - start)
    return bytes(out)
