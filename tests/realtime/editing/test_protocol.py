"""What comes in on a document's socket is bounded and taken apart without surprises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.editing.updates import Malformed, write_number
from realtime.editing import protocol
from realtime.editing.carets import is_position
from realtime.editing.protocol import Ask, AskCarets, Caret, Carets, Edit, decode

STATES = st.none() | st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=20), max_size=3)
CARETS = st.builds(Caret, st.integers(0, 2**53), st.integers(0, 2**53), STATES)


@given(st.binary(max_size=200))
def test_updates_survive_the_frame(update):
    assert decode(protocol.update_frame(update)) == Edit(update)
    assert decode(protocol.answer_frame(update)) == Edit(update)


@given(st.dictionaries(st.integers(0, 2**53), st.integers(0, 2**53), max_size=20))
def test_state_vectors_survive_the_frame(clocks):
    numbers = b"".join(write_number(client) + write_number(clock) for client, clock in clocks.items())
    vector = write_number(len(clocks)) + numbers
    assert decode(protocol.ask_frame(vector)) == Ask(vector)


@given(st.lists(CARETS, max_size=protocol.MAX_CARETS))
def test_carets_survive_the_frame(carets):
    assert decode(protocol.carets_frame(protocol.encode_carets(carets))) == Carets(tuple(carets))


def test_the_question_who_is_here():
    assert decode(b"\x03") == AskCarets()


@settings(max_examples=300)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_malformed(frame):
    try:
        decode(frame)
    except Malformed:
        return


@pytest.mark.parametrize(
    "frame",
    [
        "text",
        b"",
        b"\x07",
        b"\x00",
        b"\x00\x09\x00",
        b"\x00\x02\x05ab",
        b"\x00\x02\x01ab",
        b"\x00\x00\x05\xff\xff\xff\xff\x0f",
        b"\x00\x02" + b"\xff" * 12,
        b"\x01\x02\x01\x01",
        protocol.carets_frame(protocol.encode_carets([Caret(n, 1, {}) for n in range(5)])),
        protocol.carets_frame(b"\x01\x01\x01\x02[]"),
        protocol.carets_frame(b"\x01\x01\x01\x03{a}"),
        protocol.carets_frame(b"\x01\x01\x01" + write_number(10_000) + b"[" * 10_000),
        b"\x02\x00\x01x",
        b"\x64\x01\x01",
    ],
)
def test_what_is_no_message_is_malformed(frame):
    with pytest.raises(Malformed):
        decode(frame)


def test_places_in_the_text_are_those_that_an_editor_understands():
    place = {"client": 5, "clock": 7}
    good = [
        {"type": None, "tname": "content", "item": place, "assoc": 0},
        {"type": place, "assoc": -1},
        {"item": place},
    ]
    bad = [
        None,
        "x",
        {"item": {"client": 5}},
        {"item": {"client": "5", "clock": 7}},
        {"item": {"client": -1, "clock": 7}},
        {"item": {"client": True, "clock": 7}},
        {"tname": "other"},
        {"tname": ["content"]},
        {"item": place, "more": 1},
        {"item": place, "assoc": 3},
        {"item": place, "assoc": {}},
    ]
    assert [is_position(value) for value in good] == [True] * len(good)
    assert [is_position(value) for value in bad] == [False] * len(bad)
