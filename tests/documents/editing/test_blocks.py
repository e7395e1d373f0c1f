from pycrdt import XmlFragment

from documents.editing.blocks import (
    Block,
    Run,
    append_blocks,
    blocks_of,
    comment_mark,
    commented,
    footnotes,
    line_break,
    paragraph,
    seed_state,
)
from documents.editing.state import build_page
from documents.editing.updates import FIELD, check_update
from tests.documents.editing.texts import EVERYTHING


def stored(blocks) -> tuple[Block, ...]:
    return blocks_of(build_page([seed_state(blocks)]))


def test_every_node_comes_back_as_it_was_put_in():
    assert stored(EVERYTHING) == tuple(EVERYTHING)


def test_what_is_seeded_passes_the_gate_for_updates():
    assert check_update(seed_state(EVERYTHING)) > 50


def test_text_and_inline_nodes_keep_their_order():
    parts = paragraph("a", line_break(), "b", line_break(), Run("c", {"bold": {}}), "d")
    assert stored([parts]) == (parts,)


def test_a_page_without_text_has_an_empty_paragraph():
    assert stored([]) == (paragraph(),)


def test_blocks_are_added_before_the_footnotes():
    page = build_page([seed_state([paragraph("a"), footnotes({"n": "Note"})])])
    append_blocks(page, [paragraph("b"), paragraph("c")])

    assert [block.name for block in blocks_of(page)] == ["paragraph", "paragraph", "paragraph", "footnotes"]
    assert len(page.get(FIELD, type=XmlFragment).children) == 4


def test_comments_on_the_same_words_are_kept_apart():
    (block,) = stored([paragraph(commented("dies", "k2", "k1"))])
    assert block.content[0].comments == ("k1", "k2")


def test_mark_of_a_comment_is_named_as_the_editor_names_it():
    assert comment_mark("0b9c2b4e-1111-4222-8333-444455556666") == "comment--RwVMU4hb"


def test_broken_attributes_count_as_missing():
    block = Block("x", (), {"a": float("nan"), "b": "7", "c": 1e308, "d": 3.0, "e": None})
    assert [block.number(name, 1) for name in "abcde"] == [1, 1, 1, 3, 1]
    assert [block.word(name) for name in "abe"] == ["", "7", ""]
