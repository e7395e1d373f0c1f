import pytest

from dialog.common.errors import Invalid, TooLarge
from documents.editing.blocks import paragraph, seed_state
from documents.editing.trial import MAX_NESTING, Gap, Trial
from documents.editing.updates import MAX_UPDATE_BYTES, write_number
from tests.documents.editing.factories import Browser, nested

START = seed_state([paragraph("Ausgangslage")])


def test_an_update_that_fits_is_admitted_and_brings_something():
    assert Trial([START]).admit(Browser(START).type("!")) is True


def test_what_is_there_already_brings_nothing():
    browser = Browser(START)
    browser.write("weg damit")
    browser.drop_last()
    state = browser.page.get_update()

    # A browser that comes back sends all deletions it knows of.
    assert Trial([state]).admit(state) is False
    assert Trial([state]).admit(b"\x00\x00") is False


def test_an_update_that_builds_on_a_missing_one_is_a_gap():
    browser = Browser(START)
    browser.type("erst")
    second = browser.type("dann")
    trial = Trial([START])

    with pytest.raises(Gap):
        trial.admit(second)
    assert trial.is_spoilt


def test_a_deletion_of_what_never_came_is_a_gap():
    browser = Browser(START)
    browser.write("kommt nicht an")
    deletion = browser.drop_last()

    with pytest.raises(Gap):
        Trial([START]).admit(deletion)


def test_nodes_nested_too_deep_are_refused_however_they_come():
    with pytest.raises(Invalid):
        Trial([START]).admit(nested(MAX_NESTING + 1))
    assert Trial([START]).admit(nested(MAX_NESTING - 10)) is True


def test_deep_nesting_in_small_steps_never_gets_far():
    """One level for each update: the depth is measured before it could hurt the process."""
    trial, levels = Trial([START]), 0
    with pytest.raises(Invalid):
        for level in range(3_000):
            trial.admit(_one_level(level))
            levels += 1
    assert levels < 1_100


def _one_level(level: int) -> bytes:
    """Client 5 puts one more element into its last one."""
    parent = b"\x01\x07content" if level == 0 else b"\x00" + write_number(5) + write_number(level - 1)
    return b"\x01\x01" + write_number(5) + write_number(level) + b"\x07" + parent + b"\x03\x01q" + b"\x00"


def test_an_update_over_the_limit_is_too_large():
    with pytest.raises(TooLarge):
        Trial([START]).admit(bytes(MAX_UPDATE_BYTES + 1))


def test_an_update_that_the_library_gives_up_on_is_invalid():
    """Well-formed, but its parent is a piece of text: only the whole text shows that."""
    browser = Browser(START)
    client = next(iter(_clients(START)))
    text_piece = 2  # paragraph, text node, its characters
    update = b"\x01\x01" + write_number(7) + b"\x00" + b"\x04\x00" + write_number(client) + write_number(text_piece)
    trial = Trial([START])

    with pytest.raises(Invalid):
        trial.admit(update + b"\x01a\x00")
    assert trial.is_spoilt
    assert browser.text == "Ausgangslage"


def _clients(update: bytes) -> list[int]:
    from pycrdt import get_state

    from documents.editing.state import clocks

    return list(clocks(get_state(update)))
