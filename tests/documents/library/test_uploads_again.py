"""Uploads that were used, given up or left lying, and folders that go while a file is on its way into them."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dialog.files import limits
from dialog.files.actions import begin_upload
from dialog.files.models import Upload
from documents.library import actions
from documents.library.models import Document, FileEntry
from tests.dialog.files.factories import PDF, whole_upload
from tests.documents.library.factories import FolderFactory, put_file
from tests.documents.library.test_permissions import MEMBERS, PEOPLE, READERS
from tests.races import at_once, during

JSON = {"Accept": "application/json"}


def url(cast, name, *args):
    return reverse(f"library:{name}", args=[cast.space.slug, *args])


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def test_an_upload_that_is_sent_again_leads_to_the_file_that_it_became(cast, member):
    data = {"upload": str(whole_upload(cast.member, "Plan.pdf").pk)}
    first = member.post(url(cast, "file_upload"), data, headers=JSON)
    again = member.post(url(cast, "file_upload"), data, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    plain = member.post(url(cast, "file_upload"), data, follow=True)
    assert plain.redirect_chain[-1][0] == Document.objects.get().get_absolute_url()
    assert "schon abgelegt" in plain.content.decode() or "stored already" in plain.content.decode()


def test_a_version_that_is_sent_again_leads_to_the_file(cast, member):
    document = put_file(cast.space, cast.chair)
    data = {"upload": str(whole_upload(cast.member, "Neu.pdf").pk)}
    for _time in range(2):
        answer = member.post(url(cast, "version_add", document.pk), data)
        assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
    assert FileEntry.objects.get().current.number == 2


def test_an_upload_of_nobody_of_others_or_in_another_group_is_chosen_again(cast, member):
    used = whole_upload(cast.stranger).pk
    actions.upload_file(author=cast.stranger, space=cast.other_space, upload_id=used)
    trashed = whole_upload(cast.member).pk
    gone = actions.upload_file(author=cast.member, space=cast.space, upload_id=trashed)
    actions.trash_document(by=cast.member, document=gone)
    for pk in (uuid.uuid4(), used, trashed, whole_upload(cast.chair).pk):
        told = member.post(url(cast, "file_upload"), {"upload": str(pk)}, headers=JSON)
        assert (told.status_code, told.json()["code"]) == (409, "upload_gone")
        asked = member.post(url(cast, "file_upload"), {"upload": str(pk), "title": "Mein Titel"})
        page = asked.content.decode()
        assert asked.status_code == 409
        assert "Mein Titel" in page
        assert str(pk) not in page
        assert list(asked.context["form"].errors) == ["file"]
    assert not Document.objects.filter(space=cast.space, trashed_at=None).exists()


def test_one_form_sent_twice_at_once_is_one_file(live_cast, client_for):
    upload = str(whole_upload(live_cast.member).pk)
    answers = []

    def send():
        answers.append(client_for(live_cast.member).post(url(live_cast, "file_upload"), {"upload": upload}))

    assert at_once(send, send) == [None, None]
    assert [answer.url for answer in answers] == [Document.objects.get().get_absolute_url()] * 2


@pytest.mark.parametrize("where", ["address", "field"])
def test_a_folder_that_goes_between_check_and_storing_is_told_and_what_was_typed_is_kept(live_cast, client_for, where):
    cast = live_cast
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    FolderFactory(space=cast.space, author=cast.chair, name="Papiere")
    member, answers = client_for(cast.member), []
    address = url(cast, "file_upload") + (f"?folder={folder.pk}" if where == "address" else "")
    data = {"title": "Mein Titel", "file": SimpleUploadedFile("Plan.pdf", PDF)}
    if where == "field":
        data["folder"] = folder.pk

    def send():
        answers.append(member.post(address, data))

    _early, ends = during(lambda: actions.trash_folder(by=cast.chair, folder=folder), send, waits=1.5)
    assert ends == [None, None]
    asked = answers[0]
    assert asked.status_code == 409
    assert list(asked.context["form"].errors) == ["folder"]
    page = asked.content.decode()
    assert "Mein Titel" in page
    assert "Papiere" in page
    assert "Berichte" not in page
    kept = Upload.objects.get(owner=cast.member)
    assert str(kept.pk) in page
    assert member.post(address, {"upload": str(kept.pk), "folder": "top"}).status_code == 302
    assert Document.objects.get().folder is None


def test_unfinished_uploads_are_listed_and_discarded_so_that_new_ones_fit(cast, member):
    uploads = [
        begin_upload(owner=cast.member, name=f"Teil {n}.bin", size=10 + n) for n in range(limits.OPEN_UPLOADS - 1)
    ]
    whole = whole_upload(cast.member, "Ganz.pdf")
    others = begin_upload(owner=cast.chair, name="Fremd.bin", size=10)
    full = member.post(url(cast, "file_upload"), {"file": SimpleUploadedFile("Plan.pdf", PDF), "title": "Mein Titel"})
    page = full.content.decode()
    assert full.status_code == 429
    assert "Mein Titel" in page
    assert "Fremd.bin" not in page
    for upload in (*uploads, whole):
        assert upload.name in page
        assert url(cast, "upload_discard", upload.pk) in page
    answer = member.post(url(cast, "upload_discard", uploads[3].pk), follow=True)
    assert [row.pk for row in answer.context["unfinished"]] == [
        one.pk for one in (*uploads, whole) if one != uploads[3]
    ]
    member.post(url(cast, "upload_discard", others.pk))
    assert Upload.objects.filter(pk=others.pk).exists()
    stored = member.post(url(cast, "file_upload"), {"file": SimpleUploadedFile("Plan.pdf", PDF)})
    assert stored.status_code == 302


def test_what_was_left_lying_for_long_makes_room_for_the_plain_form(cast, member):
    for n in range(limits.OPEN_UPLOADS):
        begin_upload(owner=cast.member, name=f"Teil {n}.bin", size=10)
    Upload.objects.update(expires_at=timezone.now() + limits.UPLOAD_LIFETIME - timedelta(hours=2))
    assert member.post(url(cast, "file_upload"), {"file": SimpleUploadedFile("Plan.pdf", PDF)}).status_code == 302
    assert Upload.objects.count() == limits.OPEN_UPLOADS - 1


def test_the_form_for_a_version_comes_back_after_discarding(cast, member):
    document = put_file(cast.space, cast.chair)
    upload = begin_upload(owner=cast.member, name="Teil.bin", size=10)
    address = url(cast, "version_add", document.pk)
    assert f'name="document" value="{document.pk}"' in member.get(address).content.decode()
    assert member.post(url(cast, "upload_discard", upload.pk), {"document": document.pk}).url == address
    assert not Upload.objects.filter(owner=cast.member).exists()


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_put_files_here_discards_their_own_uploads(cast, client_for, name):
    person = cast.people()[name]
    owner = person if person.is_authenticated else cast.member
    upload = begin_upload(owner=owner, name="Teil.bin", size=10)
    answer = client_for(person).post(url(cast, "upload_discard", upload.pk))
    assert Upload.objects.filter(pk=upload.pk).exists() == (name not in MEMBERS)
    if name in MEMBERS or name == "anonymous":
        assert answer.status_code == 302
    else:
        assert answer.status_code == (403 if name in READERS else 404)
