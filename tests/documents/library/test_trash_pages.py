from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.library import actions
from documents.library.models import Document, Folder
from tests.documents.library.factories import DocumentFactory, FolderFactory


def url(cast, name, *args):
    return reverse(f"library:{name}", args=[cast.space.slug, *args])


def trashed(cast, title="Weg", by=None, **fields) -> Document:
    page = DocumentFactory(space=cast.space, author=cast.member, title=title, **fields)
    actions.trash_document(by=by or cast.member, document=page)
    return page


@pytest.mark.parametrize("n", [1, 3])
def test_trash_takes_the_same_queries_whatever_its_length(cast, client_for, django_assert_num_queries, n):
    for number in range(n):
        trashed(cast, title=f"Weg {number}")
        folder = FolderFactory(space=cast.space, author=cast.member)
        DocumentFactory(space=cast.space, author=cast.member, folder=folder)
        actions.trash_folder(by=cast.member, folder=folder)
    client = client_for(cast.chair)
    client.get(url(cast, "trash"))
    with django_assert_num_queries(8):
        page = client.get(url(cast, "trash")).content.decode()
    assert page.count("row--split") == 2 * n


def test_trash_says_who_and_offers_what_one_may_do(cast, client_for):
    page = trashed(cast, by=cast.chair)
    shown = client_for(cast.chair).get(url(cast, "trash")).content.decode()
    assert cast.chair.display_name in shown
    assert url(cast, "document_delete", page.pk) in shown
    shown = client_for(cast.member).get(url(cast, "trash")).content.decode()
    assert url(cast, "document_restore", page.pk) not in shown
    assert url(cast, "document_delete", page.pk) not in shown
    assert client_for(cast.guest).get(url(cast, "trash")).status_code == 403


def test_a_document_and_a_folder_come_back(cast, client_for):
    page, client = trashed(cast), client_for(cast.member)
    folder = FolderFactory(space=cast.space, author=cast.member)
    actions.trash_folder(by=cast.member, folder=folder)
    assert client.post(url(cast, "document_restore", page.pk)).url == url(cast, "document_list")
    assert client.post(url(cast, "folder_restore", folder.pk)).status_code == 302
    assert Document.objects.get().trashed_at is None
    assert Folder.objects.get().trashed_at is None
    assert client.post(url(cast, "document_restore", page.pk)).status_code == 404
    assert client.post(url(cast, "folder_restore", folder.pk)).status_code == 404


def test_for_ever_is_asked_and_what_is_kept_stays(cast, client_for):
    page, client = trashed(cast), client_for(cast.chair)
    assert client.get(url(cast, "document_delete", page.pk)).status_code == 200
    Document.objects.update(retention_until=timezone.localdate())
    client.post(url(cast, "document_delete", page.pk))
    assert Document.objects.exists()
    Document.objects.update(retention_until=None)
    assert client.post(url(cast, "document_delete", page.pk)).url == url(cast, "trash")
    assert not Document.objects.exists()
    folder = FolderFactory(space=cast.space, author=cast.member)
    actions.trash_folder(by=cast.member, folder=folder)
    assert client.get(url(cast, "folder_delete", folder.pk)).status_code == 200
    client.post(url(cast, "folder_delete", folder.pk))
    assert not Folder.objects.exists()


def test_an_empty_trash_says_so(cast, client_for):
    assert 'class="empty"' in client_for(cast.member).get(url(cast, "trash")).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_list_of_retention_periods_that_are_over(cast, client_for, django_assert_num_queries, n):
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(n):
        DocumentFactory(space=cast.space, author=cast.chair, title=f"Alt {number}", retention_until=yesterday)
    DocumentFactory(space=cast.space, author=cast.chair, title="Bleibt", retention_until=timezone.localdate())
    client = client_for(cast.moderator)
    client.get(url(cast, "retention_list"))
    with django_assert_num_queries(6):
        page = client.get(url(cast, "retention_list")).content.decode()
    assert page.count("row--split") == n
    assert "Bleibt" not in page
    assert client_for(cast.member).get(url(cast, "retention_list")).status_code == 403
