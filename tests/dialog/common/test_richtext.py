import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.common.errors import Invalid, TooLarge
from dialog.common.richtext import TAGS, clean_text, render_markdown, sanitize_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<p style='position:fixed' class='header' id='inhalt' onclick='x()'>x</p>",
    "<style>body{display:none}</style>",
    "<iframe src='https://evil.example'></iframe>",
    "<form action='https://evil.example'><input name=password></form>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/pixel.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href='https://ok.example' target=_blank rel=opener>x</a>",
    "<base href='https://evil.example/'>",
]
PIECES = st.sampled_from([*HOSTILE, "<", ">", '"', "'", "&", "`", "\n\n", "> ", "* ", "](", "javascript:", "<a href="])


class Reader(HTMLParser):
    """Collects what a browser would see: tags, attributes, and where links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def assert_harmless(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.tags <= TAGS
    assert reader.attributes <= {("a", "href"), ("a", "title"), ("a", "rel")}
    for link in reader.links:
        squeezed = re.sub(r"[\x00-\x20]", "", link).lower()
        assert squeezed.startswith(("http://", "https://", "mailto:", "#")) or re.match(r"/(?![/\\])", squeezed), link


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text):
    assert_harmless(render_markdown(text))
    assert_harmless(sanitize_html(text))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=8).map("".join))
def test_no_mixture_of_text_gets_through(text):
    assert_harmless(render_markdown(text))
    assert_harmless(sanitize_html(text))


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=6).map("".join))
def test_sanitising_again_changes_nothing_that_matters(text):
    assert_harmless(sanitize_html(sanitize_html(text)))


def test_markdown_of_posts_is_rendered():
    html = render_markdown("**fett** und *kursiv*\nneue Zeile\n\n- eins\n- zwei\n\n> Zitat\n\n~~weg~~")
    for part in ("<strong>fett</strong>", "<em>kursiv</em>", "<br>", "<li>eins</li>", "<blockquote>", "<s>weg</s>"):
        assert part in html


def test_addresses_in_the_text_become_links_and_code_stays_as_it_is():
    assert '<a href="https://example.org/a?b=1&amp;c=2"' in render_markdown("siehe https://example.org/a?b=1&c=2")
    assert "<a" not in render_markdown("`https://example.org`")


def test_links_hand_nothing_over():
    assert 'rel="nofollow noopener"' in render_markdown("https://example.org")
    assert 'rel="nofollow noopener"' in render_markdown("[hier](https://example.org)")


def test_own_paths_stay_links():
    assert 'href="/gremien/cluster-atlas/"' in render_markdown("[Gruppe](/gremien/cluster-atlas/)")


def test_html_that_people_type_is_shown_as_text():
    assert "&lt;b&gt;" in render_markdown("<b>")


@pytest.mark.parametrize("text", ["", "   \n ", "a\x00b", "a\ud800b"])
def test_text_that_cannot_be_stored_is_refused(text):
    with pytest.raises(Invalid):
        clean_text(text)


def test_length_is_counted_after_line_ends_are_unified():
    assert clean_text("a\r\nb", limit=3) == "a\nb"
    with pytest.raises(TooLarge):
        clean_text("abcd", limit=3)


def test_a_megabyte_is_refused_before_it_is_rendered():
    with pytest.raises(TooLarge):
        clean_text("x" * 1_000_000)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_cleaned_text_is_stable(text):
    try:
        cleaned = clean_text(text)
    except Invalid:
        return
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")
