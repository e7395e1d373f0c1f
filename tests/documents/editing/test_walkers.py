from documents.editing.blocks import (
    Block,
    Run,
    blocks_of,
    bold,
    bullets,
    heading,
    italic,
    link,
    numbers,
    paragraph,
    quote,
    seed_state,
)
from documents.editing.state import build_page
from documents.editing.walkers import safe_address, to_html, to_text
from tests.documents.editing.factories import nested

BLOCKS = [
    heading(2, "1. Ausgangslage"),
    paragraph(
        "Ein ",
        bold("fettes"),
        " und ",
        italic("schräges"),
        " Wort 😀, ",
        link("Quelle", "https://example.org/a?b=1&c=2"),
    ),
    bullets("eins", "zwei"),
    numbers("drei"),
    quote("„Zitat“"),
]


def stored(blocks):
    return blocks_of(build_page([seed_state(blocks)]))


def test_html_of_what_was_seeded():
    assert to_html(stored(BLOCKS)) == (
        "<h2>1. Ausgangslage</h2>\n"
        "<p>Ein <strong>fettes</strong> und <em>schräges</em> Wort 😀, "
        '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">Quelle</a></p>\n'
        "<ul><li><p>eins</p></li><li><p>zwei</p></li></ul>\n"
        "<ol><li><p>drei</p></li></ol>\n"
        "<blockquote><p>„Zitat“</p></blockquote>"
    )


def test_text_of_what_was_seeded():
    assert to_text(stored(BLOCKS)).splitlines() == [
        "1. Ausgangslage",
        "Ein fettes und schräges Wort 😀, Quelle",
        "eins",
        "zwei",
        "drei",
        "„Zitat“",
    ]


def test_scripts_and_foreign_nodes_show_only_their_text():
    hostile = [
        paragraph("<script>alert(1)</script>"),
        Block("iframe", (Run("im Rahmen"),), {"src": "https://example.org"}),
        paragraph(Run("da", {"link": {"href": "javascript:alert(1)"}}), Run("dort", {"onclick": {"href": "x"}})),
    ]

    assert to_html(stored(hostile)) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\nim Rahmen\n<p>dadort</p>"


def test_links_lead_only_to_pages_and_mail():
    kept = ["https://example.org", "http://example.org", "mailto:post@example.org", "/gremien/"]
    dropped = [
        "javascript:123",
        "//example.org",
        "/\\example.org",
        "data:text/html,x",
        "",
        "http://[",
        None,
        7,
        "ftp://example.org",
    ]

    assert [safe_address(address) for address in kept] == kept
    assert [safe_address(address) for address in dropped] == [""] * len(dropped)


def test_heading_levels_and_list_starts_stay_in_bounds():
    for value in (1e308, -1, "x", None, float("nan")):
        assert to_html([Block("heading", (Run("a"),), {"level": value})]) in ("<h2>a</h2>", "<h4>a</h4>")
        assert to_html([Block("orderedList", (), {"start": value})]) == "<ol></ol>"


def test_nodes_deeper_than_an_editor_makes_them_are_left_out():
    assert to_html(blocks_of(build_page([nested(500)]))).count("<blockquote>") < 30
