"""Pages that were open while somebody else changed the thing: what is said, and that nothing is lost."""

import pytest
from django.urls import reverse

from documents.library import actions
from documents.library.models import Document
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def url(cast, name, *args):
    return reverse(f"library:{name}", args=[cast.space.slug, *args])


def told(answer) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


OPEN = {
    "file_detail": None,
    "file_download": None,
    "document_rename": {"title": "Von mir getippt"},
    "document_details": {"tags": "Atlas", "description": "Von mir getippt"},
    "document_move": {"folder": ""},
    "document_trash": {},
    "file_lock": {"note": "Von mir getippt"},
    "version_add": {"note": "Von mir getippt"},
}


@pytest.mark.parametrize("name", OPEN)
def test_what_went_to_the_trash_meanwhile_is_told_with_the_name_and_what_was_typed(cast, member, client_for, name):
    document = put_file(cast.space, cast.member, title="Zahlen 2017")
    actions.trash_document(by=cast.chair, document=document)
    address, data = url(cast, name, document.pk), OPEN[name]
    answer = member.get(address) if data is None else member.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Zahlen 2017" in page
    assert cast.chair.display_name in page
    assert all(text in page for text in (data or {}).values())
    assert url(cast, "document_restore", document.pk) not in page  # it was the chair who moved it there
    assert url(cast, "document_restore", document.pk) in client_for(cast.chair).get(address).content.decode()
    for person in (cast.guest, cast.stranger):
        unseen = client_for(person).get(address)
        assert unseen.status_code == 404
        assert "Zahlen 2017" not in unseen.content.decode()


def test_the_script_is_told_in_words_too(cast, member):
    document = put_file(cast.space, cast.member, title="Zahlen 2017")
    actions.trash_document(by=cast.chair, document=document)
    answer = member.post(url(cast, "version_add", document.pk), {}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (404, "gone")
    assert "Zahlen 2017" in answer.json()["message"]


@pytest.mark.parametrize("name", ["folder_detail", "folder_rename", "folder_trash", "folder_archive"])
def test_a_folder_that_went_meanwhile_is_told(cast, member, name):
    folder = FolderFactory(space=cast.space, author=cast.member, name="Berichte")
    actions.trash_folder(by=cast.chair, folder=folder)
    answer = member.get(url(cast, name, folder.pk))
    assert answer.status_code == 404
    assert "Berichte" in answer.content.decode()


def test_what_is_back_already_is_told_in_the_trash(cast, client_for):
    document = put_file(cast.space, cast.member, title="Zahlen 2017")
    chair = client_for(cast.chair)
    for name in ("document_restore", "document_delete"):
        answer = chair.post(url(cast, name, document.pk))
        assert answer.status_code == 404
        assert document.get_absolute_url() in answer.content.decode()
    assert Document.objects.filter(trashed_at__isnull=True).exists()


def test_of_what_was_ticked_only_what_is_there_is_done_and_the_rest_named(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    stays, gone = (DocumentFactory(space=cast.space, author=cast.member, title=title) for title in ("Bleibt", "Weg"))
    actions.trash_document(by=cast.chair, document=gone)
    both = {"documents": [stays.pk, gone.pk], "target": folder.pk}
    said = told(member.post(url(cast, "things_move"), both, follow=True))
    assert [level for level, _words in said] == ["warning", "success"]
    assert "Weg" in said[0][1]
    stays.refresh_from_db()
    assert stays.folder == folder
    for name in ("things_move", "things_trash", "things_archive"):
        said = told(member.post(url(cast, name), {"documents": [gone.pk], "target": folder.pk}, follow=True))
        assert [level for level, _words in said] == ["error"]
        assert "Weg" in said[0][1]


def test_which_of_what_was_ticked_may_not_be_trashed_is_named(cast, member):
    own = DocumentFactory(space=cast.space, author=cast.member, title="Meines")
    foreign = DocumentFactory(space=cast.space, author=cast.chair, title="Fremdes")
    [(level, words)] = told(member.post(url(cast, "things_trash"), {"documents": [own.pk, foreign.pk]}, follow=True))
    assert level == "error"
    assert "Fremdes" in words


def seen(client, address) -> str:
    """Return what the form keeps of what it showed."""
    return client.get(address).context["form"]["seen"].value()


def test_a_title_that_somebody_else_changed_meanwhile_is_not_overwritten_unasked(cast, member):
    document = put_file(cast.space, cast.member, title="Zahlen")
    address = url(cast, "document_rename", document.pk)
    data = {"title": "Meine Zahlen", "seen": seen(member, address)}
    actions.rename_document(by=cast.chair, document=document, title="Zahlen der Leitung")
    asked = member.post(address, data)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "Zahlen der Leitung" in page
    assert "Meine Zahlen" in page
    document.refresh_from_db()
    assert document.title == "Zahlen der Leitung"
    again = {**data, "seen": asked.context["form"]["seen"].value()}
    assert member.post(address, again).status_code == 302
    document.refresh_from_db()
    assert document.title == "Meine Zahlen"


def test_a_folder_that_somebody_else_renamed_meanwhile_is_asked_about(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.member, name="Berichte")
    address = url(cast, "folder_rename", folder.pk)
    data = {"name": "Meine Berichte", "seen": seen(member, address)}
    actions.rename_folder(by=cast.chair, folder=folder, name="Jahresberichte")
    asked = member.post(address, data)
    assert asked.status_code == 400
    assert "Jahresberichte" in str(asked.context["form"].errors)
    folder.refresh_from_db()
    assert folder.name == "Jahresberichte"


def test_details_of_two_people_come_together(cast, member):
    document = put_file(cast.space, cast.member)
    address = url(cast, "document_details", document.pk)
    data = {"tags": "Atlas", "description": "", "seen": seen(member, address)}
    actions.describe_document(by=cast.chair, document=document, tags="", description="Stand\nHerbst")
    assert member.post(address, data).status_code == 302
    document.file_entry.refresh_from_db()
    assert document.file_entry.description == "Stand\nHerbst"  # which this form did not show
    assert list(document.tags.values_list("name", flat=True)) == ["Atlas"]


@pytest.mark.parametrize("broken", ["", "x", "[]", "{}"])
def test_a_form_without_a_memory_saves_as_before(cast, member, broken):
    document = put_file(cast.space, cast.member, title="Zahlen")
    data = {"title": "Neu", "seen": broken}
    assert member.post(url(cast, "document_rename", document.pk), data).status_code == 302
    document.refresh_from_db()
    assert document.title == "Neu"
