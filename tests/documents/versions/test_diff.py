import time

from hypothesis import given
from hypothesis import strategies as st

from documents.editing.blocks import Run, bold, bullets, commented, heading, paragraph
from documents.versions.comparing import compare
from documents.versions.diff.pairs import pair_blocks, size_of_change
from documents.versions.diff.words import Budget, Part, compare_words
from tests.documents.editing.texts import EVERYTHING, sections


def parts(old: str, new: str) -> list[tuple[str, str]]:
    return [(part.op, part.text) for part in compare_words(old, new, Budget())]


def test_words_are_compared_and_not_letters():
    assert parts("Sie empfiehlt fünf Felder.", "Sie empfiehlt vier Felder.") == [
        ("same", "Sie empfiehlt "),
        ("removed", "fünf"),
        ("added", "vier"),
        ("same", " Felder."),
    ]


def test_neighbouring_words_change_in_one_piece():
    assert parts("Heute rund 40 Netze", "Heute mehr als 30 Netze") == [
        ("same", "Heute "),
        ("removed", "rund 40"),
        ("added", "mehr als 30"),
        ("same", " Netze"),
    ]


@given(st.text(alphabet="ab .ü", max_size=60), st.text(alphabet="ab .ü", max_size=60))
def test_both_texts_can_be_read_from_the_parts(old, new):
    found = compare_words(old, new, Budget())
    assert "".join(part.text for part in found if part.op != "added") == old
    assert "".join(part.text for part in found if part.op != "removed") == new


def test_above_the_budget_a_line_is_shown_as_replaced():
    assert compare_words("a b", "c d", Budget(0)) == [Part("removed", "a b"), Part("added", "c d")]


def test_a_changed_block_stands_beside_the_one_that_it_was():
    old = [heading(2, "Ziel"), paragraph("Wir prüfen alle Felder im Atlas."), paragraph("Schluss")]
    new = [paragraph("Vorweg"), heading(2, "Ziel"), paragraph("Wir prüfen fünf Felder im Atlas."), paragraph("Schluss")]
    states = [row.state for row in compare(old, new).rows]
    assert states == ["added", "same", "changed", "same"]


def test_comments_are_no_change_and_formatting_is_one_without_letters():
    assert pair_blocks([paragraph("a b")], [paragraph("a ", commented("b", "k1"))])[0].is_same
    (row,) = compare([paragraph("a b")], [paragraph("a ", bold("b"))]).rows
    assert row.is_format_only
    assert size_of_change([paragraph("a b")], [paragraph("a ", bold("b"))]) == (0, 0)


def test_items_of_a_list_are_compared_one_by_one():
    (row,) = compare([bullets("eins", "zwei alt", "drei")], [bullets("eins", "zwei neu", "drei")]).rows
    assert [[part.op for part in line.parts] for line in row.lines] == [
        ["same"],
        ["same", "removed", "added"],
        ["same"],
    ]


def test_whatever_a_text_holds_can_be_compared_with_nothing_and_itself():
    assert {row.state for row in compare(EVERYTHING, EVERYTHING).rows} == {"same"}
    assert {row.state for row in compare([], EVERYTHING).rows} == {"added"}
    assert {row.state for row in compare(EVERYTHING, []).rows} == {"removed"}


def test_long_stretches_are_folded():
    text = [paragraph(f"Absatz {number}") for number in range(6)]
    rows = compare(text, [*text, paragraph("neu")]).rows
    assert [(row.state, row.count, row.is_long) for row in rows] == [("same", 6, True), ("added", 0, False)]


def changed(blocks):
    return [paragraph(*[Run(part.text[::-1]) if isinstance(part, Run) else part for part in block.content])
            if block.name == "paragraph" else block for block in blocks]  # fmt: skip


def test_long_texts_take_bounded_work():
    long = sections(50)
    cases = [
        (long, changed(long)),
        ([paragraph("der " * 10_000)], [paragraph("die " * 10_000)]),
        ([paragraph("")] * 3_000, [paragraph("x")] * 3_000),
        ([paragraph(str(n)) for n in range(3_000)], [paragraph(str(n)) for n in range(3_000, 0, -1)]),
    ]
    for old, new in cases:
        start = time.process_time()
        compare(old, new)
        # A bound against work that grows with the square; what it takes is some tenths of this.
        assert time.process_time() - start < 10
