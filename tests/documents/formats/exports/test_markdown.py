import json

from documents.editing.blocks import Block, Run, bold, bullets, cell, code_block, image, paragraph, quote, table, tasks
from documents.formats.exports import write_markdown
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture


def markdown(*blocks) -> str:
    """Return what stands below the title."""
    return write_markdown(HEAD, blocks, one_picture).decode().split("\n\n", 2)[-1].rstrip("\n")


def test_head_stands_before_the_text():
    front = write_markdown(HEAD, []).decode().split("---\n")[1].splitlines()
    values = [json.loads(line.split(": ", 1)[1]) for line in front]

    assert values == [HEAD.title, "de", *HEAD_LINES]


def test_signs_of_markdown_are_taken_as_text():
    assert markdown(paragraph("# a"), paragraph("1. b *c* [d](e) <f> `g`"), paragraph("- h | i")) == (
        "\\# a\n\n1\\. b \\*c\\* \\[d\\](e) \\<f\\> \\`g\\`\n\n\\- h \\| i"
    )


def test_marks_as_signs_where_they_are_read_and_as_tags_elsewhere():
    assert markdown(paragraph("a ", bold("b"), " c")) == "a **b** c"
    assert markdown(paragraph("a", bold("(b)"), "c")) == "a<strong>(b)</strong>c"
    assert markdown(paragraph(bold("a "), Run("b", {"italic": {}}))) == "<strong>a</strong> <em>b</em>"


def test_tables_tasks_and_quotes():
    assert markdown(table(["a", "b|c"], ["d", ""])) == "| a | b\\|c |\n| --- | --- |\n| d |  |"
    assert markdown(tasks(("a", False), ("b", True))) == "- [ ] a\n- [x] b"
    assert markdown(quote("a", "b")) == "> a\n>\n> b"


def test_joined_cells_stand_as_html():
    assert markdown(table([cell(paragraph("a"), colspan=2)])).startswith("<div")


def test_neighbouring_lists_are_kept_apart():
    assert markdown(bullets("a"), bullets("b")) == "- a\n\n<!-- -->\n\n- b"


def test_code_is_fenced_longer_than_what_is_in_it():
    assert markdown(code_block("a\n```\nb", "python")) == "````python\na\n```\nb\n````"
    assert markdown(paragraph(Run("a`b", {"code": {}}))) == "``a`b``"


def test_images_are_links_for_whom_they_may_be_seen():
    assert markdown(image(7, "Karte")) == "![Karte](<https://dialog.example.org/dokumente/bild/7/>)"
    assert markdown(image(8, "Karte")) == "\\[Bild: Karte\\]"
    assert markdown(Block("image")) == "\\[Bild: –\\]"
