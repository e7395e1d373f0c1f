"""The text of a file, for people who read it instead of pictures."""

import pytest
from django.urls import reverse

from dialog.files.models import StoredFile
from documents.contents.models import DocumentText
from documents.library import actions
from tests.dialog.files.reading import samples
from tests.documents.contents.factories import file, page

READERS = {"chair", "moderator", "minute_taker", "member", "ministry", "guest"}


def url_of(document) -> str:
    return reverse("contents:file_text", args=[document.space.slug, document.pk])


def test_a_page_and_a_part(cast, client_for):
    document = file(cast.member, cast.space, "Bericht.txt", "Größe <b>eins</b>".encode())
    client = client_for(cast.guest)
    whole = client.get(url_of(document)).content.decode()
    part = client.get(url_of(document), headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" in whole
    assert "<h1>" not in part
    for html in (whole, part):
        assert "Größe &lt;b&gt;eins&lt;/b&gt;" in html


def test_who_may_read_the_file_reads_its_text(cast, client_for):
    document = file(cast.member, cast.space)
    for name, person in cast.people().items():
        expected = 200 if name in READERS else 302 if name == "anonymous" else 404
        assert client_for(person).get(url_of(document)).status_code == expected, name


@pytest.mark.parametrize("state", DocumentText.State.values)
def test_each_state_is_said_in_words(cast, client_for, state):
    document = file(cast.member, cast.space)
    DocumentText.objects.update(state=state)
    part = client_for(cast.member).get(url_of(document), headers={"HX-Request": "true"}).content.decode()
    assert ("file-text" in part) == (state == "ready")
    assert '<p class="muted">' in part or state == "ready"


def test_an_infected_file_shows_no_text(cast, client_for):
    document = file(cast.member, cast.space, "a.txt", b"geheim")
    StoredFile.objects.update(scan=StoredFile.Scan.INFECTED)
    assert b"geheim" not in client_for(cast.member).get(url_of(document)).content


def test_a_long_text_is_cut(cast, client_for):
    document = file(cast.member, cast.space, "lang.txt", b"Wort " * 50_000)
    assert len(client_for(cast.member).get(url_of(document)).content) < 200_000


def test_pages_and_the_trash_have_no_such_address(cast, client_for):
    client = client_for(cast.member)
    assert client.get(url_of(page(cast.member, cast.space))).status_code == 404
    document = file(cast.member, cast.space, "a.pdf", samples.pdf("x"))
    actions.trash_document(by=cast.member, document=document)
    assert client.get(url_of(document)).status_code == 404


# Choosing a document


def picker_of(space) -> str:
    return reverse("contents:picker", args=[space.slug])


def test_documents_to_choose_from(cast, client_for):
    document = file(cast.member, cast.space, "A_[b].txt", b"Wasserstoff")
    page(cast.member, cast.space, "Haushalt", "nichts")
    page(cast.stranger, cast.other_space, "Fremd", "Wasserstoff")
    client = client_for(cast.member)
    whole = client.get(picker_of(cast.space)).content.decode()
    assert f"[A \\[b\\]]({document.get_absolute_url()})" in whole
    assert "Haushalt" in whole
    assert "Fremd" not in whole
    part = client.get(picker_of(cast.space), {"q": "wasserst"}, headers={"X-Fragment": "1"}).content.decode()
    assert part.count("data-document=") == 1
    assert f'data-document="{document.pk}"' in part
    assert "<h1>" not in part
    nothing = client.get(picker_of(cast.space), {"q": "fehlt"}, headers={"X-Fragment": "1"}).content.decode()
    assert "data-document=" not in nothing


@pytest.mark.parametrize("name", ["member", "guest", "stranger", "former", "anonymous"])
def test_who_may_choose(cast, client_for, name):
    status = client_for(cast.people()[name]).get(picker_of(cast.space)).status_code
    assert status == (200 if name in READERS else 302 if name == "anonymous" else 404)


@pytest.mark.parametrize("query", ["\x00", "a" * 10_000, '"', "* OR"])
def test_hostile_words_choose_nothing_by_accident(cast, client_for, query):
    page(cast.member, cast.space, "Papier", "Text")
    answer = client_for(cast.member).get(picker_of(cast.space), {"q": query})
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "Papier"])
def test_choosing_takes_the_same_number_of_queries(cast, client_for, number, query, django_assert_num_queries):
    for n in range(number):
        page(cast.member, cast.space, f"Papier {n}", "Text")
    client = client_for(cast.member)
    client.get(picker_of(cast.space))
    with django_assert_num_queries(6 if query else 5):
        client.get(picker_of(cast.space), {"q": query}, headers={"X-Fragment": "1"})
