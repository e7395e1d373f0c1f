"""What a page cannot keep of headings and tables is counted and said."""

import pytest
from docx import Document as Word

from documents.formats.imports.reading import read_upload
from documents.formats.imports.report import report_lines
from tests.documents.formats.imports.words import saved


def reported(data: bytes, name: str) -> list[str]:
    return read_upload(data, name).report


MARKDOWN = """## Zwei

##### Fünf

###### Sechs

| Links | Mitte | Rechts |
|:--|:-:|--:|
| a | b | c |

| Ohne | Wunsch |
|--|--|
| a | b |
"""


def test_markdown_says_that_headings_moved_up_and_columns_stand_at_the_left():
    assert reported(MARKDOWN.encode(), "b.md") == report_lines({"alignment": 1, "headings": 2})


@pytest.mark.parametrize(
    ("cell", "n"),
    [
        ('<td align="right">1', 1),
        ("<td class='x' style='color: red; text-align: center'>1", 1),
        ('<TH STYLE="TEXT-ALIGN:RIGHT">1', 1),
        ('<td style="text-align: left">1', 0),
        ('<td align="left">1', 0),
        ("<td>1<p style='text-align:right'>2", 0),
        ('<td>text-align: right style="text-align: right"', 0),
    ],
)
def test_html_says_that_columns_stand_at_the_left(cell, n):
    table = f"<p>Text</p><table><tr>{cell}</table>".encode()
    assert reported(table, "b.html") == report_lines({"alignment": n})


def test_headings_that_all_go_down_by_one_are_counted_too():
    html = "<h1>A</h1><p>a</p><h1>B</h1><h3>C</h3><h4>D</h4>"
    imported = read_upload(html.encode(), "b.html")
    levels = [block.attributes["level"] for block in imported.blocks if block.name == "heading"]
    assert levels == [2, 2, 4, 4]
    assert imported.report == report_lines({"headings": 1})


def test_word_says_that_headings_moved_up():
    word = Word()
    for level in (1, 2, 3, 4, 9):
        word.add_heading(f"Ebene {level}", level)
        word.add_paragraph("Text")
    assert reported(saved(word), "b.docx") == report_lines({"headings": 2})
