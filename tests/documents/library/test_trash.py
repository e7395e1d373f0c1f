from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.errors import NotAllowed, NotFound
from dialog.files.models import Leftover, StoredFile
from dialog.files.removing import discard_blobs, remove_leftovers
from documents.library import actions, queries
from documents.library.actions.removal import TRASH_KEEPS
from documents.library.errors import Kept
from documents.library.models import Document, FilePreview, Folder
from tests.dialog.files.factories import whole_upload
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file
from tests.documents.releases.factories import laid_before, old_release


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def in_trash(*rows) -> None:
    """Let rows have been in the trash for longer than it keeps them."""
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(trashed_at=timezone.now() - TRASH_KEEPS - timedelta(hours=1))


@pytest.fixture
def tree(cast):
    """A folder with a folder in it, a page in each, all the member's; and a page that was in the trash before."""
    outer = FolderFactory(space=cast.space, author=cast.member, name="Außen")
    inner = FolderFactory(space=cast.space, author=cast.member, name="Innen", parent=outer)
    pages = [DocumentFactory(space=cast.space, author=cast.member, folder=folder) for folder in (outer, inner)]
    earlier = DocumentFactory(space=cast.space, author=cast.member, folder=inner)
    actions.trash_document(by=cast.member, document=earlier)
    return outer, inner, pages, earlier


def visible(cast) -> set:
    return set(queries.documents_visible_to(cast.member, cast.space))


def test_a_folder_takes_along_what_lies_in_it_and_brings_it_back(cast, tree):
    outer, inner, pages, earlier = tree
    actions.trash_folder(by=cast.member, folder=outer)
    assert visible(cast) == set()
    assert not Folder.objects.filter(trashed_at__isnull=True).exists()
    with pytest.raises(NotFound):
        actions.trash_folder(by=cast.member, folder=outer)

    outer.refresh_from_db()
    actions.restore_folder(by=cast.member, folder=outer)
    assert visible(cast) == set(pages)
    inner.refresh_from_db()
    earlier.refresh_from_db()
    assert inner.parent == outer
    assert earlier.trashed_at is not None  # of its own account, so it stays there
    assert AuditEntry.objects.filter(action="library.trash").count() == 2


def test_documents_of_others_keep_a_folder_out_of_the_trash(cast, tree):
    outer, inner, *_rest = tree
    DocumentFactory(space=cast.space, author=cast.chair, folder=inner)
    with pytest.raises(NotAllowed):
        actions.trash_folder(by=cast.member, folder=outer)
    assert Folder.objects.filter(trashed_at__isnull=True).count() == 2
    actions.trash_folder(by=cast.moderator, folder=outer)
    assert visible(cast) == set()


def test_a_document_comes_back_to_its_folder_or_to_the_top(cast, tree):
    outer, _inner, pages, earlier = tree
    assert actions.restore_document(by=cast.member, document=Document.objects.get(pk=earlier.pk)).folder == _inner
    actions.trash_folder(by=cast.member, folder=outer)
    page = Document.objects.get(pk=pages[1].pk)
    actions.restore_document(by=cast.member, document=page)
    page.refresh_from_db()
    assert (page.folder, page.trashed_with) == (None, None)
    with pytest.raises(NotFound):
        actions.restore_document(by=cast.chair, document=page)


def test_a_folder_whose_place_is_taken_gets_a_number(cast, tree):
    outer, inner, *_rest = tree
    actions.trash_folder(by=cast.member, folder=inner)
    FolderFactory(space=cast.space, author=cast.member, name="innen", parent=outer)
    assert actions.restore_folder(by=cast.member, folder=Folder.objects.get(pk=inner.pk)).name == "Innen (2)"
    actions.trash_folder(by=cast.member, folder=Folder.objects.get(pk=inner.pk))
    actions.trash_folder(by=cast.member, folder=Folder.objects.get(pk=outer.pk))
    back = actions.restore_folder(by=cast.member, folder=Folder.objects.get(pk=inner.pk))
    assert (back.parent, back.name) == (None, "Innen (2)")


def test_who_put_it_there_may_take_it_out_others_not(cast):
    page = DocumentFactory(space=cast.space, author=cast.minute_taker)
    actions.trash_document(by=cast.moderator, document=page)
    page.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.restore_document(by=cast.minute_taker, document=page)
    actions.restore_document(by=cast.chair, document=page)


def test_deleting_for_ever_removes_rows_bytes_and_pictures(cast, django_capture_on_commit_callbacks):
    document = put_file(cast.space, cast.member)
    actions.add_file_version(author=cast.chair, document=document, upload_id=whole_upload(cast.chair).pk)
    version = queries.version_of(document)
    FilePreview.objects.create(version=version, state="ready", folder_name="previews/7")
    default_storage.save("previews/7/1.webp", whole_file())
    names = list(StoredFile.objects.values_list("storage_name", flat=True))
    with pytest.raises(NotFound):
        actions.delete_document(by=cast.chair, document=document)
    actions.trash_document(by=cast.member, document=document)

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_document(by=cast.chair, document=document)
        assert all(default_storage.exists(name) for name in names)
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert not any(default_storage.exists(name) for name in [*names, "previews/7/1.webp"])
    assert not Leftover.objects.exists()
    assert AuditEntry.objects.filter(action="library.delete").count() == 1


def whole_file():
    from django.core.files.base import ContentFile

    return ContentFile(b"picture")


def test_what_a_crash_left_is_removed_by_the_next_run(cast):
    default_storage.save("uebrig/1.bin", whole_file())
    discard_blobs(["uebrig/1.bin", "uebrig/fehlt.bin", "nirgends/", ""])
    assert Leftover.objects.count() == 3
    assert remove_leftovers() == 3
    assert not default_storage.exists("uebrig/1.bin")


def test_what_must_be_kept_is_not_deleted(cast):
    document = put_file(cast.space, cast.member)
    actions.set_retention(by=cast.chair, document=document, until=timezone.localdate())
    actions.trash_document(by=cast.member, document=document)
    document = Document.objects.get()
    with pytest.raises(Kept):
        actions.delete_document(by=cast.chair, document=document)
    in_trash(document)
    assert actions.purge_trash() == 0
    Document.objects.update(retention_until=timezone.localdate() - timedelta(days=1))
    assert actions.purge_trash() == 1


def test_purge_takes_what_is_older_than_thirty_days_only(cast, tree):
    outer, inner, _pages, _earlier = tree
    actions.trash_folder(by=cast.member, folder=outer)
    recent = DocumentFactory(space=cast.space, author=cast.member)
    actions.trash_document(by=cast.member, document=recent)
    kept = DocumentFactory(space=cast.space, author=cast.member, retention_until=timezone.localdate())
    in_trash(outer, inner, *Document.objects.filter(folder__isnull=False), kept)
    assert actions.purge_trash() == 3
    assert set(Document.objects.all()) == {recent, kept}
    assert not Folder.objects.exists()


def test_a_folder_goes_for_ever_as_a_whole_or_not_at_all(cast, tree):
    outer, _inner, pages, earlier = tree
    actions.trash_folder(by=cast.member, folder=outer)
    Document.objects.filter(pk=pages[1].pk).update(retention_until=timezone.localdate())
    row = Folder.objects.get(pk=outer.pk)
    with pytest.raises(Kept):
        actions.delete_folder(by=cast.chair, folder=row)
    assert Document.objects.count() == 3
    Document.objects.update(retention_until=None)
    actions.delete_folder(by=cast.chair, folder=row)
    assert list(Document.objects.all()) == [earlier]  # went to the trash by itself
    assert not Folder.objects.exists()


def test_a_released_page_stays_as_evidence_and_holds_up_nothing_else(cast):
    page = old_release(cast.space, cast.chair).document
    other = DocumentFactory(space=cast.space, author=cast.chair)
    for document in (page, other):
        actions.trash_document(by=cast.chair, document=document)
    with pytest.raises(Kept):
        actions.delete_document(by=cast.chair, document=Document.objects.get(pk=page.pk))
    in_trash(page, other)
    assert actions.purge_trash() == 1
    assert list(Document.objects.all()) == [page]
    actions.restore_document(by=cast.chair, document=Document.objects.get(pk=page.pk))
    assert visible(cast) == {page}


def test_released_pages_in_the_trash_do_not_take_the_turn_of_others(cast):
    pages = [old_release(cast.space, cast.chair, title=f"Papier {n}").document for n in range(2)]
    other = DocumentFactory(space=cast.space, author=cast.chair)
    for document in (*pages, other):
        actions.trash_document(by=cast.chair, document=document)
        in_trash(document)
    assert actions.purge_trash(limit=1) == 1
    assert set(Document.objects.all()) == set(pages)


def test_a_page_that_was_only_laid_before_others_can_be_deleted(cast):
    request = laid_before(cast)
    actions.trash_document(by=cast.chair, document=request.document)
    actions.delete_document(by=cast.chair, document=Document.objects.get(pk=request.document_id))
    assert not Document.objects.exists()
