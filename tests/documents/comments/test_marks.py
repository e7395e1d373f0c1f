import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.comments.marks import anchors_of, find_passage, place_mark, remove_mark
from documents.comments.pieces import pieces_of
from documents.editing.blocks import bold, bullets, comment_mark, heading, paragraph, seed_state
from documents.editing.state import build_page

KEY, OTHER = "6f0e1c2a-0000-4000-8000-000000000001", "6f0e1c2a-0000-4000-8000-000000000002"
TEXT = [
    heading(2, "Ausgangslage"),
    paragraph("Die Grüße der ", bold("Arbeitsgruppe"), " gehen an alle 😀 Netzwerke."),
    bullets("Erster Punkt", "Zweiter Punkt"),
    heading(2, "Vorschlag"),
    paragraph("Die Arbeitsgruppe empfiehlt vier Felder."),
]


@pytest.fixture
def page():
    return build_page([seed_state(TEXT)])


def marked(page, key=KEY) -> str:
    return "".join(piece.text for piece in pieces_of(page) if key in piece.ids_of("comment"))


def anchor(page, key=KEY):
    return anchors_of(pieces_of(page))[key]


def test_a_passage_over_formats_and_blocks_is_marked_and_the_rest_stays(page):
    before = "".join(piece.text for piece in pieces_of(page))
    quote = "Arbeitsgruppe gehen an alle 😀 Netzwerke.Erster"
    assert place_mark(page, KEY, quote)
    assert marked(page) == quote
    assert "".join(piece.text for piece in pieces_of(page)) == before
    assert any("bold" in piece.marks and piece.ids_of("comment") for piece in pieces_of(page))


def test_of_equal_passages_the_one_with_the_fitting_surroundings_is_meant(page):
    assert place_mark(page, KEY, "Arbeitsgruppe", prefix="VorschlagDie ", suffix=" empfiehlt")
    assert anchor(page).section == "Vorschlag"
    assert place_mark(page, OTHER, "Arbeitsgruppe", prefix="Grüße der ")
    assert anchor(page, OTHER).section == "Ausgangslage"


def test_comments_may_overlap_and_one_is_taken_off_alone(page):
    place_mark(page, KEY, "Erster Punkt")
    place_mark(page, OTHER, "Punkt")
    assert (marked(page), marked(page, OTHER)) == ("Erster Punkt", "Punkt")
    remove_mark(page, KEY)
    assert (marked(page), marked(page, OTHER)) == ("", "Punkt")


@pytest.mark.parametrize("quote", ["", "steht nicht da", "Punkt Zweiter"])
def test_what_does_not_stand_there_marks_nothing(page, quote):
    before = page.get_state()
    assert not place_mark(page, KEY, quote)
    assert page.get_state() == before


def test_the_anchor_tells_what_stands_around(page):
    place_mark(page, KEY, "empfiehlt")
    found = anchor(page)
    assert (found.quote, found.suffix) == ("empfiehlt", " vier Felder.")
    assert found.prefix.endswith("VorschlagDie Arbeitsgruppe ")


@given(st.text(alphabet="ab 😀ü", min_size=1, max_size=40), st.data())
def test_an_exact_quotation_with_its_surroundings_is_found_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    found = find_passage(text, text[start:stop], text[:start], text[stop:])
    assert found == start or text[found : found + stop - start] == text[start:stop]
    assert found is not None


SCRIPT = """
import * as sha256 from 'lib0/hash/sha256';
import * as buf from 'lib0/buffer';
const digest = sha256.digest(buf.encodeAny({type: 'comment', attrs: {id: process.argv[1]}}));
for (let i = 6; i < digest.length; i++) digest[i % 6] ^= digest[i];
console.log(JSON.stringify('comment--' + buf.toBase64(digest.slice(0, 6))));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="Node.js reads what the editor's library would write")
def test_the_mark_is_stored_under_the_name_that_the_editor_gives_it(settings):
    done = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, KEY],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert json.loads(done.stdout) == comment_mark(KEY)
