"""Documents in memory, built from what is stored. A Doc belongs to the thread that made it."""

import importlib
import logging
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from pycrdt import Doc, get_update, merge_updates

from documents.editing.updates import Malformed, read_number

EMPTY_UPDATE = b"\x00\x00"
MAX_STATE_BYTES = 8 * 1024 * 1024  # of one text
PACKING = 6  # zlib's level: higher ones take five times as long for half a percent

logger = logging.getLogger("dialog.editing")

Page = Doc[Any]

# The library loads it with the first Doc inside an event loop; whoever comes first need not wait for that.
importlib.import_module("anyio._backends._asyncio")


class Unusable(Exception):
    """An update cannot be applied; the Doc it was tried on must not be used any more."""


def apply_update(page: Page, update: bytes) -> None:
    """Apply an update. Raises Unusable where the library refuses it or gives up inside."""
    try:
        page.apply_update(update)
    except Exception as error:
        raise Unusable from error
    except BaseException as error:
        # What the Rust side calls a panic reaches Python outside of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Unusable from error


def missing_from(page: Page, vector: bytes) -> bytes:
    """Return the update that somebody with this state vector lacks. Raises Malformed for a broken vector."""
    try:
        return page.get_update(vector)
    except Exception as error:
        raise Malformed("vector") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Malformed("vector") from error


def pack(state: bytes) -> bytes:
    """Return a state as snapshots keep it, about a third of its size."""
    return zlib.compress(state, PACKING)


def unpack(state: bytes, *, is_packed: bool) -> bytes:
    """Return a stored state as an update; older snapshots are not packed."""
    return zlib.decompress(state) if is_packed else state


def build_page(payloads: Iterable[bytes]) -> Page:
    """Build the document from its stored updates, in order.

    Updates are tried before they are stored; should one fail all the same, it is left out and logged, so that the
    page still opens.
    """
    payloads = list(payloads)
    page = Page()
    applied: list[bytes] = []
    for payload in payloads:
        try:
            apply_update(page, payload)
        except Unusable:
            logger.exception("a stored update cannot be applied and is left out")
            page = build_page(applied)
        else:
            applied.append(payload)
    return page


def together(effects: Sequence[bytes]) -> bytes | None:
    """Return these updates as one; None if they say nothing."""
    effects = [effect for effect in effects if effect != EMPTY_UPDATE]
    if len(effects) > 1:
        return merge_updates(*effects)
    return effects[0] if effects else None


def merge_strictly(payloads: Iterable[bytes]) -> bytes:
    """Return one update that equals all of these in order, deleted text dropped. Raises Unusable if one fails.

    Updates that wait for others which are not there yet are kept.
    """
    payloads = list(payloads)
    page = Page()
    for payload in payloads:
        apply_update(page, payload)
    state = page.get_update()
    whole = merge_updates(*payloads) if len(payloads) > 1 else payloads[0]
    known = page.get_state()
    if waits_for_others(get_update(whole, known), known):
        return merge_updates(state, whole)
    return state


def waits_for_others(rest: bytes, known: bytes) -> bool:
    """Return whether `rest`, what an update adds to a document with the state vector `known`, could not be applied."""
    structs, at = read_number(rest, 0)
    if structs:
        return True
    reached = clocks(known)
    return any(end > reached.get(client, 0) for client, end in _deletion_ends(rest, at))


def clocks(vector: bytes) -> dict[int, int]:
    """Return how far a state vector has come, by client."""
    count, at = read_number(vector, 0)
    numbers = _numbers(vector, at, 2 * count)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def _deletion_ends(data: bytes, at: int) -> list[tuple[int, int]]:
    """Return client and end of each deleted range that starts at a position of an update."""
    ends = []
    clients, at = read_number(data, at)
    for _client in range(clients):
        (client, ranges), at = _take(data, at, 2)
        numbers, at = _take(data, at, 2 * ranges)
        ends += [(client, start + length) for start, length in list(pairwise(numbers))[::2]]
    return ends


def _take(data: bytes, at: int, count: int) -> tuple[list[int], int]:
    numbers = []
    for _number in range(count):
        number, at = read_number(data, at)
        numbers.append(number)
    return numbers, at


def _numbers(data: bytes, at: int, count: int) -> list[int]:
    return _take(data, at, count)[0]
