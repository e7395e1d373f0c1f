import pytest

from bench.chat import frames

TEXT = 0x81


def from_server(payload: bytes, opcode: int = frames.TEXT) -> bytes:
    """Return a frame as servers send it: not masked."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, size)) + payload
    if size < 65_536:
        return bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big") + payload


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_walk_finds_the_payload_of_every_length(size: int) -> None:
    data = from_server(b"a" * size) + from_server(b"b")
    end, spans = frames.walk(data)
    assert end == len(data)
    assert [data[begin:stop] for _opcode, begin, stop in spans] == [b"a" * size, b"b"]


@pytest.mark.parametrize("size", [5, 300, 70_000])
def test_walk_stops_before_a_frame_that_is_not_whole(size: int) -> None:
    whole, half = from_server(b"whole"), from_server(b"a" * size)
    for cut in (1, 2, 3, 9, len(half) - 1):
        if cut < len(half):
            end, spans = frames.walk(whole + half[:cut])
            assert (end, len(spans)) == (len(whole), 1)


def test_walk_tells_what_kind_each_frame_is() -> None:
    data = from_server(b"", frames.PING) + from_server(b"text") + from_server(b"\x11\x94bye", frames.CLOSE)
    _end, spans = frames.walk(data)
    assert [opcode for opcode, _begin, _stop in spans] == [frames.PING, frames.TEXT, frames.CLOSE]
    _opcode, begin, stop = spans[-1]
    assert frames.close_code(data[begin:stop]) == 4500


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_a_frame_of_a_client_says_that_it_is_masked_and_how_long_it_is(size: int) -> None:
    made = frames.frame(b"a" * size)
    assert made[0] == TEXT
    assert made[1] & 0x80
    assert made.endswith(bytes(4) + b"a" * size)
    # Without the mask it is what a server would send.
    assert bytes((made[0], made[1] & 0x7F)) + made[2 : -size - 4 or None] == from_server(b"a" * size)[: -size or None]


def test_a_close_without_a_code_is_1005() -> None:
    assert frames.close_code(b"") == 1005
