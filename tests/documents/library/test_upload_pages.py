"""Uploads into folders and beside files of the same name; details and locks of one file, as pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialog.files.models import Upload
from documents.library import actions
from documents.library.models import Document, FileEntry
from tests.dialog.files.factories import PDF, whole_upload
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file

JSON = {"Accept": "application/json"}


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def url(cast, name, *args, query=""):
    return reverse(f"library:{name}", args=[cast.space.slug, *args]) + query


def test_a_file_goes_into_the_folder_one_looks_at(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    address = url(cast, "file_upload", query=f"?folder={folder.pk}")
    assert "Berichte" in member.get(address).content.decode()
    member.post(address, {"file": SimpleUploadedFile("Bericht.pdf", PDF)})
    assert Document.objects.get().folder == folder


def test_a_name_that_is_there_is_asked_about_and_the_file_is_kept(cast, member):
    there = put_file(cast.space, cast.chair, name="Bericht.pdf")
    data = {"file": SimpleUploadedFile("bericht.PDF", PDF + b"neu"), "description": "Mein Text"}
    asked = member.post(url(cast, "file_upload"), data)
    page = asked.content.decode()
    assert asked.status_code == 409
    assert there.get_absolute_url() in page
    assert "Mein Text" in page
    kept = Upload.objects.get(owner=cast.member)
    assert str(kept.pk) in page

    answer = member.post(url(cast, "file_upload"), {"upload": str(kept.pk), "same_name": "version"})
    assert answer.url == there.get_absolute_url()
    assert FileEntry.objects.get().current.number == 2
    assert not Upload.objects.filter(owner=cast.member).exists()


def test_the_script_is_asked_too_and_may_store_beside(cast, member):
    put_file(cast.space, cast.chair, name="Bericht.pdf")
    check = member.get(url(cast, "name_check", query="?name=../Bericht.pdf")).json()
    assert check["same"]["title"] == "Bericht"
    assert member.get(url(cast, "name_check", query="?name=Anders.pdf")).json() == {"same": None}
    upload = str(whole_upload(cast.member, "Bericht.pdf").pk)
    asked = member.post(url(cast, "file_upload"), {"upload": upload}, headers=JSON)
    assert (asked.status_code, asked.json()["code"]) == (409, "same_name")
    stored = member.post(url(cast, "file_upload"), {"upload": upload, "same_name": "beside"}, headers=JSON)
    assert (stored.status_code, stored.json()["title"]) == (201, "Bericht (2)")
    assert Document.objects.count() == 2


def test_a_version_of_another_kind_is_asked_about_and_kept(cast, member):
    document = put_file(cast.space, cast.chair)
    address = url(cast, "version_add", document.pk)
    asked = member.post(address, {"file": SimpleUploadedFile("notiz.txt", b"Text"), "note": "Mein Grund"})
    page = asked.content.decode()
    assert asked.status_code == 409
    assert 'name="other_kind"' in page
    assert "Mein Grund" in page
    kept = Upload.objects.get(owner=cast.member)
    scripted = member.post(address, {"upload": str(kept.pk)}, headers=JSON)
    assert (scripted.status_code, scripted.json()["code"]) == (409, "other_kind")
    assert FileEntry.objects.get().current.number == 1
    assert member.post(address, {"upload": str(kept.pk), "other_kind": "on"}).status_code == 302
    assert FileEntry.objects.get().current.number == 2


def test_who_uploaded_by_script_is_told_what_has_come(cast, member):
    upload = str(whole_upload(cast.member, "Bericht.pdf").pk)
    member.post(url(cast, "file_upload"), {"upload": upload, "alone": "1"}, headers=JSON)
    assert "flash" in member.get(url(cast, "document_list")).content.decode()
    assert "flash" in member.get(url(cast, "document_list", query="?hochgeladen=4")).content.decode()
    for wrong in ("0", "5000", "x", ""):
        assert "flash" not in member.get(url(cast, "document_list", query=f"?hochgeladen={wrong}")).content.decode()


def test_the_same_name_in_another_folder_is_no_question(cast, member):
    put_file(cast.space, cast.chair, name="Bericht.pdf", folder=FolderFactory(space=cast.space, author=cast.chair))
    answer = member.post(url(cast, "file_upload"), {"file": SimpleUploadedFile("Bericht.pdf", PDF)})
    assert answer.status_code == 302


def test_a_locked_file_takes_no_version_of_others_and_keeps_their_upload(cast, member):
    document = put_file(cast.space, cast.chair)
    actions.lock_file(by=cast.chair, document=document, note="Tabelle 3")
    page = member.get(document.get_absolute_url()).content.decode()
    assert "Tabelle 3" in page
    assert url(cast, "version_add", document.pk) not in page
    assert cast.chair.display_name in member.get(url(cast, "document_list")).content.decode()
    refused = member.post(url(cast, "version_add", document.pk), {"file": SimpleUploadedFile("Neu.pdf", PDF)})
    assert refused.status_code == 409
    assert cast.chair.display_name in refused.content.decode()
    kept = Upload.objects.get(owner=cast.member)
    assert str(kept.pk) in refused.content.decode()
    actions.unlock_file(by=cast.chair, document=document)
    assert member.post(url(cast, "version_add", document.pk), {"upload": str(kept.pk)}).status_code == 302


def test_a_lock_is_taken_and_given_back_on_the_page(cast, member, client_for):
    document = put_file(cast.space, cast.chair)
    address = url(cast, "file_lock", document.pk)
    assert member.get(address).status_code == 200
    assert member.post(address, {"note": "a" * 201}).status_code == 400
    member.post(address, {"note": "Zahlen"})
    assert FileEntry.objects.get().locked_by == cast.member
    chair = client_for(cast.chair)
    refused = chair.post(address, {"note": "Ich auch"})
    assert refused.status_code == 409
    assert "Ich auch" in refused.content.decode()
    member.post(url(cast, "file_unlock", document.pk))
    assert FileEntry.objects.get().locked_by is None
    assert chair.post(url(cast, "file_unlock", document.pk), follow=True).status_code == 200


def test_details_of_a_file_are_kept_and_shown(cast, member, client_for):
    document = put_file(cast.space, cast.chair)
    address = url(cast, "document_details", document.pk)
    assert "retention_until" not in member.get(address).content.decode()
    member.post(address, {"tags": "Atlas, Zahlen", "description": "Stand Herbst", "retention_until": "2040-01-01"})
    assert Document.objects.get().retention_until is None
    chair = client_for(cast.chair)
    chair.post(address, {"tags": "Atlas, Zahlen", "description": "Stand Herbst", "retention_until": "2040-01-01"})
    page = chair.get(document.get_absolute_url()).content.decode()
    for word in ("Atlas", "Zahlen", "Stand Herbst", "2040"):
        assert word in page
    bad = chair.post(address, {"tags": "a" * 41, "description": "Bleibt da"})
    assert bad.status_code == 400
    assert "Bleibt da" in bad.content.decode()


def test_details_of_a_page_have_tags_but_no_description(cast, client_for):
    page = DocumentFactory(space=cast.space, author=cast.chair)
    chair, address = client_for(cast.chair), url(cast, "document_details", page.pk)
    assert 'name="description"' not in chair.get(address).content.decode()
    assert chair.post(address, {"tags": "Atlas"}).url == page.get_absolute_url()
    assert [tag.name for tag in page.tags.all()] == ["Atlas"]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Zwölf Äcker".encode(), "Zwölf Äcker"),
        ("Zwölf Äcker".encode("cp1252"), "Zwölf Äcker"),
        ("Zwölf Äcker".encode("utf-16"), "Zwölf Äcker"),
        (b"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("rechts\u202elinks".encode(), "rechtslinks"),
        ("ä".encode() * 60_000, "ä" * 51_000),
    ],
)
def test_text_files_are_shown_as_text(cast, member, content, shown):
    document = put_file(cast.space, cast.chair, name="Text.txt", content=content)
    page = member.get(document.get_absolute_url()).content.decode()
    assert (shown or "") in page
    assert ("file-text" in page) == (shown is not None)
    assert "<script>alert" not in page


def test_one_document_is_moved_from_its_page(cast, member):
    page = DocumentFactory(space=cast.space, author=cast.chair)
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    address = url(cast, "document_move", page.pk)
    assert "Berichte" in member.get(address).content.decode()
    assert member.post(address, {"folder": folder.pk}).url == page.get_absolute_url()
    page.refresh_from_db()
    assert page.folder == folder
    assert member.post(address, {"folder": "999999"}).status_code == 400
    member.post(address, {"folder": ""})
    page.refresh_from_db()
    assert page.folder is None


def test_the_form_offers_the_folders_and_begins_with_the_one_one_looks_at(cast, member):
    assert b'name="folder"' not in member.get(url(cast, "file_upload")).content  # there is none
    reports = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    inner = FolderFactory(space=cast.space, author=cast.chair, name="2017", parent=reports)
    address = url(cast, "file_upload", query=f"?folder={inner.pk}")
    form = member.get(address).context["form"]
    assert [label for _value, label in form.fields["folder"].choices][1:] == ["Berichte", "Berichte / 2017"]
    assert form["folder"].value() == inner.pk
    for chosen, folder in ((reports.pk, reports), ("top", None)):
        member.post(address, {"file": SimpleUploadedFile(f"{chosen}.pdf", PDF), "folder": chosen})
        assert Document.objects.latest("pk").folder == folder
    upload = str(whole_upload(cast.member, "Plan.pdf").pk)
    stored = member.post(address, {"upload": upload, "folder": reports.pk}, headers=JSON).json()
    assert stored["list"] == reports.get_absolute_url()


def test_a_folder_that_went_to_the_trash_meanwhile_is_told_and_the_file_is_kept(cast, member):
    gone = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    foreign = FolderFactory(space=cast.other_space, author=cast.stranger, name="Fremd")
    actions.trash_folder(by=cast.chair, folder=gone)
    for query, data in ((f"?folder={gone.pk}", {}), ("", {"folder": gone.pk}), ("", {"folder": foreign.pk})):
        asked = member.post(
            url(cast, "file_upload", query=query), {"file": SimpleUploadedFile("Plan.pdf", PDF), **data}
        )
        assert asked.status_code == 400
        assert list(asked.context["form"].errors) == ["folder"]
        kept = Upload.objects.get(owner=cast.member)
        again = {"upload": str(kept.pk), "folder": "top"}
        assert member.post(url(cast, "file_upload", query=query), again).status_code == 302
        Document.objects.all().delete()
    check = member.get(url(cast, "name_check", query=f"?name=Plan.pdf&folder={gone.pk}"))
    assert (check.status_code, check.json()["code"]) == (404, "not_found")


def test_a_wrong_title_does_not_lose_the_file(cast, member):
    data = {"file": SimpleUploadedFile("Plan.pdf", PDF), "title": "a" * 201}
    asked = member.post(url(cast, "file_upload"), data)
    assert asked.status_code == 400
    upload = str(Upload.objects.get(owner=cast.member).pk)
    assert upload in asked.content.decode()
    member.post(url(cast, "file_upload"), {"upload": upload, "title": "Plan"})
    assert Document.objects.get().title == "Plan"
