"""Where in a text the letters and nodes with given numbers stand. Numbers are those of Yjs: client and clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.comments.letters import Span, letters_of
from documents.editing.state import Page, apply_update, build_page
from documents.editing.updates import FIELD, write_number

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Nodes and letters, by their path among the children. Spans of letters count bytes of UTF-8."""

    nodes: frozenset[Path] = frozenset()
    letters: Mapping[Path, tuple[Span, ...]] = field(default_factory=dict)

    def lies_in(self, path: Path) -> bool:
        """Tell whether any of it stands inside the node with this path."""
        depth = len(path)
        return any(inner[:depth] == path for inner in (*self.nodes, *self.letters))


def standing_from(page: Page, ranges: Mapping[int, Iterable[Span]]) -> Standing:
    """Return which nodes and letters carry these numbers (by client, from and to).

    The library does not tell the numbers of letters. So they are deleted in a copy, and what it says to have deleted
    is noted.
    """
    copy = build_page([page.get_update()])
    root = copy.get(FIELD, type=XmlFragment)
    with copy.transaction():
        paths = paths_in(root)
    watch = _Watch(paths)
    kept = root.observe_deep(watch.note)  # without a reference the library stops telling
    apply_update(copy, deletion_of(ranges))
    del kept
    return Standing(frozenset(watch.nodes), {path: tuple(spans) for path, spans in watch.letters.items()})


def paths_in(root: XmlFragment) -> dict[Any, Path]:
    """Return the path of each node and text, by the node itself."""
    return dict(_paths(root, ()))


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


def stretches_by_owner(page: Page, owners: Mapping[int, int]) -> dict[Path, list[tuple[int, int, int]]]:
    """Return by text the stretches of letters (from, to, id of the person). `owners`: ids of people by client.

    One copy of the text is made for each person, so the work grows with people, not with clients.
    """
    ranges: dict[int, dict[int, list[Span]]] = defaultdict(dict)
    for client, spans in letters_of(page.get_update()).items():
        if client in owners:
            ranges[owners[client]][client] = spans
    found: dict[Path, list[tuple[int, int, int]]] = defaultdict(list)
    for owner, own in ranges.items():
        for path, stretches in standing_from(page, own).letters.items():
            found[path] += [(start, stop, owner) for start, stop in stretches]
    return found
