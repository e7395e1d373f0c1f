from email.message import Message

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.editing.blocks import bullets, footnote_reference, footnotes, heading, image, paragraph
from documents.editing.queries import blocks_for, text_of
from documents.formats.choices import FORMATS
from documents.formats.imports.report import report_lines
from documents.library.models import Document
from tests.documents.editing.factories import make_page
from tests.house.html_validity import problems

MARKS = {"pdf": b"%PDF", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "html": b"<!DOCTYPE", "markdown": b"---\n"}


@pytest.fixture
def page(cast):
    return make_page(cast, title='Papier "Ost/West"', blocks=[paragraph("Ausgangslage"), bullets("eins")])


def send(client, cast, name: str, data: bytes, query: str = "", **fields):
    address = reverse("formats:import_file", args=[cast.space.slug]) + query
    return client.post(address, {"file": SimpleUploadedFile(name, data), **fields})


def words(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_formats_are_offered_without_any_script(cast, page, client_for):
    html = client_for(cast.guest).get(reverse("formats:export", args=[cast.space.slug, page.pk])).content.decode()

    for key in FORMATS:
        assert reverse("formats:export_file", args=[cast.space.slug, page.pk, key]) in html
    assert "formats:import" not in html
    assert problems({"export": html}) == []


def test_formats_of_a_version_lead_to_that_version(cast, page, client_for):
    address = reverse("formats:export", args=[cast.space.slug, page.pk]) + "?fassung=3"
    html = client_for(cast.member).get(address).content.decode()

    assert "Fassung 3" in html
    for key in FORMATS:
        assert reverse("versions:version_export", args=[cast.space.slug, page.pk, 3, key]) in html


@pytest.mark.parametrize("key", FORMATS)
def test_file_is_an_attachment_named_after_its_title(cast, page, client_for, key):
    response = client_for(cast.guest).get(reverse("formats:export_file", args=[cast.space.slug, page.pk, key]))
    about = Message()
    about["Content-Disposition"] = response["Content-Disposition"]

    assert response.content.startswith(MARKS[key])
    assert about.get_content_disposition() == "attachment"
    assert about.get_filename() == f"West_.{FORMATS[key].ending}"
    assert response["Cache-Control"].startswith("private")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == FORMATS[key].media_type


def test_unknown_format_is_not_found(cast, page, client_for):
    address = reverse("formats:export_file", args=[cast.space.slug, page.pk, "exe"])
    assert client_for(cast.member).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_an_export_do_not_grow_with_the_text(cast, client_for, django_assert_num_queries, count):
    page = make_page(cast, blocks=[paragraph(str(n)) for n in range(count)])
    client = client_for(cast.member)
    address = reverse("formats:export_file", args=[cast.space.slug, page.pk, "html"])
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


def test_images_of_others_stay_out(cast, client_for):
    page = make_page(cast, blocks=[image(4711, "Karte")])
    address = reverse("formats:export_file", args=[cast.space.slug, page.pk, "html"])

    assert "[Bild: Karte]" in client_for(cast.member).get(address).content.decode()


def test_file_becomes_a_page_and_says_what_was_left_out(cast, client_for):
    response = send(client_for(cast.member), cast, "bericht.html", b"<h1>Bericht</h1><p>Text</p><img src=x alt=Karte>")
    page = Document.objects.get()

    assert response["Location"] == page.get_absolute_url()
    assert (page.title, page.author) == ("Bericht", cast.member)
    assert text_of(page.pk) == "Text\n[Bild: Karte]"
    assert words(response)[1:] == report_lines({"images_elsewhere": 1})


@pytest.mark.parametrize(("title", "stays"), [("", False), ("Bericht", False), ("Mein Titel", True)])
def test_the_heading_of_a_file_is_its_title_or_stays_in_the_text(cast, client_for, title, stays):
    send(client_for(cast.member), cast, "a.md", b"# Bericht\n\nText", title=title)
    page = Document.objects.get()
    assert page.title == (title or "Bericht")
    assert (heading(2, "Bericht") in blocks_for(page.pk)) == stays


def test_given_title_wins_and_a_name_stands_in_for_none(cast, client_for):
    client = client_for(cast.member)
    send(client, cast, "a.md", b"# Bericht\n\nText", title="Mein Titel")
    send(client, cast, "mein_bericht.md", b"Text")

    assert set(Document.objects.values_list("title", flat=True)) == {"Mein Titel", "mein bericht"}


def test_without_a_file_nothing_happens(cast, client_for):
    response = client_for(cast.member).post(reverse("formats:import_file", args=[cast.space.slug]), {"title": "x"})

    assert response.status_code == 400
    assert "Bitte wählen Sie eine Datei aus." in response.content.decode()


def test_text_goes_to_the_end_of_a_page_and_footnotes_to_its_footnotes(cast, client_for):
    page = make_page(cast, blocks=[paragraph("a", footnote_reference("n1")), footnotes({"n1": "Erste"})])
    source = b"Neuer Absatz[^1]\n\n[^1]: Zweite"
    response = send(client_for(cast.member), cast, "b.md", source, query=f"?seite={page.pk}")

    assert response["Location"] == page.get_absolute_url()
    assert text_of(page.pk).splitlines() == ["a[1]", "Neuer Absatz[2]", "[1] Erste", "[2] Zweite"]
    assert [block.name for block in blocks_for(page.pk)] == ["paragraph", "paragraph", "footnotes"]
    assert page.title == "Positionspapier Clusterpolitik"


def test_the_heading_of_a_file_comes_along_to_the_end_of_a_page(cast, client_for):
    page = make_page(cast, blocks=[paragraph("a")])
    send(client_for(cast.member), cast, "b.md", b"# Anhang\n\nText", query=f"?seite={page.pk}")
    assert blocks_for(page.pk) == (paragraph("a"), heading(2, "Anhang"), paragraph("Text"))


def test_form_is_valid_html(cast, page, client_for):
    client = client_for(cast.member)
    address = reverse("formats:import_file", args=[cast.space.slug])
    pages = {query: client.get(address + query).content.decode() for query in ("", f"?seite={page.pk}")}

    assert problems(pages) == []
