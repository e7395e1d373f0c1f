from documents.editing.blocks import (
    bold,
    bullets,
    cell,
    commented,
    deleted,
    inserted,
    numbers,
    paragraph,
    table,
)
from documents.editing.suggestions import has_suggestions, without_comments, without_suggestions

TEXT = [
    paragraph("Die ", deleted("Fünf", "s1"), inserted("Sechs", "s2"), " Regionen"),
    paragraph(inserted("Ganz neu.", "s3")),
    paragraph(deleted("Ganz weg.", "s4")),
    paragraph(),
]


def test_old_and_new_text():
    assert without_suggestions(TEXT) == (paragraph("Die Fünf Regionen"), paragraph("Ganz weg."), paragraph())
    assert without_suggestions(TEXT, keep="new") == (
        paragraph("Die Sechs Regionen"),
        paragraph("Ganz neu."),
        paragraph(),
    )


def test_list_items_of_which_nothing_is_left_go_and_cells_stay():
    blocks = [
        bullets("a", inserted("b", "s")),
        numbers(inserted("c", "s")),
        table(["x", cell(paragraph(inserted("d", "s")))]),
    ]

    assert without_suggestions(blocks) == (bullets("a"), table(["x", cell(paragraph())]))


def test_other_marks_stay():
    assert without_suggestions([paragraph("a", bold("b"))]) == (paragraph("a", bold("b")),)


def test_suggestions_are_found_wherever_they_are():
    assert has_suggestions([bullets("a", inserted("b", "s"))])
    assert not has_suggestions([bullets("a", commented("b", "s"))])


def test_comments_are_taken_off():
    assert without_comments([bullets(commented("a", "k1", "k2")), paragraph("b", commented("c", "k"))]) == (
        bullets("a"),
        paragraph("bc"),
    )


def test_borders_that_were_suggested_go_with_the_suggestion():
    parted = [paragraph("a", inserted("\u200b", "s")), paragraph(inserted("\u200b", "s"), "b"), paragraph("c")]
    joined = [bullets([paragraph("a", deleted("x\u200b", "s"))], [paragraph(deleted("\u200b", "s"), "b")])]

    assert without_suggestions(parted) == (paragraph("ab"), paragraph("c"))
    assert without_suggestions(parted, keep="new") == (paragraph("a"), paragraph("b"), paragraph("c"))
    assert without_suggestions(joined) == (bullets("ax", "b"),)
    assert without_suggestions(joined, keep="new") == (bullets("ab"),)


def test_neighbours_of_two_suggestions_stay_apart():
    blocks = [paragraph("a", inserted("x", "s")), paragraph(inserted("y", "t"), "b")]
    assert without_suggestions(blocks) == (paragraph("a"), paragraph("b"))
