"""The Yjs update format (v1), read far enough to know that an update is harmless before anything applies it.

The library reserves memory for the counts that an update announces, and a count of some hundred millions costs
seconds and gigabytes. So each count and length is held against the bytes that are there, and only what our editor
writes (text, elements, formats, plain values, deletions) is let in: no binaries, no documents in documents.
"""

import re
from typing import NoReturn

MAX_UPDATE_BYTES = 768 * 1024
MAX_DEPTH = 20
# The root under which the editor keeps the text.
FIELD = "content"

_NUMBER = re.compile(rb"[\x80-\xff]{0,9}[\x00-\x7f]").match
# An item's neighbours: with both origins four numbers, with one of them two.
_ORIGINS = re.compile(rb"(?:[\x80-\xff]{0,9}[\x00-\x7f]){2}").match
_GC, _DELETED, _STRING, _EMBED, _FORMAT, _TYPE, _ANY, _SKIP = 0, 1, 4, 5, 6, 7, 8, 10
_ROOT = bytes([len(FIELD)]) + FIELD.encode()
_NAMED_TYPES, _PLAIN_TYPES = {3}, {2, 4, 6}


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


def check_update(data: bytes) -> int:
    """Return the number of nodes that a complete, harmless update brings. Raises Malformed. Linear in the bytes."""
    nodes, at = _check_structs(data, 0)
    if _check_deletions(data, at) != len(data):
        raise Malformed("left over")
    return nodes


def _check_structs(data: bytes, at: int) -> tuple[int, int]:
    nodes = 0
    clients, at = _read_count(data, at)
    for _client in range(clients):
        structs, at = _read_count(data, at)
        at = _skip_numbers(data, at, 2)
        for _struct in range(structs):
            if at >= len(data):
                raise Malformed("cut off")
            info = data[at]
            nodes += info & 0x1F == _TYPE
            at = _check_struct(data, at + 1, info)
    return nodes, at


def _check_struct(data: bytes, at: int, info: int) -> int:
    if info in (_GC, _SKIP):
        return _skip_numbers(data, at, 1)
    if info & 0xC0:
        for _origin in range(info.bit_count() - (info & 0x3F).bit_count()):
            found = _ORIGINS(data, at)
            at = found.end() if found else _cut_off()
    else:
        at = _check_parent(data, at, with_key=bool(info & 0x20))
    return _check_content(data, at, info & 0x1F)


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


def _check_content(data: bytes, at: int, kind: int) -> int:
    if kind in (_STRING, _EMBED):
        return _skip_bytes(data, at)
    if kind == _DELETED:
        return _skip_numbers(data, at, 1)
    if kind == _FORMAT:
        return _skip_bytes(data, _skip_bytes(data, at))
    if kind == _TYPE:
        return _check_type(data, at)
    if kind == _ANY:
        count, at = _read_count(data, at)
        for _value in range(count):
            at = _check_value(data, at, 0)
        return at
    raise Malformed("unknown content")


def _check_type(data: bytes, at: int) -> int:
    kind, at = read_number(data, at)
    if kind in _NAMED_TYPES:
        return _skip_bytes(data, at)
    if kind in _PLAIN_TYPES:
        return at
    raise Malformed("unknown type")


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


def _check_deletions(data: bytes, at: int) -> int:
    clients, at = _read_count(data, at)
    for _client in range(clients):
        at = _skip_numbers(data, at, 1)
        ranges, at = _read_count(data, at)
        at = _skip_numbers(data, at, 2 * ranges)
    return at


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
