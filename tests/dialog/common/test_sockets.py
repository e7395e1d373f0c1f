"""The shorter way in: which frames take it, and that they are read as RFC 6455 writes them."""

import os

import pytest

from dialog.common.sockets import binary_frame, unmask


def frame(payload: bytes, *, mask: bytes = b"\x01\x80\xfe\x7f", first: int = 0x82) -> bytes:
    """Write a frame of a client the way section 5.2 says, with the shortest length that fits."""
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return bytes([first]) + length + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, 125, 126, 127, 1_000, 65_535])
@pytest.mark.parametrize("mask", [b"\x00\x00\x00\x00", b"\x01\x80\xfe\x7f"])
def test_a_whole_frame_is_read_and_its_length_told(size, mask):
    payload = os.urandom(size)
    data = frame(payload, mask=mask)
    assert binary_frame(data) == (payload, len(data))
    assert binary_frame(data + b"\x82\x80") == (payload, len(data))


@pytest.mark.parametrize("size", [5, 300])
def test_a_frame_that_is_not_there_to_its_end_waits(size):
    data = frame(os.urandom(size))
    assert [binary_frame(data[:end]) for end in range(len(data))] == [None] * len(data)


@pytest.mark.parametrize("first", [0x81, 0x88, 0x89, 0x02, 0x00, 0xC2])
def test_text_control_and_split_frames_take_the_long_way(first):
    assert binary_frame(frame(b"payload", first=first)) is None


def test_a_frame_without_a_mask_takes_the_long_way():
    assert binary_frame(b"\x82\x05hello-and-more") is None


def test_a_length_that_is_not_the_shortest_takes_the_long_way():
    assert binary_frame(b"\x82\xfe\x00\x05\x00\x00\x00\x00hello") is None


def test_a_frame_of_64_kb_takes_the_long_way():
    assert binary_frame(b"\x82\xff" + (65_536).to_bytes(8, "big") + bytes(4) + bytes(65_536)) is None


def test_the_mask_goes_round():
    assert unmask(bytes([1, 2, 3, 4, 5]), b"\x01\x02\x03\x04") == b"\x00\x00\x00\x00\x04"
