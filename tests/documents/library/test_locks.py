from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from dialog.common.errors import Conflict, NotAllowed, TooLarge
from dialog.common.mail import send_due
from dialog.common.models import OutgoingMail
from dialog.files.models import Upload
from documents.library import actions
from documents.library.actions.locks import LOCK_HOLDS
from documents.library.errors import FileLocked
from documents.library.models import Document, FileEntry
from tests.dialog.files.factories import whole_upload
from tests.documents.library.factories import put_file


@pytest.fixture
def document(cast) -> Document:
    document = put_file(cast.space, cast.chair)
    actions.lock_file(by=cast.member, document=document, note=" Zahlen\u202e\u200b werden ergänzt ")
    return Document.objects.select_related("space").get()


def add(person, document: Document):
    pk = whole_upload(person).pk
    return actions.add_file_version(author=person, document=document, upload_id=pk)


def outdate() -> None:
    FileEntry.objects.update(locked_at=timezone.now() - LOCK_HOLDS - timedelta(minutes=1))


def test_a_lock_names_who_and_what_for_and_keeps_others_from_adding_versions(cast, document):
    entry = document.file_entry
    assert (entry.locked_by, entry.lock_note) == (cast.member, "Zahlen werden ergänzt")
    with pytest.raises(FileLocked) as refusal:
        add(cast.chair, document)
    assert cast.member.display_name in str(refusal.value)
    assert Upload.objects.filter(owner=cast.chair, stored_file__isnull=False).count() == 1  # nothing is lost
    with pytest.raises(FileLocked):
        actions.lock_file(by=cast.chair, document=document)


def test_the_holder_s_new_version_gives_the_file_back(cast, document):
    add(cast.member, document)
    assert FileEntry.objects.get().locked_by is None
    assert add(cast.chair, document).number == 3


def test_a_lock_may_be_renewed_and_given_back_by_its_holder(cast, document):
    actions.lock_file(by=cast.member, document=document, note="länger")
    assert FileEntry.objects.get().lock_note == "länger"
    actions.unlock_file(by=cast.member, document=document)
    entry = FileEntry.objects.get()
    assert (entry.locked_by, entry.locked_at, entry.lock_note) == (None, None, "")
    assert not OutgoingMail.objects.exists()
    with pytest.raises(Conflict):
        actions.unlock_file(by=cast.chair, document=document)


def test_management_ends_a_lock_and_the_holder_hears_of_it(cast, document):
    with pytest.raises(NotAllowed):
        actions.unlock_file(by=cast.minute_taker, document=document)
    actions.unlock_file(by=cast.moderator, document=document)
    assert FileEntry.objects.get().locked_by is None
    send_due()
    assert [message.to for message in mail.outbox] == [[cast.member.email]]
    assert cast.moderator.display_name in mail.outbox[0].body


def test_after_seven_days_a_lock_holds_nobody_up_and_may_be_taken_over(cast, document):
    outdate()
    actions.lock_file(by=cast.chair, document=document)
    assert FileEntry.objects.get().locked_by == cast.chair
    assert OutgoingMail.objects.get().recipient == cast.member.email
    outdate()
    assert add(cast.minute_taker, document).number == 2
    assert FileEntry.objects.get().locked_by == cast.chair


def test_a_long_note_is_refused(cast, document):
    with pytest.raises(TooLarge):
        actions.lock_file(by=cast.member, document=document, note="a" * 201)
