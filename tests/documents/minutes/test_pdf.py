import re
import sys
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.conf import settings
from pypdf import PdfReader

from documents.minutes import actions
from documents.minutes.models import Minutes
from documents.minutes.pdf import pdf_name, render_pdf
from documents.minutes.pdf.tree import markdown_tree
from tests.documents.minutes.factories import write
from tests.workgroups.meetings.factories import AnswerFactory
from workgroups.meetings.models import AgendaItem

# What would do something if it were taken for markup of typst, HTML or Markdown's raw HTML.
HOSTILE = '#import "x" #sys.inputs $x^2$ @ref <label> #{1+1} \\u{41} <script>alert(1)</script> = Titel // weg /* weg */'


def text_of(pdf: bytes) -> str:
    """Return the text with line breaks as spaces and words that were hyphenated joined again."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad]\n", "", text))


def test_published_minutes_hold_everything_in_order(cast, written, meeting):
    AnswerFactory(meeting=meeting, author=cast.member, capacity="im Mandat der Region Neckar-Alb")
    AnswerFactory(meeting=meeting, author=cast.ministry, reply="represented", represented_by="Stellvertretung")
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    text = text_of(render_pdf(written))
    expected = [
        "Protokoll der Sitzung 4/2026", "Cluster-Kontakt Neckar-Alb, im Mandat der Region Neckar-Alb",
        "vertreten durch Stellvertretung", "Veröffentlicht am", "TOP 1: Begrüßung", "TOP 2: Felder",
        "Die Gruppe berät.", "Beschluss 2026-01", "Vier Pflichtfelder.", "Beschluss 2026-02", "Stand jährlich.",
        "TOP 3: Verschiedenes", "Aufgabe", "Muster-Eintrag anlegen.", "Photonics BW, bis 24.11.2026",
    ]  # fmt: skip
    places = [text.index(words) for words in expected]
    assert places == sorted(places)
    assert "Entwurf" not in text
    assert "Seite 1 von" in text
    assert written.sha256 in text.replace(" ", "")


def test_metadata_language_and_tags(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    pdf = render_pdf(written)
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata.title == "Protokoll der Sitzung 4/2026, Cluster-Atlas"
    assert reader.metadata.author == "Cluster-Atlas"
    assert reader.trailer["/Root"]["/Lang"].lower() == "de-de"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_draft_carries_a_clear_mark_on_every_page(written, agenda):
    write(written, agenda[0], "\n\n".join(f"Absatz {n}. " + "Wort " * 60 for n in range(40)))
    reader = PdfReader(BytesIO(render_pdf(written)))
    assert len(reader.pages) > 2
    assert all("Entwurf" in page.extract_text() for page in reader.pages)


def test_hostile_text_is_printed_literally(written, agenda, meeting):
    write(written, agenda[0], f"{HOSTILE}\n\n/b {HOSTILE}\n\n/a Tun ({HOSTILE.replace('(', '').replace(')', '')})")
    AgendaItem.objects.filter(pk=agenda[0].pk).update(title=HOSTILE)
    meeting.title = HOSTILE
    text = text_of(render_pdf(written))
    for words in (
        '#import "x" #sys.inputs $x^2$ @ref',
        "#{1+1} \\u{41}",
        "<script>alert(1)</script>",
        "// weg /* weg */",
    ):
        assert text.count(words) >= 3, words


@pytest.mark.parametrize(
    "text",
    [
        "Emoji 😀 und 漢字 und عربى",
        "Steuerzeichen \x07 \x1b[31m \u202e \u200b \ufffe",
        ">" * 3000,
        "- " * 500 + "x",
        "**" * 2000 + "x" + "**" * 2000,
        "[" * 10_000,
        "- \n- a\n\n1. \n\n> \n\n#\n\n[](https://example.org)\n\n``` \n```\n",
        "1000000000. groß",
        "![Bild](https://example.org/a.png) &amp; &#0; <b>fett</b>",
        "x" * 40_000,
    ],
)
def test_any_text_gives_a_pdf(written, agenda, text):
    write(written, agenda[0], text)
    assert render_pdf(written).startswith(b"%PDF-1.7")


def test_the_same_content_gives_the_same_bytes_without_a_path_of_the_machine(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    pdf = render_pdf(written)
    assert pdf == render_pdf(Minutes.objects.get())
    plain = pdf + b"".join(_streams(pdf))
    for place in (settings.BASE_DIR, Path.home(), gettempdir(), sys.prefix, "minutes.typ"):
        assert str(place).encode() not in plain


def _streams(pdf: bytes):
    for value in PdfReader(BytesIO(pdf)).xref.get(0, {}):
        obj = PdfReader(BytesIO(pdf)).get_object(value)
        if hasattr(obj, "get_data"):
            yield obj.get_data()


def test_links_lead_only_where_a_page_would_lead(written, agenda):
    write(
        written,
        agenda[0],
        "[gut](https://example.org/a) [böse](javascript:alert) [nah](/gremien/) <mailto:a@example.org>",
    )
    reader = PdfReader(BytesIO(render_pdf(written)))
    targets = {
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert targets == {"https://example.org/a", "mailto:a@example.org"}


def test_headings_become_bold_paragraphs():
    assert markdown_tree("# Titel") == [
        {"type": "paragraph", "bold": True, "body": [{"type": "text", "text": "Titel"}]}
    ]


def test_name_of_the_file(written):
    assert pdf_name(written) == "Protokoll-4-2026.pdf"
