"""The Yjs update format (v1), read far enough to know that an update is harmless before anything applies it.

The library reserves memory for the counts that an update announces, and a count of some hundred millions costs
seconds and gigabytes. So each count and length is held against the bytes that are there, and only what our editor
writes (text, elements, formats, plain values, deletions) is let in: no binaries, no embeds, no documents in documents.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NoReturn

MAX_UPDATE_BYTES = 768 * 1024
MAX_DEPTH = 20  # of a plain value
# Of nodes in each other, about 28 levels of lists. No update may nest deeper, and all of it is read everywhere.
MAX_NESTING = 60
MAX_CLIENT = 2**53
# The root under which the editor keeps the text.
FIELD = "content"

_NUMBER = re.compile(rb"[\x80-\xff]{0,9}[\x00-\x7f]").match
# An item's neighbours: with both origins four numbers, with one of them two.
_ORIGINS = re.compile(rb"(?:[\x80-\xff]{0,9}[\x00-\x7f]){2}").match
_GC, _DELETED, _STRING, _FORMAT, _TYPE, _ANY, _SKIP = 0, 1, 4, 6, 7, 8, 10
_ROOT = bytes([len(FIELD)]) + FIELD.encode()
_ELEMENT, _TEXT = 3, 6


class Malformed(ValueError):
    """The bytes are not an update that our editor writes."""


def read_number(data: bytes, at: int) -> tuple[int, int]:
    """Return the variable-length number at a position, and the position after it. Raises Malformed."""
    value = shift = 0
    try:
        while (byte := data[at]) > 127:
            value |= (byte & 127) << shift
            shift += 7
            at += 1
            if shift > 63:
                raise Malformed("number too long")
    except IndexError:
        raise Malformed("cut off") from None
    return value | byte << shift, at + 1


def write_number(value: int) -> bytes:
    """Encode a variable-length number."""
    out = bytearray()
    while value > 127:
        out.append(128 | value & 127)
        value >>= 7
    out.append(value)
    return bytes(out)


@dataclass(frozen=True, slots=True)
class Survey:
    """What an update brings: how many nodes, how far it reaches for each client number, and how far it deletes.

    `names` are those of its elements, `marks` those of its formats, as they are stored; `values` counts plain ones.
    """

    nodes: int
    ends: Mapping[int, int]
    deleted: Mapping[int, int]
    names: Set[bytes] = frozenset()
    marks: Set[bytes] = frozenset()
    values: int = 0


@dataclass(slots=True)
class _Found:
    """What the walk comes by besides nodes and ends."""

    names: set[bytes] = field(default_factory=set)
    marks: set[bytes] = field(default_factory=set)
    values: int = 0


def check_update(data: bytes) -> int:
    """Return the number of nodes that a complete, harmless update brings. Raises Malformed. Linear in the bytes."""
    return survey(data).nodes


def survey(data: bytes) -> Survey:
    """Walk through a complete, harmless update. Raises Malformed. Linear in the bytes."""
    found = _Found()
    nodes, ends, at = _walk_structs(data, found)
    deleted, at = _walk_deletions(data, at)
    if at != len(data):
        raise Malformed("left over")
    return Survey(nodes, ends, deleted, found.names, found.marks, found.values)


def _walk_structs(data: bytes, found: _Found) -> tuple[int, dict[int, int], int]:
    nodes = 0
    ends: dict[int, int] = {}
    clients, at = _read_count(data, 0)
    for _client in range(clients):
        structs, at = _read_count(data, at)
        client, at = _read_client(data, at)
        clock, at = read_number(data, at)
        for _struct in range(structs):
            if at >= len(data):
                raise Malformed("cut off")
            info = data[at]
            nodes += info & 0x1F == _TYPE
            length, at = _walk_struct(data, at + 1, info, found)
            clock += length
            if info != _SKIP:
                ends[client] = max(clock, ends.get(client, 0))
    return nodes, ends, at


def _walk_struct(data: bytes, at: int, info: int, found: _Found) -> tuple[int, int]:
    """Return how many clock ticks a struct takes, and the position after it."""
    if info in (_GC, _SKIP):
        return read_number(data, at)
    if info & 0xC0:
        for _origin in range(info.bit_count() - (info & 0x3F).bit_count()):
            numbers = _ORIGINS(data, at)
            at = numbers.end() if numbers else _cut_off()
    else:
        at = _check_parent(data, at, with_key=bool(info & 0x20))
    return _walk_content(data, at, info & 0x1F, found)


def _check_parent(data: bytes, at: int, *, with_key: bool) -> int:
    by_name, at = read_number(data, at)
    if by_name:
        start = at
        at = _skip_bytes(data, at)
        if data[start:at] != _ROOT:
            raise Malformed("unknown root")
    else:
        at = _skip_numbers(data, at, 2)
    return _skip_bytes(data, at) if with_key else at


def _walk_content(data: bytes, at: int, kind: int, found: _Found) -> tuple[int, int]:
    if kind == _STRING:
        end = _skip_bytes(data, at)
        return _ticks(data[read_number(data, at)[1] : end]), end
    if kind == _DELETED:
        return read_number(data, at)
    if kind == _FORMAT:
        return 1, _skip_bytes(data, _note_name(data, at, found.marks))
    if kind == _TYPE:
        return 1, _check_type(data, at, found)
    if kind == _ANY:
        count, at = _read_count(data, at)
        found.values += count
        for _value in range(count):
            at = _check_value(data, at, 0)
        return count, at
    raise Malformed("unknown content")


def _ticks(text: bytes) -> int:
    """Return the length of a text as Yjs counts it: in UTF-16 units."""
    if text.isascii():
        return len(text)
    try:
        return len(text.decode().encode("utf-16-le")) // 2
    except UnicodeDecodeError:
        raise Malformed("no text") from None


def _check_type(data: bytes, at: int, found: _Found) -> int:
    kind, at = read_number(data, at)
    if kind == _ELEMENT:
        return _note_name(data, at, found.names)
    if kind == _TEXT:
        return at
    raise Malformed("unknown type")


def _note_name(data: bytes, at: int, names: set[bytes]) -> int:
    end = _skip_bytes(data, at)
    names.add(data[read_number(data, at)[1] : end])
    return end


def _check_value(data: bytes, at: int, depth: int) -> int:
    """Step over a plain value (text, number, truth value, list, object)."""
    if at >= len(data) or depth > MAX_DEPTH:
        raise Malformed("bad value")
    kind = data[at]
    at += 1
    if kind in (127, 126, 121, 120):
        return at
    if kind == 125:
        return _skip_numbers(data, at, 1)
    if kind in (124, 123, 122):
        return _bounded(data, at + (4 if kind == 124 else 8))
    if kind == 119:
        return _skip_bytes(data, at)
    if kind in (118, 117):
        return _check_members(data, at, depth + 1, keyed=kind == 118)
    raise Malformed("unknown value")


def _check_members(data: bytes, at: int, depth: int, *, keyed: bool) -> int:
    count, at = _read_count(data, at)
    for _member in range(count):
        at = _check_value(data, _skip_bytes(data, at) if keyed else at, depth)
    return at


def _walk_deletions(data: bytes, at: int) -> tuple[dict[int, int], int]:
    deleted: dict[int, int] = {}
    clients, at = _read_count(data, at)
    for _client in range(clients):
        client, at = _read_client(data, at)
        ranges, at = _read_count(data, at)
        farthest = 0
        for _range in range(ranges):
            start, at = read_number(data, at)
            length, at = read_number(data, at)
            farthest = max(farthest, start + length)
        deleted[client] = max(farthest, deleted.get(client, 0))
    return deleted, at


def _read_client(data: bytes, at: int) -> tuple[int, int]:
    client, at = read_number(data, at)
    if client > MAX_CLIENT:
        raise Malformed("no client")
    return client, at


def _read_count(data: bytes, at: int) -> tuple[int, int]:
    """Read how many things follow; each takes at least a byte."""
    count, at = read_number(data, at)
    if count > len(data) - at:
        raise Malformed("count above length")
    return count, at


def _skip_numbers(data: bytes, at: int, count: int) -> int:
    for _number in range(count):
        found = _NUMBER(data, at)
        at = found.end() if found else _cut_off()
    return at


def _skip_bytes(data: bytes, at: int) -> int:
    length, at = read_number(data, at)
    return _bounded(data, at + length)


def _bounded(data: bytes, at: int) -> int:
    return at if at <= len(data) else _cut_off()


def _cut_off() -> NoReturn:
    raise Malformed("cut off")
