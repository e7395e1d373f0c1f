"""Pictures of files: made in the background, shown to those who may read the file."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from dialog.files.models import StoredFile
from dialog.files.reading.content import read_text
from documents.library import actions, previews
from documents.library.models import Document, FilePreview
from documents.library.previews import make_previews, shown_preview, versions_waiting
from documents.library.queries import version_of
from tests.dialog.files.factories import whole_upload
from tests.dialog.files.reading import samples

READERS = {"chair", "moderator", "minute_taker", "member", "ministry", "guest"}


def uploaded(cast, name="Bericht.pdf", data=None) -> Document:
    data = samples.pdf("Eins", "Zwei") if data is None else data
    pk = whole_upload(cast.member, name, data).pk
    return actions.upload_file(author=cast.member, space=cast.space, upload_id=pk)


@pytest.fixture
def document(cast) -> Document:
    document = uploaded(cast)
    assert make_previews() == 1
    return document


def page_url(document: Document, page: int = 1, number: int = 1) -> str:
    return reverse("library:preview_page", args=[document.space.slug, document.pk, number, page])


def thumbnail_url(document: Document) -> str:
    return reverse("library:thumbnail", args=[document.space.slug, document.pk])


def test_pictures_are_served_as_pictures_only(cast, document, client_for):
    client = client_for(cast.guest)
    for url in (thumbnail_url(document), page_url(document), page_url(document, 2)):
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.content[8:12] == b"WEBP"
        assert answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-cache"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("page", [0, 3, 10**12])
def test_pages_that_are_not_there(cast, document, client_for, page):
    assert client_for(cast.member).get(page_url(document, page)).status_code == 404


def test_who_may_not_read_the_file_sees_no_picture(cast, document, client_for):
    for name, person in cast.people().items():
        for url in (thumbnail_url(document), page_url(document)):
            answer = client_for(person).get(url)
            expected = 200 if name in READERS else 302 if name == "anonymous" else 404
            assert answer.status_code == expected, name


def test_rights_are_asked_before_the_browser_may_keep_its_picture(cast, document, client_for):
    client = client_for(cast.member)
    etag = client.get(thumbnail_url(document))["ETag"]
    actions.trash_document(by=cast.member, document=document)
    assert client.get(thumbnail_url(document), headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize("scan", [StoredFile.Scan.WAITING, StoredFile.Scan.INFECTED])
def test_nothing_is_made_or_shown_of_what_may_be_infected(cast, client_for, document, scan):
    StoredFile.objects.update(scan=scan)
    assert client_for(cast.member).get(page_url(document)).status_code == 404
    FilePreview.objects.all().delete()
    assert make_previews() == 0


def test_kinds_without_pictures_and_broken_files_get_none(cast):
    uploaded(cast, "Notiz.txt", b"Text")
    uploaded(cast, "kaputt.pdf", b"%PDF-1.7 kaputt")
    uploaded(cast, "gesperrt.pdf", samples.locked_pdf())
    assert make_previews() == 3
    assert list(FilePreview.objects.values_list("state", flat=True)) == ["none"] * 3
    assert make_previews() == 0


def test_what_takes_the_worker_down_three_times_is_left_alone(cast):
    document = uploaded(cast)
    FilePreview.objects.create(version=version_of(document), attempts=previews.ATTEMPTS, folder_name="previews/x")
    assert make_previews() == 1
    assert FilePreview.objects.get().state == "none"
    assert not versions_waiting()


def test_a_crash_in_the_middle_is_picked_up(cast):
    document = uploaded(cast)
    previews._begun(version_of(document))
    assert [version.entry_id for version in versions_waiting()] == [document.pk]
    assert make_previews() == 1
    made = FilePreview.objects.get()
    assert (made.state, made.pages, made.page_count, made.attempts) == ("ready", 2, 2, 2)


def test_nothing_is_made_in_the_trash_until_it_comes_back(cast):
    document = uploaded(cast)
    actions.trash_document(by=cast.member, document=document)
    assert make_previews() == 0
    document.refresh_from_db()
    actions.restore_document(by=cast.member, document=document)
    assert make_previews() == 1


def test_each_version_has_its_own(cast, document, client_for):
    pk = whole_upload(cast.member, "Bericht.pdf", samples.pdf("Neu")).pk
    actions.add_file_version(author=cast.member, document=document, upload_id=pk)
    assert make_previews() == 1
    client = client_for(cast.member)
    assert client.get(page_url(document, 2, 1)).status_code == 200
    assert client.get(page_url(document, 1, 2)).status_code == 200
    assert client.get(page_url(document, 2, 2)).status_code == 404


def test_pictures_go_with_the_file(cast, django_capture_on_commit_callbacks):
    document = uploaded(cast)
    make_previews()
    folder = FilePreview.objects.get().folder_name
    assert default_storage.exists(f"{folder}/1.webp")
    actions.trash_document(by=cast.chair, document=document)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_document(by=cast.chair, document=document)
    assert not default_storage.exists(f"{folder}/1.webp")
    assert not default_storage.exists(f"{folder}/{previews.THUMBNAIL}")


def test_pictures_of_a_file_that_went_meanwhile_go_too(cast, django_capture_on_commit_callbacks):
    document = uploaded(cast)
    preview = previews._begun(version_of(document))
    pictures = previews.draw_pictures(version_of(document).stored_file)
    FilePreview.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        previews._keep(preview, pictures)
    assert not default_storage.exists(f"{preview.folder_name}/1.webp")


def test_states_for_pages(cast):
    version = version_of(uploaded(cast))
    assert shown_preview(version).state == "waiting"
    make_previews()
    version = version_of(version.entry.document)
    assert (shown_preview(version).pages, shown_preview(version).more) == (range(1, 3), 0)
    long = version_of(uploaded(cast, "Lang.pdf", samples.pdf(*"abcdefghijkl")))
    make_previews()
    shown = shown_preview(version_of(long.entry.document))
    assert (len(shown.pages), shown.more, shown.total) == (10, 2, 12)


def test_a_storage_without_paths_works_too(cast, client_for, settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    document = uploaded(cast)
    assert make_previews() == 1
    assert client_for(cast.member).get(page_url(document)).status_code == 200
    assert read_text(version_of(document).stored_file) == "Eins\nZwei"
