from django.utils.translation import override

from documents.editing.blocks import (
    Block,
    Run,
    append_blocks,
    blocks_of,
    bold,
    bullets,
    cell,
    commented,
    deleted,
    footnote_reference,
    footnotes,
    heading,
    image,
    inserted,
    italic,
    link,
    mention,
    numbers,
    paragraph,
    quote,
    seed_state,
    table,
    task,
    tasks,
)
from documents.editing.state import Page, build_page
from documents.editing.updates import MAX_NESTING
from documents.editing.walkers import safe_address, to_html, to_text
from tests.documents.editing.factories import nested
from tests.documents.editing.texts import EVERYTHING, sections
from tests.house.html_validity import problems

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

    page = Page()
    with page.transaction():
        append_blocks(page, hostile)
    assert to_html(blocks_of(page)) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\nim Rahmen\n<p>dadort</p>"
    assert to_html(stored(hostile)).splitlines()[1:] == ["<p>im Rahmen</p>", "<p>dadort</p>"]


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


def test_nodes_deeper_than_a_text_may_be_are_left_out():
    assert to_html(blocks_of(build_page([nested(500)]))).count("<blockquote>") == MAX_NESTING + 1


def test_tasks_say_their_state_in_sign_and_words():
    html = to_html(stored([tasks(("erledigen", False), ("erledigt", True))]))

    assert html == (
        '<ul class="task-list" data-type="taskList">'
        '<li data-type="taskItem" data-checked="false"><span class="task-list__state" role="img" aria-label="offen">☐'
        "</span> <div><p>erledigen</p></div></li>"
        '<li data-type="taskItem" data-checked="true"><span class="task-list__state" role="img" aria-label="erledigt">☑'
        "</span> <div><p>erledigt</p></div></li></ul>"
    )


def test_table_has_a_head_and_spans_within_its_bounds():
    rows = [
        ["Region", "Mittel"],
        [cell(paragraph("Ost"), header=True), cell(paragraph("5"), rowspan=50)],
        [cell(paragraph("x"), colspan=2)],
    ]
    html = to_html(stored([table(*rows), table(["a", ""]), Block("table")]))

    assert '<thead><tr><th scope="col"><p>Region</p></th><th scope="col"><p>Mittel</p></th></tr></thead>' in html
    assert '<tr><th scope="row"><p>Ost</p></th><td rowspan="2"><p>5</p></td></tr>' in html
    assert '<td colspan="2"><p>x</p></td>' in html
    assert 'aria-label="Tabelle 1"' in html
    assert 'aria-label="Tabelle 2"' in html
    assert "Tabelle 3" not in html
    assert '<th scope="col"><p>a</p></th><td></td>' in html.replace("<td><p></p></td>", "<td></td>")


def test_header_that_reaches_down_stays_in_the_body():
    html = to_html([table([cell(paragraph("a"), header=True, rowspan=2)], ["b"])])
    assert "<thead>" not in html


def test_images_come_from_the_library_or_stand_as_words():
    blocks = stored([image(7, 'Karte "Ost"'), image(0, "weg"), Block("image", (), {"document": "x", "src": "//evil"})])

    assert to_html(blocks).splitlines() == [
        '<figure><img src="/dokumente/bild/7/" alt="Karte &quot;Ost&quot;" loading="lazy"></figure>',
        "<p>[Bild: weg]</p>",
        "<p>[Bild: –]</p>",
    ]
    assert to_html(blocks[:1], image_source=lambda _id: "") == "<p>[Bild: Karte &quot;Ost&quot;]</p>"


def test_footnotes_are_numbered_by_their_references_and_linked_both_ways():
    blocks = stored(
        [
            paragraph("a", footnote_reference("zwei"), "b", footnote_reference("eins"), footnote_reference("eins")),
            footnotes({"eins": "Erste", "zwei": "Zweite", "los": "Lose"}),
            footnotes({"eins": "noch einmal"}),
        ]
    )
    html = to_html(blocks, prefix="alt-")

    assert (
        'a<sup id="alt-fussnote-1-text"><a href="#alt-fussnote-1" role="doc-noteref" aria-label="Fußnote 1">1</a>'
        in html
    )
    assert html.count('id="alt-fussnote-2-text"') == 1
    assert '<li id="alt-fussnote-1"><p>Zweite <a href="#alt-fussnote-1-text" role="doc-backlink"' in html
    assert html.index("Zweite") < html.index("Erste") < html.index("<li><p>Lose")
    assert "noch einmal" not in html
    assert to_text(blocks).splitlines() == ["a[1]b[2][2]", "[1] Zweite", "[2] Erste", "Lose"]


def test_reference_without_its_note_shows_the_number_it_had():
    assert to_html([paragraph("a", footnote_reference("x", 4))]) == "<p>a<sup>4</sup></p>"


def test_suggestions_and_comments_are_said_in_words():
    blocks = stored([paragraph("a ", deleted("alt", "s1"), inserted("neu", "s2"), " ", commented("gut", "k1", "k2"))])
    html = to_html(blocks)

    assert '<del data-id="s1"><span class="sr-only">Vorschlag, streichen: </span>alt<span' in html
    assert '<span class="sr-only"> (Ende)</span></del>' in html
    assert '<ins data-id="s2"><span class="sr-only">Vorschlag, einfügen: </span>neu<span' in html
    assert '<mark class="marked" data-comment="k1 k2"><span class="sr-only">Kommentiert: </span>gut<span' in html


def test_neighbours_of_one_suggestion_or_link_stand_in_one_element():
    marks = {"insertion": {"id": "s"}, "link": {"href": "/a"}}
    html = to_html([paragraph(Run("a", marks), Run("b", {**marks, "bold": {}}), Run("c", {"insertion": {"id": "t"}}))])

    assert html.count("<ins ") == 2
    assert '<a href="/a" rel="nofollow noopener">a<strong>b</strong></a>' in html


def test_mentions_and_all_the_rest_as_text():
    blocks = stored(
        [
            paragraph("Bitte ", mention(5, "Leitung <AG>")),
            Block("taskList", (task(True, paragraph("fertig"), paragraph("mehr")),)),
            table(["a", "b"], ["c", "d"]),
            image(3, "Karte"),
        ]
    )

    assert '<span class="mention">@Leitung &lt;AG&gt;</span>' in to_html(blocks)
    assert to_text(blocks).splitlines() == ["Bitte @Leitung <AG>", "☑ fertig", "mehr", "a\tb", "c\td", "[Bild: Karte]"]


def test_words_follow_the_language_of_the_reader():
    with override("en"):
        assert 'aria-label="done"' in to_html([tasks(("x", True))])


def test_html_of_every_node_is_valid():
    body = to_html(stored(EVERYTHING))
    head = '<!DOCTYPE html><html lang="de"><head><title>Seite</title></head>'
    page = f"{head}<body><main><h1>Seite</h1>{body}</main></body></html>"
    assert problems({"seite": page}) == []


def test_a_long_page_is_written_whole():
    html = to_html(stored(sections(50)))
    assert html.count("<h2>") == 50
    assert len(html.split()) > 10_000
