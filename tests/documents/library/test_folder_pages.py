import pytest
from django.urls import reverse

from documents.library.models import Document, Folder
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


@pytest.fixture
def folder(cast) -> Folder:
    return FolderFactory(space=cast.space, author=cast.member, name="Berichte")


def url(cast, name, *args, query=""):
    return reverse(f"library:{name}", args=[cast.space.slug, *args]) + query


def test_a_folder_is_made_in_the_folder_one_looks_at(cast, member, folder):
    address = url(cast, "folder_create", query=f"?folder={folder.pk}")
    assert "Berichte" in member.get(address).content.decode()
    answer = member.post(address, {"name": "2017"})
    new = Folder.objects.get(name="2017")
    assert (new.parent, answer.url) == (folder, new.get_absolute_url())
    again = member.post(address, {"name": "2017"})
    assert again.status_code == 409
    assert "2017" in again.content.decode()
    assert member.post(address, {"name": " "}).status_code == 400
    for wrong in ("999999", "x", "9" * 30, "²"):
        assert member.get(url(cast, "folder_create", query=f"?folder={wrong}")).status_code == 404


def test_a_folder_is_renamed_and_goes_to_the_trash_after_a_question(cast, member, folder):
    assert member.post(url(cast, "folder_rename", folder.pk), {"name": "Neu"}).url == folder.get_absolute_url()
    assert member.get(url(cast, "folder_trash", folder.pk)).status_code == 200
    assert Folder.objects.get().trashed_at is None
    assert member.post(url(cast, "folder_trash", folder.pk)).url == url(cast, "document_list")
    assert Folder.objects.get().trashed_at is not None


def test_ticked_things_are_moved_by_the_plain_form(cast, member, folder):
    page = DocumentFactory(space=cast.space, author=cast.chair)
    file = put_file(cast.space, cast.chair)
    other = FolderFactory(space=cast.space, author=cast.member)
    data = {"documents": [page.pk, file.pk], "folders": [other.pk], "target": folder.pk}
    answer = member.post(url(cast, "things_move"), data, follow=True)
    assert "3" in str(next(iter(answer.context["messages"])))
    assert Document.objects.filter(folder=folder).count() == 2
    other.refresh_from_db()
    assert other.parent == folder
    back = {"documents": [page.pk], "target": "top"}
    assert member.post(url(cast, "things_move", query=f"?folder={folder.pk}"), back).url == folder.get_absolute_url()
    assert Document.objects.filter(folder=folder).count() == 1


@pytest.mark.parametrize("name", ["things_move", "things_trash", "things_archive"])
@pytest.mark.parametrize("data", [{}, {"documents": ["x", "-1"]}, {"documents": ["999999"], "target": "top"}])
def test_what_cannot_be_done_is_said_on_the_list_and_changes_nothing(cast, member, folder, name, data):
    page = DocumentFactory(space=cast.space, author=cast.member)
    answer = member.post(url(cast, name), data)
    assert answer.url == url(cast, "document_list")
    followed = member.get(answer.url)
    assert [message.level_tag for message in followed.context["messages"]] == ["error"]
    page.refresh_from_db()
    assert (page.folder, page.trashed_at) == (None, None)


@pytest.mark.parametrize("name", ["things_move", "things_trash", "things_archive"])
def test_after_a_refusal_the_same_list_comes_back_with_the_same_ticks_once(cast, member, folder, name):
    foreign = DocumentFactory(space=cast.space, author=cast.chair, title="Zahlen 1", folder=folder)
    other = DocumentFactory(space=cast.space, author=cast.chair, title="Zahlen 2", folder=folder)
    query = "page=1&q=Zahlen&sortieren=name"
    inner = FolderFactory(space=cast.space, author=cast.chair, name="Fremder")
    view = query + "&fremd=1&next=//example.org"
    data = {"documents": [foreign.pk], "folders": [inner.pk, 999999], "view": view, "target": "x"}
    address = folder.get_absolute_url() + "?" + query
    answer = member.post(url(cast, name, query=f"?folder={folder.pk}"), data)
    assert answer.url == address
    page = member.get(answer.url).content.decode()
    assert f'value="{foreign.pk}" checked' in page
    assert f'value="{other.pk}" checked' not in page
    assert "checked" not in member.get(answer.url).content.decode()


def test_folders_stay_ticked_too_and_after_success_nothing_is(cast, member, folder):
    top = url(cast, "document_list")
    member.post(url(cast, "things_move"), {"folders": [folder.pk], "target": ""})
    assert f'name="folders" value="{folder.pk}" checked' in member.get(top).content.decode()
    page = DocumentFactory(space=cast.space, author=cast.member)
    data = {"documents": [page.pk], "target": folder.pk, "view": "page=2&art=page"}
    assert member.post(url(cast, "things_move"), data).url == f"{top}?page=2&art=page"
    assert "checked" not in member.get(top).content.decode()


def test_the_list_tells_its_form_how_it_is_seen(cast, member, folder):
    DocumentFactory(space=cast.space, author=cast.chair, title="Zahlen & mehr")
    page = member.get(url(cast, "document_list", query="?q=Zahlen+%26&page=1&hochgeladen=2")).content.decode()
    assert 'name="view" value="page=1&amp;q=Zahlen+%26"' in page


def test_a_bad_target_moves_nothing(cast, member, folder):
    page = DocumentFactory(space=cast.space, author=cast.member)
    gone = FolderFactory(space=cast.other_space, author=cast.stranger)
    for target in ("", "x", gone.pk, "99999999999999999999"):
        member.post(url(cast, "things_move"), {"documents": [page.pk], "target": target})
    page.refresh_from_db()
    assert page.folder is None


def test_ticked_things_go_to_the_trash_together_or_not_at_all(cast, member, folder):
    own = DocumentFactory(space=cast.space, author=cast.member)
    foreign = DocumentFactory(space=cast.space, author=cast.chair)
    both = {"documents": [own.pk, foreign.pk], "folders": [folder.pk]}
    member.post(url(cast, "things_trash"), both)
    assert Document.objects.filter(trashed_at__isnull=True).count() == 2
    member.post(url(cast, "things_trash"), {"documents": [own.pk], "folders": [folder.pk]})
    assert list(Document.objects.filter(trashed_at__isnull=True)) == [foreign]
    assert Folder.objects.get().trashed_at is not None
