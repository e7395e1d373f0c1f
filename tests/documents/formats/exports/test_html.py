import re

from documents.editing.blocks import image, inserted, link, paragraph
from documents.formats.exports import body_of, write_html
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, HEAD_LINES, one_picture
from tests.house.html_validity import problems


def html(blocks, **more) -> str:
    return write_html(HEAD, blocks, **more).decode()


def test_file_is_valid_and_loads_nothing():
    page = html(EVERYTHING, images=one_picture)

    assert problems({"seite": page}) == []
    assert re.findall(r'(?:src|href)="(?!#|https://example\.org|data:image/png;base64,)[^"]*"', page) == []
    assert "<script" not in page
    assert 'content="default-src &#x27;none&#x27;' in page


def test_head_stands_on_it():
    page = html([])

    assert "<title>Positionspapier „Cluster &amp; Netze“</title>" in page
    assert [line for line in HEAD_LINES if f"<dd>{line}</dd>" not in page] == []
    assert '<html lang="de">' in page


def test_same_input_gives_the_same_bytes():
    assert write_html(HEAD, EVERYTHING, one_picture) == write_html(HEAD, EVERYTHING, one_picture)


def test_images_only_for_whom_they_may_be_read():
    assert "data:image/png" in html([image(7, "Karte")], images=one_picture)
    assert "<p>[Bild: Karte]</p>" in html([image(8, "Karte")], images=one_picture)
    assert "<p>[Bild: Karte]</p>" in html([image(7, "Karte")])


def test_open_suggestions_stay_out_and_are_said():
    page = html([paragraph("alt", inserted("neu", "s"))])

    assert "<p>alt</p>" in page
    assert "offene Änderungsvorschläge" in page
    assert "offene Änderungsvorschläge" not in html([paragraph("alt")])


def test_links_to_our_pages_are_made_whole():
    assert 'href="https://dialog.example.org/gremien/"' in html([paragraph(link("Gremien", "/gremien/"))])
    assert "<p>x</p>" in html([paragraph(link("x", "javascript:alert(1)"))])


def test_text_alone_can_be_cut_out():
    assert body_of(write_html(HEAD, [paragraph("a <!-- /text --> b")])) == "<p>a &lt;!-- /text --&gt; b</p>"


def test_what_no_file_can_hold_is_left_out():
    assert "<p>ab</p>" in html([paragraph("a\x0b\ud800b")])
