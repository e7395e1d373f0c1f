import uuid

import pytest

from dialog.audit.models import AuditEntry
from dialog.common.errors import Invalid, NotFound, TooLarge
from dialog.files.models import StoredFile, Upload
from documents.library import actions
from documents.library.models import Document, FileVersion
from tests.dialog.files.factories import whole_upload
from tests.documents.library.factories import DocumentFactory
from tests.factories import MembershipFactory
from workgroups.spaces.models import Membership, Role, Space


def upload(cast, author=None, name="Auswertung_der_Regionen.pdf", **fields) -> Document:
    author = author or cast.member
    pk = whole_upload(author, name).pk
    return actions.upload_file(author=author, space=cast.space, upload_id=pk, **fields)


def test_uploaded_file_stands_in_the_space_with_its_author_and_capacity(cast):
    document = upload(cast, description="Stand Herbst", note="Erste Fassung")
    version = document.file_entry.current

    assert (document.kind, document.title) == (Document.Kind.FILE, "Auswertung der Regionen")
    assert (document.author, document.capacity) == (cast.member, "im Mandat der Region Neckar-Alb")
    assert document.file_entry.description == "Stand Herbst"
    assert (version.number, version.note, version.capacity) == (1, "Erste Fassung", document.capacity)
    assert version.stored_file.original_name == "Auswertung_der_Regionen.pdf"
    assert not Upload.objects.exists()


def test_official_uploads_are_kept_as_such(cast):
    assert upload(cast, author=cast.ministry).is_official is True


def test_new_version_counts_on_and_keeps_the_earlier_ones(cast):
    document = upload(cast)
    pk = whole_upload(cast.chair, "Neu.pdf").pk
    actions.add_file_version(author=cast.chair, document=document, upload_id=pk, note="Zahlen berichtigt")

    document.refresh_from_db()
    versions = list(document.file_entry.versions.all())
    assert [version.number for version in versions] == [2, 1]
    assert document.file_entry.current == versions[0]
    assert document.updated_by == cast.chair
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("title", ["a" * 201, "kaputt\ud800", "Null\x00"])
def test_a_bad_title_leaves_nothing_half_written_and_the_upload_usable(cast, title):
    pk = whole_upload(cast.member).pk
    with pytest.raises((Invalid, TooLarge)):
        actions.upload_file(author=cast.member, space=cast.space, upload_id=pk, title=title)
    assert not Document.objects.exists()
    assert Upload.objects.filter(pk=pk, stored_file__isnull=False).exists()


def test_uploads_of_others_and_unknown_ones_cannot_be_taken(cast):
    foreign = whole_upload(cast.chair).pk
    for pk in (foreign, uuid.uuid4()):
        with pytest.raises(NotFound):
            actions.upload_file(author=cast.member, space=cast.space, upload_id=pk)
    assert not Document.objects.exists()


def test_renaming_changes_title_and_last_change(cast):
    document = upload(cast)
    actions.rename_document(by=cast.moderator, document=document, title="  Neuer\n Titel ")
    document.refresh_from_db()
    assert (document.title, document.updated_by) == ("Neuer Titel", cast.moderator)
    with pytest.raises(Invalid):
        actions.rename_document(by=cast.moderator, document=document, title="  ")


def test_trash_keeps_row_and_versions_and_is_written_to_the_audit_log(cast):
    document = upload(cast)
    actions.trash_document(by=cast.moderator, document=document)

    document.refresh_from_db()
    assert document.trashed_at is not None
    assert FileVersion.objects.count() == 1
    entry = AuditEntry.objects.get(action="library.trash")
    assert (entry.actor, entry.target_id, entry.space_id) == (cast.moderator, document.pk, cast.space.pk)
    stale = Document.objects.get(pk=document.pk)
    for act in (
        lambda: actions.trash_document(by=cast.moderator, document=stale),
        lambda: actions.rename_document(by=cast.moderator, document=stale, title="Neu"),
        lambda: actions.add_file_version(author=cast.member, document=stale, upload_id=whole_upload(cast.member).pk),
    ):
        with pytest.raises(NotFound):
            act()


def test_own_files_may_be_removed_only_while_one_may_upload(cast):
    own = upload(cast)
    Membership.objects.filter(user=cast.member, space=cast.space).update(role=Role.GUEST)
    person = type(cast.member).objects.get(pk=cast.member.pk)
    assert not person.has_perm("library.trash", own)
    assert not person.has_perm("library.rename", own)


def test_in_a_concluded_space_documents_are_only_read(cast):
    document = upload(cast)
    Space.objects.filter(pk=cast.space.pk).update(state=Space.State.CONCLUDED)
    document = Document.objects.select_related("space").get(pk=document.pk)
    assert cast.member.has_perm("library.read", document)
    for name in ("upload", "write_page", "add_version", "rename", "trash"):
        assert not cast.chair.has_perm(f"library.{name}", document)


def test_pages_take_no_file_versions(cast):
    page = DocumentFactory(space=cast.space, author=cast.member)
    assert not cast.chair.has_perm("library.add_version", page)


def test_every_author_of_a_page_may_change_its_title_but_not_remove_it(cast):
    page = DocumentFactory(space=cast.space, author=cast.member)
    colleague = MembershipFactory(space=cast.space).user
    assert colleague.has_perm("library.rename", page)
    assert not colleague.has_perm("library.trash", page)
    assert cast.member.has_perm("library.trash", page)


def test_a_document_can_be_deleted_with_all_its_versions(cast):
    document = upload(cast)
    actions.add_file_version(author=cast.chair, document=document, upload_id=whole_upload(cast.chair).pk)
    document.delete()
    assert not FileVersion.objects.exists()
