"""The text of a message: the quick way gives what the whole way gives, and names cannot smuggle anything in."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.common.richtext import render_markdown
from realtime.chat.names import Named
from realtime.chat.text import is_plain, render_message, without_private_characters

LETTERS = "abzäöüßÄ éñ 0123456789 ,;:?!'\"()/%€§„“–…·-.~@#*_<>&\\[]`+=\n"


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(alphabet=LETTERS, min_size=1, max_size=60), st.text(min_size=1, max_size=40)))
def test_the_quick_way_gives_what_markdown_and_the_sanitiser_give(text):
    text = text.strip()
    if text and is_plain(text):
        assert render_message(text) == render_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Guten Morgen! Bitte bis Freitag (12.12.) prüfen.",
        "Bei uns waren es 23 Initiativen, nicht 21.",
        "~1.2.3.4~ xxx",
        "„So“ – geht's? Ja; 50 % in 3.5 Tagen.",
    ],
)
def test_everyday_sentences_take_the_quick_way(text):
    assert is_plain(text)
    assert render_message(text) == render_markdown(text)


@pytest.mark.parametrize(
    "text",
    ["siehe example.org", "1. eins", "- eins", "# Titel", "*fett*", "a  \nb", "http://x", "mailto:x", "&amp;", "a_b_"],
)
def test_what_could_be_more_than_words_takes_the_whole_way(text):
    assert not is_plain(text)


def test_people_are_named_whatever_their_name():
    people = [Named(7, "Photonics BW"), Named(8, "<b>*x*</b>"), Named(9, "Photonics")]
    html = render_message("@Photonics BW und @Photonics: **bitte** @<b>*x*</b>", people)
    assert '<strong class="mention" data-person="7">@Photonics BW</strong>' in html
    assert '<strong class="mention" data-person="9">@Photonics</strong>' in html
    assert "@&lt;b&gt;*x*&lt;/b&gt;</strong>" in html
    assert "<strong>bitte</strong>" in html


def test_nobody_can_write_what_stands_for_a_name():
    text = without_private_characters("\ue0000\ue001 hallo")
    assert text == "0 hallo"
    assert render_message("\ue0005\ue001", []).strip() == "<p>5</p>"


def test_a_link_inside_a_name_stays_a_name():
    html = render_message("@example.org <script>alert(1)</script>", [Named(3, "example.org")])
    assert "<a " not in html
    assert "<script" not in html


def test_only_whole_names_at_the_begin_of_a_word_are_names():
    people = [Named(1, "Anna"), Named(2, "Anna Berg")]
    html = render_message("@Anna Bergmann, mail@Anna, (@Anna Berg)", people)
    assert html.count("<strong") == 2
    assert 'data-person="1">@Anna</strong> Bergmann' in html
    assert '(<strong class="mention" data-person="2">@Anna Berg</strong>)' in html


@pytest.mark.parametrize(
    "text",
    [
        "http://a.de/@Anna/x",
        "[x](http://a.de/@Anna)",
        "[x](@Anna)",
        "[x](http://a.de '@Anna')",
        "[x](http://a.de (@Anna))",
        '[x](http://a.de "und @Anna")',
    ],
)
def test_names_in_links_leave_the_links_whole(text):
    html = render_message(text, [Named(1, "Anna")])
    for attribute in re.findall(r'="[^"]*"', html):
        assert "<" not in attribute
    assert "\ue000" not in html
    assert "%EE" not in html
