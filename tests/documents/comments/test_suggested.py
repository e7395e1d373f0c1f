import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.comments.pieces import pieces_of
from documents.comments.suggested import ZERO_WIDTH, settle_in, suggested_in
from documents.editing.blocks import Block, Run, heading, paragraph, seed_state
from documents.editing.state import Page, build_page
from tests.documents.editing.factories import Browser, text_of_page

KEY = "6f0e1c2a-0000-4000-8000-00000000000a"
OTHER = "6f0e1c2a-0000-4000-8000-00000000000b"


def added(text, key=KEY):
    return Run(text, {"insertion": {"id": key}})


def removed(text, key=KEY):
    return Run(text, {"deletion": {"id": key}})


def item(*runs):
    return Block("listItem", (paragraph(*runs),))


def page_with(*blocks) -> Page:
    return build_page([seed_state(blocks)])


REPLACED = [
    heading(2, "Vorschlag"),
    paragraph("Sie empfiehlt ", removed("fünf"), added("vier"), " Felder, ", added("jährlich"), " geprüft."),
]


def test_what_is_suggested_is_told_place_by_place_with_its_section():
    found = suggested_in(pieces_of(page_with(*REPLACED)))[KEY]
    assert [(change.old, change.new) for change in found.changes] == [("fünf", "vier"), ("", "jährlich")]
    assert (found.section, found.old_text, found.new_text) == ("Vorschlag", "fünf", "vier … jährlich")


def test_suggestions_come_in_the_order_of_the_text():
    page = page_with(paragraph(added("a", OTHER), " ", removed("b")), paragraph(added("c", OTHER)))
    assert list(suggested_in(pieces_of(page))) == [OTHER, KEY]


@pytest.mark.parametrize(
    ("accept", "text"),
    [(True, "Sie empfiehlt vier Felder, jährlich geprüft."), (False, "Sie empfiehlt fünf Felder, geprüft.")],
)
def test_settled_in_place(accept, text):
    page = page_with(*REPLACED)
    settle_in(page, KEY, accept=accept)
    assert text_of_page(page) == f"Vorschlag\n{text}"
    assert suggested_in(pieces_of(page)) == {}


def test_one_is_settled_and_the_other_stays():
    page = page_with(paragraph(removed("alt"), added("neu", OTHER)))
    settle_in(page, KEY, accept=True)
    assert list(suggested_in(pieces_of(page))) == [OTHER]
    assert text_of_page(page) == "neu"


Z = ZERO_WIDTH
JOINED = {
    "the border alone": [paragraph("eins", removed(Z)), paragraph(removed(Z), "zwei")],
    "the end and the begin": [paragraph("eins", removed(" weg")), paragraph(removed("weg "), "zwei")],
    "a block between": [
        paragraph("eins", removed("x")),
        paragraph(removed("ganz weg")),
        paragraph(removed("y"), "zwei"),
    ],
}


@pytest.mark.parametrize("case", JOINED)
def test_an_accepted_deletion_over_a_border_joins_the_blocks(case):
    page = page_with(*JOINED[case])
    settle_in(page, KEY, accept=True)
    assert text_of_page(page) == "einszwei"


def test_a_refused_deletion_over_a_border_leaves_both_blocks_without_the_marks():
    page = page_with(*JOINED["the border alone"])
    settle_in(page, KEY, accept=False)
    assert text_of_page(page) == "eins\nzwei"


def test_a_parted_block_is_joined_again_when_refused_and_stays_parted_when_accepted():
    parted = [paragraph("eins", added(Z)), paragraph(added(Z), "zwei")]
    page = page_with(*parted)
    settle_in(page, KEY, accept=False)
    assert text_of_page(page) == "einszwei"
    page = page_with(*parted)
    settle_in(page, KEY, accept=True)
    assert text_of_page(page) == "eins\nzwei"


def test_a_refused_new_item_leaves_no_empty_one_behind():
    page = page_with(Block("bulletList", (item("eins", added(Z)), item(added(Z + "neu")))), paragraph("danach"))
    settle_in(page, KEY, accept=False)
    assert text_of_page(page) == "eins\ndanach"
    assert len(Browser(page.get_update()).root.children[0].children) == 1


def test_the_only_text_of_a_page_may_go_without_losing_the_block():
    page = page_with(paragraph(added("neu")))
    settle_in(page, KEY, accept=False)
    assert [block.tag for block in Browser(page.get_update()).root.children] == ["paragraph"]


def test_a_key_that_is_not_there_changes_nothing():
    page = page_with(*REPLACED)
    before = page.get_update()
    settle_in(page, OTHER, accept=True)
    assert page.get_update() == before


@given(st.booleans(), st.integers(0, 40), st.text(alphabet="xyz", min_size=1, max_size=5))
def test_what_somebody_types_at_the_same_moment_stays(accept, at, typed):
    state = seed_state([paragraph("Kopf"), *REPLACED])
    server, browser = build_page([state]), Browser(state)
    node = browser.root.children[2].children[0]
    update = browser.change(lambda _root: node.insert(min(at, len("Sie empfiehlt ")), typed))
    settle_in(server, KEY, accept=accept)
    server.apply_update(update)
    browser.page.apply_update(server.get_update())
    assert browser.text == text_of_page(server)
    assert typed in browser.text
    assert ("vier" in browser.text) == accept
