"""The messages on a document's socket: y-protocols (sync, awareness) and ours. See docs/protocol-editing.md.

One frame holds one message. Everything that comes in is bounded before anything is made of it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from documents.editing.models import SCHEMA_VERSION
from documents.editing.updates import MAX_UPDATE_BYTES, Malformed, read_number, write_number

PLAIN = f"cluster-dialog.y.{SCHEMA_VERSION}"
WITH_SAVED = f"{PLAIN}+saved"
SUBPROTOCOLS = (WITH_SAVED, PLAIN)

MAX_FRAME_BYTES = MAX_UPDATE_BYTES + 16
MAX_VECTOR_BYTES = 256 * 1024
MAX_AWARENESS_BYTES = 16 * 1024
MAX_CARETS = 4  # carets in one message of one client

_SYNC, _AWARENESS, _AUTH, _QUERY_AWARENESS = 0, 1, 2, 3
_SAVED, _REFUSED, _RIGHTS, _SIDE = 100, 101, 102, 103
_STEP_1, _STEP_2, _UPDATE = 0, 1, 2
MAX_CLOCK = 2**53


@dataclass(frozen=True, slots=True)
class Ask:
    """The client says what it has (a state vector) and asks for the rest."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """The client brings an update; `is_empty` when it says nothing."""

    update: bytes

    @property
    def is_empty(self) -> bool:
        return self.update == b"\x00\x00"


@dataclass(frozen=True, slots=True)
class Caret:
    """Where one client is and who it says it is; `state` None: it has gone."""

    client: int
    clock: int
    state: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Carets:
    carets: tuple[Caret, ...]


@dataclass(frozen=True, slots=True)
class AskCarets:
    """The client asks who else is here."""


Message = Ask | Edit | Carets | AskCarets


def decode(frame: str | bytes) -> Message:
    """Return the message in a frame. Raises Malformed for everything that is not one of ours."""
    if isinstance(frame, str):
        raise Malformed("text")
    kind, at = read_number(frame, 0)
    if kind == _SYNC:
        return _decode_sync(frame, at)
    if kind == _AWARENESS:
        return Carets(decode_carets(_last_bytes(frame, at, MAX_AWARENESS_BYTES)))
    if kind == _QUERY_AWARENESS and at == len(frame):
        return AskCarets()
    raise Malformed("unknown message")


def _decode_sync(frame: bytes, at: int) -> Ask | Edit:
    step, at = read_number(frame, at)
    if step == _STEP_1:
        vector = _last_bytes(frame, at, MAX_VECTOR_BYTES)
        _check_vector(vector)
        return Ask(vector)
    if step in (_STEP_2, _UPDATE):
        return Edit(_last_bytes(frame, at, MAX_FRAME_BYTES))
    raise Malformed("unknown step")


def _last_bytes(frame: bytes, at: int, limit: int) -> bytes:
    """Return the length-prefixed bytes that end the frame."""
    length, at = read_number(frame, at)
    if length > limit or at + length != len(frame):
        raise Malformed("bad length")
    return frame[at:]


def _check_vector(vector: bytes) -> None:
    count, at = read_number(vector, 0)
    if count > len(vector):
        raise Malformed("count above length")
    for _number in range(2 * count):
        _value, at = read_number(vector, at)
    if at != len(vector):
        raise Malformed("left over")


def decode_carets(data: bytes, *, limit: int | None = MAX_CARETS) -> tuple[Caret, ...]:
    """Return the carets of an awareness update, at most `limit` (None: any number). Raises Malformed."""
    told = split_carets(data, limit=limit)
    return tuple(Caret(client, clock, _decode_state(state)) for client, clock, state in told)


def split_carets(data: bytes, *, limit: int | None = None) -> list[tuple[int, int, bytes]]:
    """Return client, clock and state (JSON, not looked at) of the carets of an awareness update. Raises Malformed."""
    count, at = read_number(data, 0)
    if count > len(data) or (limit is not None and count > limit):
        raise Malformed("too many carets")
    carets = []
    for _caret in range(count):
        client, at = read_number(data, at)
        clock, at = read_number(data, at)
        length, at = read_number(data, at)
        if at + length > len(data) or client > MAX_CLOCK or clock > MAX_CLOCK:
            raise Malformed("cut off")
        carets.append((client, clock, data[at : at + length]))
        at += length
    if at != len(data):
        raise Malformed("left over")
    return carets


def _decode_state(text: bytes) -> dict[str, Any] | None:
    try:
        state = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("not json") from None
    if state is not None and not isinstance(state, dict):
        raise Malformed("no object")
    return state


def encode_state(state: dict[str, Any] | None) -> bytes:
    """Encode what is said about a caret; None: it has gone."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def join_carets(carets: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return an awareness update, without the frame around it, of client, clock and encoded state of carets."""
    parts = [
        write_number(client) + write_number(clock) + write_number(len(state)) + state for client, clock, state in carets
    ]
    return write_number(len(parts)) + b"".join(parts)


def encode_carets(carets: Iterable[Caret]) -> bytes:
    """Encode an awareness update, without the frame around it."""
    return join_carets((caret.client, caret.clock, encode_state(caret.state)) for caret in carets)


# Frames that go out


def carets_frame(awareness_update: bytes) -> bytes:
    return bytes([_AWARENESS]) + _with_length(awareness_update)


def ask_frame(vector: bytes) -> bytes:
    """Ask the client for what we lack."""
    return bytes([_SYNC, _STEP_1]) + _with_length(vector)


def answer_frame(update: bytes) -> bytes:
    """Answer what the client asked for."""
    return bytes([_SYNC, _STEP_2]) + _with_length(update)


def update_frame(update: bytes) -> bytes:
    return bytes([_SYNC, _UPDATE]) + _with_length(update)


def saved_frame(handled: int, change: int) -> bytes:
    """Tell a client that asked: your first `handled` updates on this connection are committed, the last as `change`."""
    return bytes([_SAVED]) + write_number(handled) + write_number(change)


def refused_frame(handled: int, code: str) -> bytes:
    """Tell a client that asked: update number `handled` on this connection was refused, and why."""
    return bytes([_REFUSED]) + write_number(handled) + _with_length(code.encode())


def denied_frame(code: str) -> bytes:
    """Tell a stock client, in the words of y-protocols, that an update was refused."""
    return bytes([_AUTH, 0]) + _with_length(code.encode())


def rights_frame(*, may_write: bool) -> bytes:
    """Tell a client that asked whether it may write, at the start and whenever that changes."""
    return bytes([_RIGHTS, int(may_write)])


def side_frame(kind: str) -> bytes:
    """Tell a client that asked that something beside the text changed: "comments", "versions", "state"."""
    return bytes([_SIDE]) + _with_length(kind.encode())


def _with_length(data: bytes) -> bytes:
    return write_number(len(data)) + data
