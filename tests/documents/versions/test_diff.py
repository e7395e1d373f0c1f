import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.editing.blocks import (
    Run,
    bold,
    bullets,
    commented,
    deleted,
    heading,
    image,
    inserted,
    link,
    mention,
    paragraph,
    tasks,
)
from documents.versions.comparing import compare, size_of_change
from documents.versions.diff.pairs import pair_blocks
from documents.versions.diff.words import Budget, Part, compare_words
from tests.documents.comments.counting import steps_of
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
    assert size_of_change([paragraph("a b")], [paragraph("a ", bold("b"))]) == (1, 1)


SAME_WORDS = {
    "ticked": (tasks(("x", False)), tasks(("x", True)), "Aufgabe abgehakt"),
    "link": (paragraph(link("hier", "https://a.example")), paragraph(link("hier", "https://b.example")), "b.example"),
    "new link": (paragraph("hier"), paragraph(link("hier", "https://b.example")), "b.example"),
    "picture": (image(1, "Karte"), image(2, "Karte"), "Karte"),
    "level": (heading(2, "A"), heading(3, "A"), "2"),
    "person": (paragraph(mention(1, "Leitung")), paragraph(mention(2, "Leitung")), "@Leitung"),
    "accepted": (paragraph(inserted("neu", "k")), paragraph("neu"), "neu"),
}


@pytest.mark.parametrize("case", SAME_WORDS)
def test_what_changes_without_a_word_is_told_and_counted(case):
    old, new, said = SAME_WORDS[case]
    (row,) = compare([old], [new]).rows
    assert (row.state, row.is_format_only, len(row.notes)) == ("changed", False, 1)
    if case != "ticked":
        assert said in row.notes[0].words
    assert size_of_change([old], [new]) == (1, 1)


def test_a_format_is_named_with_the_words_that_it_lies_on():
    (row,) = compare([paragraph("eins zwei drei")], [paragraph("eins ", bold("zwei"), " vier")]).rows
    assert [(note.kind, note.text) for note in row.notes] == [("bold", "zwei")]
    assert not row.is_format_only


def test_open_suggestions_are_told_apart_from_the_text():
    (row,) = compare([paragraph("fünf")], [paragraph(deleted("fünf", "k"), inserted("vier", "k"))]).rows
    (line,) = row.lines
    assert [(part.text, part.suggested) for part in line.parts if part.op != "removed"][-1] == ("vier", "insertion")


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
        # Some millions; without bounds it would be hundreds of them.
        assert steps_of(lambda old=old, new=new: compare(old, new)) < 20_000_000
