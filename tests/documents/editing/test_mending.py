"""What the server writes fits the editor's schema, so that no editor deletes it; nothing gets lost on the way."""

import json
import shutil
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import XmlElement, XmlFragment, XmlText

from documents.comments.actions import accept_suggestion
from documents.editing import schema
from documents.editing.actions import change_page
from documents.editing.blocks import (
    Block,
    Run,
    append_blocks,
    blocks_of,
    bold,
    bullets,
    code_block,
    comment_mark,
    deleted,
    insert_block,
    mention,
    paragraph,
    rule,
    seed_state,
    table,
    tasks,
)
from documents.editing.fitting import fits
from documents.editing.mending import mend
from documents.editing.queries import blocks_for, load_document
from documents.editing.state import Page, build_page
from documents.editing.updates import FIELD
from tests.documents.editing.factories import make_page

NODE = shutil.which("node") or str(Path(sys.prefix) / "nodejs" / "node")
COMMENT = "11111111-1111-4111-8111-111111111111"
HERE = Path(__file__).parent

_NAMES = [*schema.CONTENT.keys() - {"doc", "text"}, "unknown"]
_MARKS = st.dictionaries(
    st.sampled_from(["bold", "code", "comment--abcd1234", "link", "insertion", "unknown", "odd--abcd1234"]),
    st.just({"id": "x"}),
    max_size=2,
)
_RUNS = st.builds(Run, st.text("aä😀", min_size=1, max_size=3), _MARKS)
_TREES = st.recursive(
    st.one_of(_RUNS, st.builds(Block, st.sampled_from(_NAMES))),
    lambda inner: st.builds(Block, st.sampled_from(_NAMES), st.lists(inner, max_size=4).map(tuple)),
    max_leaves=14,
)
TEXTS = st.lists(st.builds(Block, st.sampled_from(_NAMES), st.lists(_TREES, max_size=4).map(tuple)), max_size=4)


def test_the_description_is_that_of_the_editor():
    found = json.loads(_node("editor_schema.mjs", ""))

    assert found["content"] == schema.CONTENT
    assert set(found["blocks"]) == schema.BLOCKS
    assert set(found["inline"]) == schema.INLINE
    assert set(found["marks"]) == schema.MARKS
    assert {name: frozenset(marks) for name, marks in found["marksIn"].items()} == schema.MARKS_IN
    assert found["needy"] == [], "an attribute without a default deletes the node that lacks it"


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_any_tree_is_made_to_fit_and_keeps_its_letters(blocks):
    page = _written(blocks)
    before = _letters(page)
    root = page.get(FIELD, type=XmlFragment)
    assert fits(page) == (not blocks or _misfits(root, "doc") == [])
    mend(page)

    assert _misfits(root, "doc") == []
    assert fits(page)
    assert not before - _letters(page)
    state = page.get_update()
    mend(page)
    assert page.get_update() == state


@settings(deadline=None, max_examples=3)
@given(st.lists(TEXTS, min_size=40, max_size=60))
def test_the_editor_opens_what_was_mended_without_writing(texts):
    assert [
        text for text in _opened(seed_state(blocks) for blocks in texts) if text["writes"] or not text["fits"]
    ] == []


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([Block("bulletList", (Block("listItem", (bullets("unter"),)),))], [bullets([paragraph(), bullets("unter")])]),
        ([Block("codeBlock", (Run("x", {"bold": {}}),))], [code_block("x")]),
        ([Block("codeBlock", (mention(3, "Vorsitz"),))], [code_block("@Vorsitz")]),
        ([Block("blockquote", (Run("lose"),))], [Block("blockquote", (paragraph("lose"),))]),
        ([Block("box", (paragraph("a"), Run("b")))], [paragraph("a"), paragraph("b")]),
        ([paragraph("a"), Block("bulletList")], [paragraph("a")]),
        ([Block("listItem", (paragraph("a"),))], [bullets("a")]),
        ([Block("horizontalRule", (Run("a"),))], [rule(), paragraph("a")]),
        ([table(["a", "b"], ["c"])], [table(["a", "b"], ["c", ""])]),
        ([paragraph(Run("a", {"sparkle": {}, "bold": {}}))], [paragraph(bold("a"))]),
    ],
)
def test_what_becomes_of_what_does_not_fit(blocks, kept):
    found = blocks_of(build_page([seed_state(blocks)]))
    wanted = blocks_of(_written(kept))
    assert _plain(found) == _plain(wanted)


def test_what_fits_is_left_alone():
    page = _written([paragraph(bold("a")), bullets("b"), tasks(("c", True)), table(["d", "e"]), code_block("f")])
    state = page.get_update()
    mend(page)
    assert page.get_update() == state


def test_changes_of_the_server_are_mended_in_the_same_step(cast):
    page = make_page(cast, blocks=[bullets("eins")])

    def add_hollow_item(text):
        place = text.get(FIELD, type=XmlFragment).children[0]
        insert_block(place, 1, Block("listItem", (bullets("unter"),)))

    assert change_page(author=cast.member, document=page, change=add_hollow_item)
    assert _plain(blocks_for(page.pk)) == _plain([bullets("eins", [paragraph(), bullets("unter")])])
    assert not change_page(author=cast.member, document=page, change=lambda text: None)


def test_an_accepted_deletion_over_two_items_keeps_the_list_below(cast):
    border = Run("\u200b", {"deletion": {"id": "k"}})
    items = bullets([paragraph("eins", border)], [paragraph(border, deleted("weg", "k")), bullets("unter zwei")])
    page = make_page(cast, blocks=[paragraph("oben"), items])
    accept_suggestion(by=cast.member, document=page, key="k")

    (opened,) = _opened([build_page(load_document(page.pk)[0]).get_update()])
    assert opened["writes"] == 0
    assert "unter zwei" in opened["after"]


def test_a_comment_on_code_stays(cast):
    name = comment_mark(COMMENT)
    code = Block("codeBlock", (Run("x = "), Run("geheim", {name: {"id": COMMENT}})))
    (opened,) = _opened([seed_state([code])])
    assert opened["writes"] == 0
    assert name in opened["after"]


def _node(script, text):
    done = subprocess.run(
        [NODE, str(HERE / script)], input=text, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def _opened(states):
    return json.loads(_node("opened.mjs", "".join(b64encode(state).decode() + "\n" for state in states)))


def _written(blocks):
    page = Page()
    with page.transaction():
        append_blocks(page, blocks)
    return page


def _letters(page):
    return Counter("".join(_texts(page.get(FIELD, type=XmlFragment))))


def _texts(node):
    for child in node.children:
        if isinstance(child, XmlText):
            yield from (part for part, _marks in child.diff())
        else:
            yield from _texts(child)


def _misfits(node, name):
    """Return the paths of nodes whose children or marks the schema does not allow."""
    texts = [child for child in node.children if isinstance(child, XmlText) and child.diff()]
    elements = [child for child in node.children if isinstance(child, XmlElement)]
    names = ["text" if isinstance(child, XmlText) else child.tag for child in node.children]
    shown = [found for found, child in zip(names, node.children, strict=True) if found != "text" or child.diff()]
    marks = [mark for text in texts for _part, found in text.diff() for mark in schema.foreign_marks(name, found or ())]
    known = name in schema.CONTENT
    own = [] if known and schema.holds(name, shown) and not marks else [(name, shown, marks)]
    return own + [misfit for child in elements for misfit in _misfits(child, child.tag)]


def _plain(blocks):
    return [_plain_part(block) for block in blocks]


def _plain_part(part):
    if isinstance(part, Run):
        return part.text, tuple(sorted(part.marks))
    return part.name, [_plain_part(inner) for inner in part.content if not isinstance(inner, Run) or inner.text]
