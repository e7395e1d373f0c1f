"""What is let in as an update, and what may never reach the library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.editing.blocks import bold, bullets, heading, link, numbers, paragraph, quote, seed_state
from documents.editing.updates import Malformed, check_update, read_number, write_number
from tests.documents.editing.factories import Browser

TEXT = seed_state([heading(2, "Ausgangslage"), paragraph("Ein ", bold("fettes"), link(" Wort", "https://example.org"))])


@given(st.integers(0, 2**63 - 1))
def test_numbers_survive_writing_and_reading(number):
    assert read_number(write_number(number), 0) == (number, len(write_number(number)))


def test_everything_our_editor_writes_is_let_in():
    browser = Browser(TEXT)
    for update in (TEXT, browser.write("Absatz"), browser.type("😀 ä"), browser.drop_last(), browser.page.get_update()):
        check_update(update)


def test_new_nodes_are_counted():
    assert check_update(seed_state([bullets("eins", "zwei"), numbers("drei"), quote("vier")])) == 14
    assert check_update(Browser(TEXT).type("x")) == 0


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_update_is_refused_or_harmless(data):
    """Cut, changed or lengthened anywhere: either refused, or short work for the library."""
    damaged = bytearray(TEXT)
    for _blow in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + 1] = data.draw(st.binary(max_size=2))
        if not damaged:
            break
    try:
        check_update(bytes(damaged))
    except Malformed:
        return


@pytest.mark.parametrize(
    "update",
    [
        b"",
        b"\x00",
        b"\x01\x01\x01",
        b"hello world",
        # Announces 246 million clients: the library would reserve gigabytes for them.
        b"\xb7\xd4\xde\x75" + TEXT,
        # Announces as many deletions.
        b"\x00\xb7\xd4\xde\x75",
        # A document inside the document, a binary, another root.
        b"\x01\x01\x05\x00\x09\x01\x07content\x01a\x76\x00\x00",
        b"\x01\x01\x05\x00\x03\x01\x07content\x01a\x00",
        b"\x01\x01\x05\x00\x04\x01\x05other\x01a\x00",
        TEXT + b"\x00",
    ],
)
def test_what_no_editor_writes_is_refused(update):
    with pytest.raises(Malformed):
        check_update(update)
