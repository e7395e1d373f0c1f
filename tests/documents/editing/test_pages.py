import json
import re

import pytest
from django.urls import reverse

from documents.editing.actions import append_update
from documents.editing.blocks import paragraph
from documents.editing.models import SCHEMA_VERSION
from documents.editing.words import editor_words
from documents.library.actions import trash_document
from documents.library.models import Document, Folder
from documents.library.queries import unread_counts
from tests.documents.editing.factories import Browser, make_page


@pytest.fixture
def page(cast):
    return make_page(cast)


def address(page) -> str:
    return reverse("editing:document_detail", args=[page.space.slug, page.pk])


def create_address(cast) -> str:
    return reverse("editing:document_create", args=[cast.space.slug])


def test_a_page_shows_its_stored_text_without_any_script(cast, page, client_for):
    append_update(author=cast.member, document=page, payload=Browser.on(page).type(" und <b>mehr</b>"))
    html = client_for(cast.guest).get(address(page)).content.decode()

    assert "<p>Ausgangslage und &lt;b&gt;mehr&lt;/b&gt;</p>" in html
    assert "Cluster-Kontakt Neckar-Alb" in html


def test_what_the_script_is_told(cast, page, client_for):
    html = client_for(cast.member).get(address(page)).content.decode()
    found = re.search(r'<script id="editor-config" type="application/json">(.*?)</script>', html)
    config = json.loads(found[1])

    assert config["socket"] == f"/ws/dokumente/{page.pk}/?me={config['me']}"
    assert config["me"] == cast.member.pk
    assert config["words"]["saving"] == "wird gespeichert …"


def test_the_script_asks_for_every_word_there_is(settings):
    scripts = "".join(path.read_text() for path in (settings.BASE_DIR / "assets/editor").glob("*.js"))
    asked = set(re.findall(r"words\.(\w+)", scripts)) - {"replace"}
    assert asked == {*editor_words(), "readOnly"}


def test_script_and_server_speak_of_the_same_schema(settings):
    script = (settings.BASE_DIR / "assets/editor/messages.js").read_text()
    assert f"SCHEMA_VERSION = {SCHEMA_VERSION};" in script


def test_looking_at_a_page_makes_it_seen(cast, page, client_for):
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 1}
    client_for(cast.member).get(address(page))
    assert unread_counts(cast.member, [cast.space]) == {}


def test_only_what_one_may_do_is_offered(cast, page, client_for):
    rename = reverse("library:document_rename", args=[cast.space.slug, page.pk])
    trash = reverse("library:document_trash", args=[cast.space.slug, page.pk])

    def offered(person) -> tuple[bool, bool]:
        html = client_for(person).get(address(page)).content.decode()
        return rename in html, trash in html

    assert offered(cast.chair) == (True, True)
    assert offered(cast.member) == (True, False)
    assert offered(cast.guest) == (False, False)


def test_pages_in_the_trash_unknown_ones_and_files_are_not_found(cast, page, client_for):
    client = client_for(cast.chair)
    assert client.get(address(page).replace(f"/{page.pk}/", "/99999999999999999999/")).status_code == 404
    Document.objects.filter(pk=page.pk).update(kind=Document.Kind.FILE)
    assert client.get(address(page)).status_code == 404
    Document.objects.filter(pk=page.pk).update(kind=Document.Kind.PAGE)
    assert client.get(address(page)).status_code == 200
    trash_document(by=cast.chair, document=page)
    assert client.get(address(page)).status_code == 404


def test_a_new_page_needs_a_title_and_leads_to_itself(cast, client_for):
    client = client_for(cast.member)
    answer = client.post(create_address(cast), {"title": "Positionspapier"})
    page = Document.objects.get()

    assert answer.status_code == 302
    assert answer["Location"] == address(page)
    assert client.get(address(page)).status_code == 200


def test_a_new_page_may_lie_in_a_folder_and_be_in_another_language(cast, client_for):
    client = client_for(cast.member)
    assert 'name="folder"' not in client.get(create_address(cast)).content.decode()
    folder = Folder.objects.create(space=cast.space, name="Berichte", author=cast.chair)
    foreign = Folder.objects.create(space=cast.other_space, name="Fremd", author=cast.chair)
    asked = client.get(create_address(cast), {"folder": folder.pk}).content.decode()
    assert f'<option value="{folder.pk}" selected>Berichte</option>' in asked

    client.post(create_address(cast), {"title": "Paper", "folder": folder.pk, "language": "en"})
    page = Document.objects.get()
    assert (page.folder, page.language) == (folder, "en")
    bad = {"title": "Paper", "folder": foreign.pk}
    assert client.post(create_address(cast), bad).status_code == 400
    assert client.post(create_address(cast), {"title": "Paper", "language": "xx"}).status_code == 400
    assert Document.objects.count() == 1


@pytest.mark.parametrize("state", Document.State.values)
def test_the_script_is_told_why_one_only_reads(cast, page, client_for, state):
    Document.objects.filter(pk=page.pk).update(state=state)
    html = client_for(cast.guest).get(address(page)).content.decode()
    config = json.loads(re.search(r'<script id="editor-config" type="application/json">(.*?)</script>', html)[1])
    assert config["words"]["readOnly"].startswith("nur lesen")


@pytest.mark.parametrize("title", ["", "+++", "x" * 201, "a%00b"])
def test_a_bad_title_is_told_in_the_form(cast, client_for, title):
    form = "application/x-www-form-urlencoded"
    answer = client_for(cast.member).post(create_address(cast), f"title={title}", content_type=form)

    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()
    assert not Document.objects.exists()


def test_broken_characters_in_a_title_do_no_harm(cast, client_for):
    form = "application/x-www-form-urlencoded"
    answer = client_for(cast.member).post(create_address(cast), "title=a%ED%A0%80b", content_type=form)
    assert answer.status_code in (302, 400)


def test_the_number_of_queries_does_not_depend_on_the_length_of_the_log(cast, client_for, django_assert_num_queries):
    page = make_page(cast, blocks=[paragraph("Anfang")])
    client = client_for(cast.member)
    client.get(address(page))
    browser = Browser.on(page)
    for count in (1, 3):
        for _number in range(count):
            append_update(author=cast.member, document=page, payload=browser.type("x"))
        # session, person, page, membership, seen, language versions, text in one
        with django_assert_num_queries(11):
            client.get(address(page))
