"""Text from Word comes in as text: its lists as lists, its headings as headings, its junk not at all."""

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from documents.editing.words import editor_words
from tests.browser.document_page import expect_saved, open_document, stored, text_field, to_end

pytestmark = [pytest.mark.browser, pytest.mark.live]

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->"""
FOOT = "<!--EndFragment--></body></html>"


def item(sign: str, words: str, *, level: int = 1, kind: int = 0, name: str = "MsoListParagraphCxSpMiddle") -> str:
    return f"""<p class={name} style='margin-left:{level * 36}pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:l{kind} level{level} lfo{kind + 1}'><![if !supportLists]><span style='font-family:Symbol;mso-fareast:
Symbol'><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>{words}<o:p></o:p></p>

"""


def plain(words: str, name: str = "MsoNormal") -> str:
    return f"<p class={name}><span style='mso-bidi-font-weight:normal'>{words}<o:p></o:p></span></p>\n\n"


@pytest.fixture
def document(live_cast):
    return create_page(author=live_cast.chair, space=live_cast.space, title="Vermerk", blocks=[paragraph("Anfang.")])


@pytest.fixture
def page(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    page.keyboard.press("Enter")
    return page


def paste(page: Page, html: str, text: str = "x") -> None:
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".ProseMirror").dispatchEvent(event);
        }""",
        [html, text],
    )


def outline(page: Page) -> list[str]:
    """Return the blocks of words with what they stand in: "ol/li/p Erstens"."""
    return text_field(page).evaluate(
        """text => [...text.querySelectorAll("p, h2, h3, h4")].map(block => {
            const path = [];
            for (let at = block; at !== text; at = at.parentElement) path.unshift(at.localName);
            return `${path.join("/")} ${block.textContent}`;
        })"""
    )


def test_lists_of_word_become_lists(page, document):
    items = [
        item("1.", "Erstens", name="MsoListParagraphCxSpFirst"),
        item("a)", "Unterpunkt", level=2),
        item("b)", "Noch einer", level=2),
        item("2.", "<b style='mso-bidi-font-weight:normal'>Zweitens</b>"),
        plain("Dazu gehört", "MsoListParagraphCxSpMiddle"),
        plain("Zwischentext"),
        item("3.", "Drittens"),
        item("·", "Punkt", kind=1),
        item("o", "darunter", kind=1, level=2),
    ]
    paste(page, HEAD + "".join(items) + FOOT)
    expect(text_field(page)).to_contain_text("darunter")
    assert outline(page) == [
        "p Anfang.",
        "ol/li/p Erstens",
        "ol/li/ol/li/p Unterpunkt",
        "ol/li/ol/li/p Noch einer",
        "ol/li/p Zweitens",
        "ol/li/p Dazu gehört",
        "p Zwischentext",
        "ol/li/p Drittens",
        "ul/li/p Punkt",
        "ul/li/ul/li/p darunter",
    ]
    assert text_field(page).locator("ol[start='3']").count() == 1
    assert text_field(page).locator("strong").all_inner_texts() == ["Zweitens"]
    expect_saved(page)
    assert "orderedList" in stored(document)
    assert page.errors == []


def test_headings_and_tables_of_word_come_without_its_junk(page, document):
    sign = "<![if !supportLists]><span style='mso-list:Ignore'>1.1<span>&nbsp;&nbsp; </span></span><![endif]>"
    cells = "".join(
        f"<td width=302 valign=top style='border:solid'><p class=MsoNormal>{w}<o:p></o:p></p></td>" for w in "AB"
    )
    parts = [
        "<h1>Ausgangslage<o:p></o:p></h1>",
        f"<h2 style='mso-list:l2 level2 lfo3'>{sign}Rechtsrahmen<o:p></o:p></h2>",
        plain("<o:p>&nbsp;</o:p>"),
        plain("Die Mittel<span style='mso-comment-continuation:1'> reichen</span>\nnicht <i>aus</i>."),
        "<!--[if gte vml 1]><v:shape id=Bild style='width:10pt'><v:imagedata src='file:///C:/bild.png'/></v:shape><![endif]-->",
        f"<table class=MsoTableGrid border=1 cellspacing=0><tr style='mso-yfti-irow:0'>{cells}</tr></table>",
        "<div style='mso-element:comment-list'><p class=MsoCommentText>Nicht für alle</p></div>",
    ]
    paste(page, HEAD + "".join(parts) + FOOT)
    expect(text_field(page).locator("td")).to_have_count(2)
    cells_at = "div/table/tbody/tr/td/p"
    found = [line for line in outline(page) if not line.endswith(" ")]
    assert found == [
        "p Anfang.",
        "h2 Ausgangslage",
        "h3 1.1 Rechtsrahmen",
        "p Die Mittel reichen nicht aus.",
        f"{cells_at} A",
        f"{cells_at} B",
    ]
    expect_saved(page)
    for junk in ("mso", "Nicht für alle", "supportLists", "file:"):
        assert junk not in stored(document)
    assert page.errors == []


def test_the_styles_that_word_sends_along_do_not_count(page, document):
    styles = "<style><!-- " + "p.MsoNormal {mso-style-unhide:no} " * 60_000 + "--></style>"
    assert len(styles) > 2_000_000
    paste(page, HEAD.replace("</head>", f"{styles}</head>") + plain("Ein kurzer Absatz.") + FOOT)
    expect(text_field(page)).to_contain_text("Ein kurzer Absatz.")
    expect_saved(page)
    assert "Ein kurzer Absatz." in stored(document)


def test_two_megabytes_from_word_are_refused_in_words(page, document):
    paste(page, HEAD + plain("Viel zu viel Text. " * 20) * 6_000 + FOOT)
    with translation.override("de"):
        words = editor_words()["refused"]["too_large"]
    expect(page.locator("[data-note-text]")).to_have_text(words)
    assert "Viel zu viel" not in stored(document)


def test_headings_of_other_pages_come_one_level_lower(page):
    paste(page, "<h1>Titel</h1><p>Text</p><h2>Teil</h2><h5>Rand</h5>")
    expect(text_field(page).locator("h4")).to_have_text("Rand")
    assert outline(page)[1:] == ["h2 Titel", "p Text", "h3 Teil", "h4 Rand"]


def test_what_only_a_style_says_becomes_a_format(page, document):
    bold, italic = "font-weight:700;font-style:normal", "font-size:11pt; font-style: italic"
    words = f"""<span style="{bold}">fett</span> und <span style="{italic}">kursiv</span>, style="bleibt stehen" """
    paste(page, f'<b style="font-weight:normal" id="docs-internal"><p style="line-height:1.3">{words}</p></b>')
    expect(text_field(page).locator("strong")).to_have_text("fett")
    expect(text_field(page).locator("em")).to_have_text("kursiv")
    expect(text_field(page)).to_contain_text('style="bleibt stehen"')
    assert page.errors == []
