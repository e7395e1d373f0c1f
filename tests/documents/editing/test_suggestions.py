from dataclasses import replace

from documents.editing.blocks import (
    Block,
    Run,
    bold,
    bullets,
    cell,
    commented,
    deleted,
    footnote_reference,
    inserted,
    line_break,
    mention,
    numbers,
    paragraph,
    table,
    task,
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


def test_an_item_keeps_a_paragraph_before_the_list_in_it():
    """The editor knows no item that begins with something else, and would take the whole item away."""
    below = bullets("unter")
    text = [bullets([paragraph(deleted("weg", "s")), below], [paragraph("bleibt")])]
    assert without_suggestions(text, keep="new") == (bullets([paragraph(), below], "bleibt"),)
    ticked = [Block("taskList", (task(True, paragraph(inserted("neu", "s")), below),))]
    assert without_suggestions(ticked) == (Block("taskList", (task(True, paragraph(), below),)),)


def test_what_is_joined_to_code_becomes_plain_letters():
    code = Block("codeBlock", (Run("x = 1"), deleted("\n", "s")), {"language": "python"})
    line = paragraph(deleted("weg", "s"), " dann ", bold("fett"), line_break(), mention(7, "Moderation"),
                     footnote_reference("n"), commented("Rest", "k"))  # fmt: skip
    (joined,) = without_comments(without_suggestions([code, line], keep="new"))
    assert joined == replace(code, content=(Run("x = 1 dann fett\n@ModerationRest"),))
