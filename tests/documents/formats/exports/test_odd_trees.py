"""What no editor makes, but a stored text may hold, is written all the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.editing.blocks import Block, Run
from documents.formats.choices import FORMATS
from tests.documents.formats.samples import HEAD, one_picture

NAMES = ["paragraph", "heading", "bulletList", "orderedList", "listItem", "taskList", "taskItem", "blockquote",
         "codeBlock", "horizontalRule", "table", "tableRow", "tableHeader", "tableCell", "image", "mention",
         "hardBreak", "fremd", "footnotes", "footnote", "footnoteReference"]  # fmt: skip
VALUES = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(-5, 200), st.text(max_size=8), st.just("n1"))
KEYS = [
    "level",
    "start",
    "checked",
    "colspan",
    "rowspan",
    "document",
    "alt",
    "language",
    "label",
    "data-id",
    "referenceNumber",
]
ATTRIBUTES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)
MARKS = st.dictionaries(
    st.sampled_from(
        ["bold", "italic", "strike", "code", "underline", "link", "comment--x", "insertion", "deletion", "fremd"]
    ),
    st.dictionaries(st.sampled_from(["href", "id"]), st.one_of(VALUES, st.just("https://example.org/<&\x01>"))),
    max_size=3,
)
RUNS = st.builds(Run, st.text(min_size=1, max_size=12), MARKS)
BLOCKS = st.recursive(
    st.builds(Block, st.sampled_from(NAMES), st.lists(RUNS, max_size=3).map(tuple), ATTRIBUTES),
    lambda inner: st.builds(
        Block, st.sampled_from(NAMES), st.lists(st.one_of(inner, RUNS), max_size=4).map(tuple), ATTRIBUTES
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("key", FORMATS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(blocks=st.lists(BLOCKS, max_size=4))
def test_every_writer_takes_every_tree(key, blocks):
    assert FORMATS[key].write(HEAD, blocks, one_picture)
