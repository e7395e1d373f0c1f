"""Words as they are compared, and what a query means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.contents.excerpts import excerpt_of
from documents.contents.index import _match, _tsquery
from documents.contents.words import MAX_WORD_BYTES, Query, distinct_words, fold, parse_query, stem, stems_of


@pytest.mark.parametrize(
    "words",
    [
        ("Förderungen", "Förderung", "foerderung", "FÖRDERUNGEN"),
        ("Prüfung", "Pruefungen", "prüfungen"),
        ("Straße", "Strasse", "straßen"),
        ("Müller", "Mueller", "Mu\u0308ller"),
    ],
)
def test_forms_of_a_word_have_one_stem(words):
    assert len({stems_of(word) for word in words}) == 1


def test_different_words_stay_apart():
    assert stem("Antrag") != stem("Auftrag")
    assert fold("Москва") != fold("Минск")


def test_a_text_as_stems():
    assert stems_of("Förderung, der „Anträge“!") == " forder der antrag "
    assert stems_of(" ,;! ") == ""


def test_words_are_indexed_as_stem_and_as_written():
    assert distinct_words("Förderungen Förderung") == "forder forderungen forderung"


def test_words_of_a_document_stay_below_what_databases_take():
    words = distinct_words(" ".join(f"{n:040d}" for n in range(60_000)))
    assert len(words) <= MAX_WORD_BYTES


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("*:()&|!-", Query()),
        ("Antrag Förder", Query(words=["antrag"], last=["ford", "forder"])),
        ('"Anträge stellen"', Query(words=["antrag", "stell"], phrases=["antrag stell"])),
        ("„Anträge stellen“ bis", Query(words=["antrag", "stell"], phrases=["antrag stell"], last=["bis"])),
        ('Haus "halb', Query(words=["haus"], last=["halb"])),
        ("a:b*", Query(words=["a"], last=["b"])),
        ("x\x00y", Query(words=["x"], last=["y"])),
        ("AND OR NOT", Query(words=["and", "or"], last=["not"])),
        ("45-4332.62/12", Query(words=["45", "4332", "62"], last=["12"])),
    ],
)
def test_queries_are_words_and_phrases(text, query):
    assert parse_query(text) == query


@given(st.text(max_size=300))
def test_nothing_of_a_query_reaches_the_language_of_a_database(text):
    query = parse_query(text)
    for word in [*query.words, *query.last]:
        assert word.isascii()
        assert word.isalnum()
    assert set(_match(query)) <= set('abcdefghijklmnopqrstuvwxyz0123456789" *()ANDOR')
    assert set(_tsquery(query)) <= set("abcdefghijklmnopqrstuvwxyz0123456789' :*()&|")


def test_ten_thousand_characters_are_cut():
    query = parse_query("wort " * 2000 + '"' * 500)
    assert query.words == ["wort"]
    assert len(parse_query(" ".join(f"w{n}" for n in range(500))).words) == 16


def test_an_excerpt_marks_what_was_found():
    text = "Anfang. " * 50 + "Die FÖRDERUNGEN der <b>Region</b>. " + "Ende. " * 100
    excerpt = excerpt_of(text, parse_query("Foerderung"))
    assert "<mark>FÖRDERUNGEN</mark> der &lt;b&gt;Region" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 300
    assert excerpt_of("Die Straße", parse_query("strasse ")) == "Die <mark>Straße</mark>"
    assert excerpt_of("Nur Anfang", parse_query("anderes")) == "Nur Anfang"
    assert excerpt_of("", parse_query("x")) == ""
