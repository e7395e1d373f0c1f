"""What is read when, what happens to files that cannot be read, and that a crash loses nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from dialog.files.models import StoredFile
from documents.contents import reading
from documents.contents.models import DocumentText
from documents.contents.queries import ATTEMPTS, documents_due
from documents.contents.reading import read_document, read_due
from documents.editing.actions import append_update
from documents.library import actions
from documents.library.models import Document
from tests.dialog.files.factories import whole_upload
from tests.dialog.files.reading import samples
from tests.documents.contents.factories import at_rest, file, page
from tests.documents.editing.factories import Browser

STATES = {
    "gut.docx": (samples.docx("Förderung"), "ready"),
    "leer.pdf": (samples.pdf(""), "empty"),
    "gesperrt.pdf": (samples.locked_pdf(), "protected"),
    "gesperrt.docx": (samples.locked_docx(), "protected"),
    "kaputt.docx": (samples.docx("x")[:-100], "unreadable"),
    "lacht.docx": (samples.laughs(), "unreadable"),
    "bombe.docx": (samples.zip_bomb(), "too_large"),
    "film.mp4": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 50, "none"),
}


def state_of(document: Document) -> str:
    return DocumentText.objects.get(pk=document.pk).state


@pytest.mark.parametrize("name", STATES)
def test_states_and_never_again(cast, name):
    data, state = STATES[name]
    document = file(cast.member, cast.space, name, data)
    assert state_of(document) == state
    assert documents_due() == []


def test_everything_due_is_read_once(cast):
    documents = [file(cast.member, cast.space, read=False), page(cast.member, cast.space, text="Text", read=False)]
    assert set(documents_due()) == {document.pk for document in documents}
    assert read_due() == 2
    assert {state_of(document) for document in documents} == {"ready"}
    assert read_due() == 0


def test_a_page_is_read_when_it_rests(cast):
    document = page(cast.member, cast.space, text="Erst")
    append_update(author=cast.member, document=document, payload=Browser.on(document).write("Dann"))
    assert documents_due() == []
    at_rest(document)
    assert read_due() == 1
    assert DocumentText.objects.get().text == "Erst\nDann"
    assert documents_due() == []


def test_a_page_that_never_rests_is_read_now_and_then(cast):
    document = page(cast.member, cast.space, text="Erst")
    append_update(author=cast.member, document=document, payload=Browser.on(document).write("Dann"))
    DocumentText.objects.update(indexed_at=timezone.now() - timedelta(minutes=11))
    assert documents_due() == [document.pk]


def test_a_new_version_is_read_the_old_text_stays_until_then(cast):
    document = file(cast.member, cast.space, "a.txt", b"alt")
    pk = whole_upload(cast.member, "a.txt", b"neu").pk
    actions.add_file_version(author=cast.member, document=document, upload_id=pk)
    assert DocumentText.objects.get().text == "alt"
    assert read_due() == 1
    assert DocumentText.objects.get().text == "neu"


@pytest.mark.parametrize("scan", [StoredFile.Scan.WAITING, StoredFile.Scan.INFECTED])
def test_what_may_be_infected_is_not_read_but_its_title_is(cast, scan):
    document = file(cast.member, cast.space, "Bericht.txt", b"geheim", read=False)
    StoredFile.objects.update(scan=scan)
    assert read_due() == 1
    row = DocumentText.objects.get()
    assert (row.text, row.words) == ("", "bericht")
    assert read_due() == 0
    StoredFile.objects.update(scan=StoredFile.Scan.CLEAN)
    assert read_due() == 1
    assert state_of(document) == "ready"


@pytest.mark.parametrize("change", ["title", "tags", "tags_away", "description", "reference"])
def test_what_stands_around_a_text_is_indexed_anew(cast, change):
    document = file(cast.member, cast.space, "a.txt", b"Text")
    actions.describe_document(by=cast.chair, document=document, tags="eins, zwei")
    read_due()
    assert documents_due() == []
    if change == "title":
        actions.rename_document(by=cast.chair, document=document, title="Anders")
    elif change == "tags":
        actions.describe_document(by=cast.chair, document=document, tags="eins, zwei, drei")
    elif change == "tags_away":
        actions.describe_document(by=cast.chair, document=document, tags="zwei")
    elif change == "description":
        actions.describe_document(by=cast.chair, document=document, tags="eins, zwei", description="Neu")
    else:
        Document.objects.update(file_reference="45-1")
    assert documents_due() == [document.pk]
    read_due()
    assert documents_due() == []


def test_a_crash_in_the_middle_is_picked_up(cast):
    document = file(cast.member, cast.space, "a.txt", b"Text", read=False)
    version = document.file_entry.current_id
    reading._begun(document, version)
    assert (state_of(document), documents_due()) == ("waiting", [document.pk])
    read_due()
    assert state_of(document) == "ready"


def test_what_takes_the_worker_down_is_given_up(cast):
    document = file(cast.member, cast.space, "a.txt", b"Text", read=False)
    for _attempt in range(ATTEMPTS):
        reading._begun(document, document.file_entry.current_id)
    assert read_due() == 1
    assert state_of(document) == "unreadable"
    assert documents_due() == []
    pk = whole_upload(cast.member, "a.txt", b"heil").pk
    actions.add_file_version(author=cast.member, document=document, upload_id=pk)
    read_due()
    assert state_of(document) == "ready"


def test_a_storage_that_is_away_is_asked_again_up_to_three_times(cast):
    document = file(cast.member, cast.space, "a.txt", b"Text", read=False)
    default_storage.delete(document.file_entry.current.stored_file.storage_name)
    rounds = 0
    while read_due() and rounds < 10:
        rounds += 1
    assert rounds <= ATTEMPTS + 1
    assert state_of(document) in ("unreadable", "waiting")


def test_the_trash_is_not_read(cast):
    document = file(cast.member, cast.space, read=False)
    actions.trash_document(by=cast.member, document=document)
    assert documents_due() == []
    read_document(document.pk)
    assert not DocumentText.objects.exists()


def test_something_newer_is_not_overwritten(cast):
    document = page(cast.member, cast.space, text="Text")
    row = DocumentText.objects.get()
    DocumentText.objects.update(source=99, text="neuer")
    reading._keep(row)
    assert DocumentText.objects.get(pk=document.pk).text == "neuer"


def test_the_command_reads_at_once_and_everything_if_told(cast):
    file(cast.member, cast.space, "a.txt", b"Text")
    DocumentText.objects.update(text="falsch")
    call_command("reindex_documents", stdout=StringIO())
    assert DocumentText.objects.get().text == "falsch"
    out = StringIO()
    call_command("reindex_documents", "--all", stdout=out)
    assert DocumentText.objects.get().text == "Text"
    assert "Nothing is waiting." in out.getvalue()


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_due_takes_one_query(cast, number, django_assert_num_queries):
    for n in range(number):
        file(cast.member, cast.space, f"{n}.txt", read=False)
    with django_assert_num_queries(1):
        assert len(documents_due()) == number


def test_one_that_cannot_be_read_holds_up_no_other(cast):
    broken = file(cast.member, cast.space, "a.txt", b"Text", read=False)
    whole = file(cast.member, cast.space, "b.txt", b"Text", read=False)
    stored = broken.file_entry.current.stored_file
    StoredFile.objects.filter(pk=stored.pk).update(storage_name="files/../../../etc/passwd")
    for _minute in range(ATTEMPTS + 2):
        read_due()
    assert state_of(whole) == "ready"
    assert state_of(broken) in ("waiting", "unreadable")
    assert documents_due() == []


def test_a_file_that_is_only_touched_is_looked_at_once_more(cast):
    document = file(cast.member, cast.space, "a.txt", b"Text", read=False)
    read_due()
    assert documents_due() == []
    before = DocumentText.objects.get().extracted_at
    at_rest(document)
    Document.objects.update(updated_at=timezone.now() - timedelta(seconds=61))
    assert documents_due() == [document.pk]
    read_due()
    assert documents_due() == []
    assert DocumentText.objects.get().extracted_at == before
