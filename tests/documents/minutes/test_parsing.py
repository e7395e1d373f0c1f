from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.common.errors import Invalid
from documents.minutes.parsing import Parsed, parse_entries

DAY = date(2026, 11, 8)


def parsed(text):
    return parse_entries(text, on=DAY)


def test_marks_at_the_start_of_a_line_make_entries():
    text = (
        "Es wird beraten.\n\nLange.\n/b Vier Felder\nund zwar alle.\n\nDanach mehr.\n/N Eine Notiz\n/a Eintrag anlegen"
    )
    assert parsed(text) == [
        Parsed("text", "Es wird beraten.\n\nLange."),
        Parsed("decision", "Vier Felder\nund zwar alle."),
        Parsed("text", "Danach mehr."),
        Parsed("note", "Eine Notiz"),
        Parsed("task", "Eintrag anlegen"),
    ]


@pytest.mark.parametrize("line", ["Siehe /b oben", " /b eingerückt", "/beschluss", "/x nichts", "//b"])
def test_other_lines_stay_text(line):
    assert [entry.kind for entry in parsed(line)] == ["text"]


@pytest.mark.parametrize("text", ["", "\n \n", "/b", "/b \n\n/a\n"])
def test_marks_without_words_are_left_out(text):
    assert parsed(text) == []


@pytest.mark.parametrize(
    ("end", "responsible", "due_on"),
    [
        ("(Photonics BW, bis 24.11.2026)", "Photonics BW", date(2026, 11, 24)),
        ("(bis 1.12.2026)", "", date(2026, 12, 1)),
        ("(Region Stuttgart bis 24.11.)", "Region Stuttgart", date(2026, 11, 24)),
        ("(bis 31.01.)", "", date(2027, 1, 31)),
        ("(Leitung)", "Leitung", None),
    ],
)
def test_task_says_who_and_until_when(end, responsible, due_on):
    assert parsed(f"/a Eintrag anlegen {end}") == [Parsed("task", "Eintrag anlegen", responsible, due_on)]


@pytest.mark.parametrize("day", ["31.02.2026", "00.01.2026", "30.02.", "99.99.9999", "1.1.0000"])
def test_day_that_does_not_exist_is_told(day):
    with pytest.raises(Invalid) as caught:
        parsed(f"/a Eintrag (bis {day})")
    assert day in str(caught.value)


def test_brackets_in_decisions_stay():
    assert parsed("/b Vier Felder (einstimmig)") == [Parsed("decision", "Vier Felder (einstimmig)")]


@given(st.text())
def test_any_text_gives_entries_or_a_named_error(text):
    try:
        entries = parsed(text)
    except Invalid:
        return
    assert all(entry.source for entry in entries)


def test_many_spaces_before_the_end_of_a_task_cost_no_time():
    text = "/a" + " " * 38_000 + "x (wer, bis 1.2.2027) y"
    [entry] = parse_entries(text, on=date(2026, 11, 23))
    assert entry.responsible == ""
