import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import XmlFragment

from documents.comments.pieces import pieces_of
from documents.comments.suggested import ZERO_WIDTH, settle_in, suggested_in
from documents.editing.blocks import (
    Block,
    Run,
    blocks_of,
    bold,
    bullets,
    cell,
    code_block,
    heading,
    line_break,
    mention,
    paragraph,
    seed_state,
    table,
)
from documents.editing.state import Page, build_page
from documents.versions.diff.shapes import normal
from tests.documents.comments.counting import steps_of
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
    [(True, "Sie empfiehlt vier Felder, jährlich geprüft."), (False, "Sie empfiehlt fünf Felder,  geprüft.")],
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


@pytest.mark.parametrize("mark", [added, removed])
def test_many_places_take_work_that_grows_with_their_number(mark):
    def settled(count: int) -> int:
        page = page_with(paragraph(*[part for _n in range(count) for part in (mark("neu"), " x ")]))
        return steps_of(lambda: settle_in(page, KEY, accept=True))

    assert settled(400) < 2.5 * settled(200)


@pytest.mark.parametrize("accept", [True, False])
def test_more_places_than_are_deleted_one_by_one_leave_the_same_text(accept):
    parts = [part for n in range(600) for part in (removed("alt"), added("neu"), bold(f" {n} ö "), Run("z", other()))]
    page = page_with(paragraph("Kopf ", *parts, " Ende"))
    settle_in(page, KEY, accept=accept)
    word = "neu" if accept else "alt"
    kept = [part for n in range(600) for part in (Run(word), bold(f" {n} ö "), Run("z", other()))]
    assert list(map(normal, blocks_of(page))) == [normal(paragraph("Kopf ", *kept, " Ende"))]


def other():
    return {"insertion": {"id": OTHER}}


def struck_in_code(code: str, start: int, stop: int, *after: Block) -> Page:
    """A page as another editor may write it: ours suggests nothing in code."""
    page = page_with(code_block(code), *after)
    page.get("content", type=XmlFragment).children[0].children[0].format(start, stop, {"deletion": {"id": KEY}})
    return page


def test_spaces_in_code_stay():
    page = struck_in_code("if x:  y  z", 7, 8)
    settle_in(page, KEY, accept=True)
    assert text_of_page(page) == "if x:    z"


def test_what_stands_below_a_joined_item_goes_along():
    first, second = item("eins", removed("x")), item(removed("y"), "zwei")
    second = Block("listItem", (*second.content, bullets("darunter")))
    page = page_with(Block("bulletList", (first, second)))
    settle_in(page, KEY, accept=True)
    assert list(blocks_of(page)) == [bullets([paragraph("einszwei"), bullets("darunter")])]


def test_code_takes_bare_letters_when_it_is_joined():
    after = paragraph(removed("y"), bold("fett"), line_break(), mention(1, "Leitung"))
    page = struck_in_code("codex", 4, 5, after)
    settle_in(page, KEY, accept=True)
    assert list(blocks_of(page)) == [Block("codeBlock", (Run("codefett\n@Leitung"),))]


@pytest.mark.parametrize(
    "after",
    [
        table([cell(paragraph(removed("y"), "B")), "C"]),
        Block("blockquote", (paragraph(removed("y"), "B"),)),
        bullets([paragraph(removed("y"), "B")]),
    ],
)
def test_borders_of_cells_quotations_and_lists_stay(after):
    page = page_with(paragraph("A", removed("x")), after)
    settle_in(page, KEY, accept=True)
    assert [block.name for block in blocks_of(page)] == ["paragraph", after.name]


def test_a_block_that_somebody_writes_in_keeps_its_border():
    page = page_with(*JOINED["the end and the begin"])
    settle_in(page, KEY, accept=True, written_in=lambda path: path == (1,))
    assert text_of_page(page) == "eins\nzwei"


def test_a_heading_counts_as_it_stands_without_what_is_suggested():
    page = page_with(heading(2, "Land", added(" und Bund", OTHER)), paragraph(added("x")))
    assert suggested_in(pieces_of(page))[KEY].section == "Land"


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
