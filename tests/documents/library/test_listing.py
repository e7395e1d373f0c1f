import pytest
from django.urls import reverse

from documents.library import actions, queries
from documents.library.models import Document
from tests.documents.library.factories import DocumentFactory, FolderFactory, many_files, put_file


def url(cast, name="document_list", *args, query=""):
    return reverse(f"library:{name}", args=[cast.space.slug, *args]) + query


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


@pytest.mark.parametrize("n", [1, 3, 10_000])
def test_list_takes_the_same_queries_for_any_number_of_files_and_folders(cast, member, django_assert_num_queries, n):
    for number in range(min(n, 60)):
        folder = FolderFactory(space=cast.space, author=cast.chair, name=f"Ordner {number}")
        DocumentFactory(space=cast.space, author=cast.chair, folder=folder)
    many_files(cast.space, cast.chair, n)
    member.get(url(cast))
    for query in ("", "?sortieren=name"):
        with django_assert_num_queries(10):
            member.get(url(cast, query=query))
    with django_assert_num_queries(9):  # folders are not counted
        page = member.get(url(cast, query="?art=file&schlagwort=Atlas&stand=draft&q=Datei")).content.decode()
    assert page.count('class="row__title"') == min(n, 50)
    assert f"{n} " in page


def test_folders_stand_before_documents_and_documents_in_their_order(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Zuletzt")
    for title in ("Berta", "anton"):
        put_file(cast.space, cast.chair, title=title)
    inside = put_file(cast.space, cast.chair, title="Innen", folder=folder)
    page = member.get(url(cast)).content.decode()
    assert page.index("Zuletzt") < page.index("anton") < page.index("Berta")
    assert inside.title not in page
    page = member.get(url(cast, query="?sortieren=name")).content.decode()
    assert page.index("anton") < page.index("Berta")
    assert inside.title in member.get(folder.get_absolute_url()).content.decode()


def test_filters_look_into_the_folders_below(cast, member):
    outer = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    inner = FolderFactory(space=cast.space, author=cast.chair, name="2017", parent=outer)
    tagged = put_file(cast.space, cast.chair, title="Karte", folder=inner)
    actions.describe_document(by=cast.chair, document=tagged, tags="Atlas")
    DocumentFactory(space=cast.space, author=cast.chair, title="Karte als Seite", state=Document.State.RELEASED)
    page = member.get(url(cast, query="?schlagwort=Atlas")).content.decode()
    assert "Karte" in page
    assert "Berichte / 2017" in page
    assert "Karte als Seite" not in page
    page = member.get(url(cast, query="?q=karte&art=page&stand=released")).content.decode()
    assert "Karte als Seite" in page
    assert tagged.get_absolute_url() not in page
    assert tagged.get_absolute_url() in member.get(outer.get_absolute_url() + "?q=KARTE").content.decode()
    assert "Karte als Seite" not in member.get(outer.get_absolute_url() + "?q=karte").content.decode()


@pytest.mark.parametrize("query", ["?art=unfug", "?stand=1&schlagwort=fehlt", "?sortieren=%FF", "?page=999", "?page=x"])
def test_filters_that_make_no_sense_are_left_out(cast, member, query):
    put_file(cast.space, cast.chair, title="Karte")
    answer = member.get(url(cast, query=query))
    assert answer.status_code == 200
    assert "Karte" in answer.content.decode()


def test_nothing_found_is_said_and_leads_back(cast, member):
    put_file(cast.space, cast.chair)
    page = member.get(url(cast, query="?q=fehlt")).content.decode()
    assert 'class="empty"' in page
    folder = FolderFactory(space=cast.space, author=cast.chair)
    assert 'class="empty"' in member.get(folder.get_absolute_url()).content.decode()


def test_further_pages_keep_the_filters(cast, member):
    many_files(cast.space, cast.chair, 60)
    page = member.get(url(cast, query="?schlagwort=Atlas&sortieren=name")).content.decode()
    assert "?schlagwort=Atlas&amp;sortieren=name&amp;page=2" in page
    second = member.get(url(cast, query="?schlagwort=Atlas&sortieren=name&page=2")).content.decode()
    assert second.count('class="row__title"') == 10


def test_nothing_from_the_trash_is_listed_anywhere(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Weg")
    document = put_file(cast.space, cast.chair, title="Fort", folder=folder)
    actions.describe_document(by=cast.chair, document=document, tags="Geheim")
    actions.trash_folder(by=cast.chair, folder=folder)
    page = member.get(url(cast, query="?q=Fort")).content.decode()
    for word in ("Weg", "Geheim", document.get_absolute_url()):
        assert word not in page
    assert queries.tags_of(cast.space) == []
    assert member.get(folder.get_absolute_url()).status_code == 404
    for name in ("folder_rename", "folder_trash", "folder_archive"):
        assert member.get(url(cast, name, folder.pk)).status_code == 404


def test_guests_see_no_tools_that_they_may_not_use(cast, client_for):
    folder = FolderFactory(space=cast.space, author=cast.chair)
    page = client_for(cast.guest).get(folder.get_absolute_url()).content.decode()
    for name in ("things_move", "things_trash", "folder_create", "file_upload", "trash"):
        assert url(cast, name) not in page
    assert url(cast, "folder_archive", folder.pk) in page
