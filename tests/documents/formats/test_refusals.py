"""Files that cannot become a page: each is told why at its field, and what was typed stays in the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from documents.editing.queries import text_of
from documents.formats.exports import write_odt
from documents.formats.imports.reading import NoText, TooLargeForPage
from documents.library.models import Document
from tests.documents.editing.factories import make_page
from tests.documents.formats.imports.test_hostile import LAUGHS, MB, OLE, docx, locked, zipped
from tests.documents.formats.samples import HEAD, picture
from tests.house.html_validity import problems

KIND = "Dateien dieser Art"
SHEET = zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
REFUSED = {
    "0 bytes": ("leer.docx", b"", "0 Byte"),
    "an image called Word": ("bild.docx", picture(), KIND),
    "a PDF called Word": ("bericht.docx", b"%PDF-1.7 x", KIND),
    "a table called Word": ("bericht.docx", SHEET, KIND),
    "a program called Markdown": ("bericht.md", b"MZ" + bytes(200), KIND),
    "another ZIP": ("bericht.docx", zipped(**{"a.txt": b"x"}), "keine Word-Datei"),
    "cut off": ("bericht.docx", docx()[:4000], "beschädigt"),
    "a password": ("bericht.docx", locked(docx()), "Passwort"),
    "a password of Word": ("b.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "Passwort"),
    "old Word": ("bericht.doc", OLE + bytes(600), "alten Word-Format"),
    "a bomb": ("b.docx", docx(word__document=b"<w:document>" + b" " * (60 * MB)), "entpackt viel zu groß"),
    "entities": ("bericht.docx", docx(word__document=LAUGHS), "Anweisungen"),
    "2 MB of text": ("bericht.md", b"x" * (2 * MB + 1), "2 MB"),
    "nested too deeply": ("bericht.html", b"<blockquote>" * 5000 + b"x", "zu tief verschachtelt"),
}


def send(client, cast, name: str, data: bytes, query: str = "", **fields):
    address = reverse("formats:import_file", args=[cast.space.slug]) + query
    return client.post(address, {"file": SimpleUploadedFile(name, data), **fields})


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 400
    return {name: list(found) for name, found in response.context["form"].errors.items()}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_file_is_said_at_its_field_and_the_title_is_kept(cast, client_for, case):
    name, data, said = REFUSED[case]
    response = send(client_for(cast.member), cast, name, data, title="Mein Titel")
    html = response.content.decode()

    ((field, (message,)),) = errors(response).items()
    assert field == "file"
    assert said in message
    assert 'value="Mein Titel"' in html
    assert problems({"import": html}) == []
    assert not Document.objects.exists()


@pytest.mark.parametrize("case", ["0 bytes", "cut off", "a password"])
def test_refused_file_leaves_the_page_as_it_is(cast, client_for, case):
    name, data, said = REFUSED[case]
    page = make_page(cast)
    response = send(client_for(cast.member), cast, name, data, query=f"?seite={page.pk}")

    assert said in errors(response)["file"][0]
    assert text_of(page.pk) == "Ausgangslage"


def test_more_text_than_a_page_holds_is_said_as_such(cast, client_for):
    response = send(client_for(cast.member), cast, "b.html", b"<p>" + b"Wort " * 200_000 + b"</p>")

    assert errors(response) == {"file": [str(TooLargeForPage.message)]}
    assert not Document.objects.exists()


@pytest.mark.parametrize("data", [b" \n\n", b"<p></p>"])
def test_a_file_without_text_makes_no_page(cast, client_for, data):
    response = send(client_for(cast.member), cast, "b.html", data)

    assert errors(response) == {"file": [str(NoText.message)]}
    assert not Document.objects.exists()


def test_a_file_without_text_has_nothing_to_insert(cast, client_for):
    page = make_page(cast)
    response = send(client_for(cast.member), cast, "b.html", b"<title>Titel</title>", query=f"?seite={page.pk}")

    assert errors(response) == {"file": [str(NoText.message)]}


@pytest.mark.parametrize(("name", "data"), [("b.odt", write_odt(HEAD, [])), ("b.rtf", b"{\\rtf1 x}")])
def test_other_kinds_of_texts_are_told_the_way(cast, client_for, name, data):
    response = send(client_for(cast.member), cast, name, data)
    words = gettext("This is an OpenDocument or RTF file. Please save it as Word (DOCX) and try again.")

    assert errors(response) == {"file": [words]}


@pytest.mark.parametrize(("title", "name", "stored"), [("\u202e", "mein_bericht.md", "mein bericht"),
                                                       ("", "\u202e.md", "md"),
                                                       (" a\u200b b ", "x.md", "a b")])  # fmt: skip
def test_titles_of_signs_that_nobody_sees_count_as_none(cast, client_for, title, name, stored):
    response = send(client_for(cast.member), cast, name, b"Text", title=title)

    assert response.status_code == 302
    assert Document.objects.get().title == stored
