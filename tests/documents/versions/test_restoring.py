import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import XmlFragment

from documents.comments.standing import Standing
from documents.editing.blocks import (
    blocks_of,
    bold,
    bullets,
    footnotes,
    heading,
    insert_block,
    line_break,
    paragraph,
    seed_state,
)
from documents.editing.state import Page, build_page
from documents.editing.updates import FIELD
from documents.versions.diff.pairs import pair_blocks
from documents.versions.diff.shapes import normal
from documents.versions.newer import newer_than
from documents.versions.restoring.blocks import Others, restore_pair, restore_text
from tests.documents.editing.factories import Browser, text_of_page
from tests.documents.editing.texts import EVERYTHING

OLD = [
    heading(2, "Ausgangslage"),
    paragraph("Der Cluster-Dialog besteht seit ", bold("Juli"), " 2007."),
    bullets("eins", "zwei", "drei"),
    paragraph("Schluss"),
]
NOW = [
    heading(3, "Ausgangslage und Ziel"),
    paragraph("Der Dialog besteht seit Juli 2008 😀."),
    paragraph("Neu dazu"),
    bullets("eins", "drei", "vier"),
]


def reads(page: Page) -> list:
    return [normal(block) for block in blocks_of(page)]


def as_restored(now, target, newer=None) -> Page:
    page = build_page([seed_state(now)])
    restore_text(page, target, Others(newer or Standing()))
    return page


@pytest.mark.parametrize(("now", "target"), [(NOW, OLD), (OLD, NOW), (EVERYTHING, OLD), (OLD, EVERYTHING), ([], OLD)])
def test_the_text_reads_as_it_did(now, target):
    page = as_restored(now, target)
    assert reads(page) == [normal(block) for block in target]
    assert reads(build_page([page.get_update()])) == reads(page)


def test_an_empty_version_leaves_a_paragraph_to_write_in():
    assert [block.name for block in blocks_of(as_restored(NOW, []))] == ["paragraph"]


def test_the_same_text_is_not_touched():
    page = build_page([seed_state(EVERYTHING)])
    before = page.get_update()
    restore_text(page, blocks_of(page), Others())
    assert page.get_update() == before


def test_marks_and_nodes_inside_a_line_come_back():
    target = [paragraph("eins ", bold("zwei"), line_break(), "drei vier")]
    for now in ([paragraph("eins zwei drei vier")], [paragraph(bold("eins"), line_break(), "zwei vier")]):
        assert reads(as_restored(now, target)) == [normal(target[0])]


def test_unchanged_blocks_take_what_is_typed_at_that_moment():
    state = seed_state(NOW)
    server, browser = build_page([state]), Browser(state)
    update = browser.change(lambda root: root.children[3].children[0].children[0].children[0].insert(4, " und mehr"))
    restore_text(server, OLD, Others())
    server.apply_update(update)
    assert "eins und mehr" in text_of_page(server)


def test_words_typed_into_a_changed_line_at_that_moment_stay():
    state = seed_state(NOW)
    server, browser = build_page([state]), Browser(state)
    update = browser.change(lambda root: root.children[1].children[0].insert(0, "Achtung: "))
    restore_text(server, OLD, Others())
    server.apply_update(update)
    assert "Achtung: Der Cluster-Dialog besteht seit Juli 2007." in text_of_page(server)


def test_blocks_and_words_written_after_the_look_stay():
    page = build_page([seed_state(NOW)])
    seen = page.get_state()
    colleague = Browser(page.get_update())
    page.apply_update(colleague.write("Eben geschrieben"))
    page.apply_update(colleague.change(lambda root: root.children[1].children[0].insert(4, "neue ")))
    restore_text(page, OLD, Others(newer_than(page, seen)))
    text = text_of_page(page)
    assert "Eben geschrieben" in text
    assert "neue " in text
    assert "Neu dazu" not in text


def test_an_item_keeps_a_paragraph_above_what_a_colleague_has_put_below_it():
    page = build_page([seed_state([bullets("eins", "zwei")])])
    seen = page.get_state()
    insert_block(page.get(FIELD, type=XmlFragment).children[0].children[1], 1, bullets("von der Kollegin"))
    restore_text(page, [bullets("eins")], Others(newer_than(page, seen)))
    assert reads(page) == [bullets("eins", [paragraph(), bullets("von der Kollegin")])]


def test_a_block_that_others_have_just_written_in_is_emptied_and_takes_what_comes():
    state = seed_state([paragraph("eins"), paragraph("von der Kollegin")])
    server, browser = build_page([state]), Browser(state)
    update = browser.change(lambda root: root.children[1].children[0].insert(3, " noch mehr"))
    restore_text(server, [paragraph("eins")], Others(just_now=Standing(letters={(1, 0): ((0, 16),)})))
    assert reads(server) == [paragraph("eins"), paragraph()]
    server.apply_update(update)
    assert reads(server) == [paragraph("eins"), paragraph(" noch mehr")]


def test_footnotes_that_come_back_are_the_last_node():
    page = build_page([seed_state([paragraph("a")])])
    seen = page.get_state()
    page.apply_update(Browser(page.get_update()).write("neu"))
    restore_text(page, [paragraph("a"), footnotes({"n1": "Note"})], Others(newer_than(page, seen)))
    assert [block.name for block in blocks_of(page)] == ["paragraph", "paragraph", "footnotes"]


def test_nothing_is_newer_than_the_text_itself():
    page = build_page([seed_state(NOW)])
    assert newer_than(page, page.get_state()) == Standing()


def test_newer_nodes_and_letters_are_found_where_they_stand():
    page = build_page([seed_state(NOW)])
    seen = page.get_state()
    colleague = Browser(page.get_update())
    page.apply_update(colleague.write("zuletzt"))
    page.apply_update(colleague.change(lambda root: root.children[1].children[0].insert(4, "übel ")))
    found = newer_than(page, seen)
    assert found.nodes == {(4,)}
    assert dict(found.letters) == {(1, 0): ((4, 10),)}


@pytest.mark.parametrize("kind", ["changed", "added", "removed"])
def test_one_change_is_taken_back_and_the_others_stay(kind):
    page = build_page([seed_state(NOW)])
    pairs = pair_blocks(OLD, blocks_of(page))
    wanted = {
        "changed": lambda p: p.old and p.new,
        "added": lambda p: p.old is None,
        "removed": lambda p: p.new is None,
    }
    pair = next(pair for pair in pairs if not pair.is_same and wanted[kind](pair))
    assert restore_pair(page, OLD, pair.key)
    left = [other for other in pair_blocks(OLD, blocks_of(page)) if not other.is_same]
    assert pair.key not in [other.key for other in left]
    assert len(left) < len([other for other in pairs if not other.is_same])
    assert not restore_pair(page, OLD, pair.key)


WORDS = st.lists(st.sampled_from(["Der", "Dialog", "besteht", "seit", "2007", "ü😀", "."]), max_size=8).map(" ".join)
LINES = st.one_of(
    WORDS.map(paragraph),
    WORDS.map(lambda text: paragraph("a ", bold(text or "x"), line_break(), "b")),
    st.tuples(st.sampled_from([2, 3]), WORDS).map(lambda pair: heading(*pair)),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda items: bullets(*items)),
)
TEXTS = st.lists(LINES, min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_becomes_any_other(now, target):
    assert reads(as_restored(now, target)) == [normal(block) for block in target]


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_two_people_end_with_the_same_text_and_nothing_typed_is_lost(now, target, data):
    state = seed_state(now)
    server, browser = build_page([state]), Browser(state)
    seen = server.get_state()
    marker = "QQQ"
    is_late = data.draw(st.booleans())
    own_block = data.draw(st.booleans())

    first = browser.root.children[0]
    can_type = first.tag in ("paragraph", "heading") and len(first.children)
    if own_block or not can_type:
        update = browser.write(marker)
    else:
        update = browser.change(lambda root: root.children[0].children[0].insert(0, marker))
    if is_late:
        restore_text(server, target, Others(newer_than(server, seen)))
        server.apply_update(update)
    else:
        server.apply_update(update)
        restore_text(server, target, Others(newer_than(server, seen)))
    browser.page.apply_update(server.get_update())
    assert browser.text == text_of_page(server)
    # Typed before: always there. At the very same moment: wherever the block itself stays.
    if not is_late or own_block or not can_type:
        assert marker in browser.text
