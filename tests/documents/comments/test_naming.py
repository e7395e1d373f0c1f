import pytest

from documents.comments.naming import people_named_by
from documents.editing.blocks import Block, Run, append_blocks, bullets, cell, mention, paragraph, seed_state, table
from tests.documents.editing.factories import Browser

KEY = "6f0e1c2a-0000-4000-8000-00000000000a"


def added(state, *blocks):
    browser = Browser(state)
    return browser.change(lambda _root: append_blocks(browser.page, blocks)), browser.page.client_id


def test_names_are_found_wherever_they_stand_in_a_text():
    suggested = paragraph(Run("Es antwortet ", {"insertion": {"id": KEY}}), mention(3, "Drei"))
    state = seed_state(
        [bullets([paragraph(mention(1, "Eins"))]), table([cell(paragraph(mention(2, "Zwei")))]), suggested]
    )
    assert people_named_by([state], {}) == {1: set(), 2: set(), 3: set()}
    assert people_named_by([seed_state([paragraph("ohne @Eins")])], {}) == {}


def test_who_put_a_name_there_is_told_by_the_client():
    start = seed_state([paragraph("Anfang")])
    first, one = added(start, paragraph(mention(7, "Sieben")))
    second, two = added(start, paragraph(mention(7, "Sieben"), " und ", mention(8, "Acht")))
    found = people_named_by([start, first, second], {one: 100, two: 200})
    assert found == {7: {100, 200}, 8: {200}}
    assert people_named_by([start, first, second], {one: 100}) == {7: {100}, 8: set()}


def test_a_name_that_was_taken_away_names_nobody():
    start = seed_state([paragraph("Anfang")])
    first, one = added(start, paragraph(mention(7, "Sieben")))
    gone = Browser(start, first).drop_last()
    assert people_named_by([start, first, gone], {one: 100}) == {}


def test_what_is_no_number_of_a_person_names_nobody():
    odd = ["", "alle", "-3", "1" * 40, "٣"]
    blocks = [paragraph(Block("mention", (), {"id": value, "label": "x"})) for value in odd]
    assert people_named_by([seed_state(blocks)], {}) == {}


# As Yjs writes them in a browser: "Hallo @Ö da", by client 77; the number of the person is what stands between.
BROWSER = (
    "01084d00070107636f6e74656e74030970617261677261706807004d000604004d010648616c6c6f20874d0103076d656e74696f6e28004d"
    "0802696401{}28004d08056c6162656c017702c396874d080604004d0b0320646100"
)


@pytest.mark.parametrize(
    ("value", "person"), [("7d05", 5), ("7dbc0a", 700), ("7d87da9601", 1_234_567), ("77023432", 42)]
)
def test_the_number_of_a_person_is_read_as_browsers_write_it(value, person):
    assert people_named_by([bytes.fromhex(BROWSER.format(value))], {77: 100}) == {person: {100}}


@pytest.mark.parametrize("value", ["7d45", "7e", "78", "7b7ff8000000000000", "7c40b00000"])
def test_other_values_are_nobody(value):
    assert people_named_by([bytes.fromhex(BROWSER.format(value))], {77: 100}) == {}
