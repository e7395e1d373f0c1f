"""A release stays byte for byte what it was."""

import hashlib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.urls import reverse
from django.utils import timezone

from documents.editing.actions import append_update
from documents.library.actions import purge_trash, rename_document
from documents.library.models import Document
from documents.releases.actions import begin_draft, refuse_release, set_details
from documents.releases.checking import faults_in_releases
from documents.releases.models import Release
from tests.documents.editing.factories import Browser
from tests.documents.releases.factories import draft, fresh, laid_before, released


def address(release, kind="pdf"):
    return reverse(f"releases:release_{kind}", args=[release.space.slug, release.document_id, release.number])


def test_hashes_are_those_of_the_bytes(cast):
    release = released(cast)
    assert bytes(release.pdf).startswith(b"%PDF-")
    assert b"Die Region hat drei Cluster." in bytes(release.html)
    assert release.pdf_sha256 == hashlib.sha256(bytes(release.pdf)).hexdigest()
    assert release.html_sha256 == hashlib.sha256(bytes(release.html)).hexdigest()


def test_head_says_what_it_is_and_who_stood_for_it(cast):
    document = draft(cast)
    set_details(by=cast.member, document=document, file_reference="3-4332.62/1", language="de")
    html = bytes(released(cast, document=fresh(document)).html).decode()
    for words in ("3-4332.62/1", "Moderation", "Cluster-Kontakt Neckar-Alb", "Cluster-Atlas", document.title):
        assert words in html


def test_later_work_leaves_the_release_as_it_was(cast, client_for):
    release = released(cast)
    client = client_for(cast.guest)
    before = {kind: client.get(address(release, kind)).content for kind in ("pdf", "html")}

    document = begin_draft(by=cast.member, document=release.document)
    rename_document(by=cast.member, document=document, title="Anderer Titel")
    append_update(author=cast.member, document=document, payload=Browser.on(document).type("Ganz anders. "))
    set_details(by=cast.member, document=fresh(document), file_reference="Neu", language="en")
    second = released(cast, document=fresh(document))

    assert {kind: client.get(address(release, kind)).content for kind in ("pdf", "html")} == before
    assert hashlib.sha256(before["pdf"]).hexdigest() == Release.objects.get(number=1).pdf_sha256
    assert (second.number, second.title, second.file_reference, second.language) == (2, "Anderer Titel", "Neu", "en")
    assert b"Ganz anders." in bytes(second.html)
    kept = Release.objects.get(number=1)
    assert (kept.title, kept.file_reference, kept.language) == (release.title, "", "de")


def test_same_head_and_text_give_the_same_bytes(cast):
    from documents.formats.exports.html import write_html
    from documents.formats.exports.pdf import write_pdf
    from documents.releases.heads import release_head
    from documents.versions.queries import blocks_of_version

    release = released(cast)
    head = release_head(release.request, release.number, release.released_at, release.people)
    blocks = blocks_of_version(release.version)
    assert write_html(head, blocks) == bytes(release.html)
    assert write_pdf(head, blocks) == bytes(release.pdf)


@pytest.mark.parametrize("field", ["title", "html", "pdf", "pdf_sha256", "people", "number"])
def test_database_refuses_changes(cast, field):
    release = released(cast)
    value = {"html": b"x", "pdf": b"x", "people": [], "number": 9}.get(field, "x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**{field: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        release.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE releases_release SET title = 'x'")
    assert Release.objects.get().title == release.title


def test_page_and_version_of_a_release_are_not_deleted(cast):
    release = released(cast)
    with pytest.raises(ProtectedError), transaction.atomic():
        release.document.delete()
    with pytest.raises(RestrictedError), transaction.atomic():
        release.version.delete()
    assert Release.objects.count() == 1


def test_check_says_that_all_is_as_it_was(cast):
    released(cast)
    released(cast)
    out = StringIO()
    call_command("verify_releases", stdout=out)
    assert out.getvalue() == "2 released versions checked, all as they were.\n"
    assert faults_in_releases(cast.other_space.slug) == (0, [])


def without_guard(statement: str, values: list) -> None:
    """Change a row as somebody would who goes past the product."""
    with connection.cursor() as cursor:
        has_switch = connection.vendor == "postgresql"
        if has_switch:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE releases_release DISABLE TRIGGER releases_stay")
        else:
            cursor.execute("DROP TRIGGER releases_stay")
        cursor.execute(statement, values)
        if has_switch:
            cursor.execute("ALTER TABLE releases_release ENABLE TRIGGER releases_stay")


def test_check_finds_changed_bytes(cast):
    released(cast)
    without_guard("UPDATE releases_release SET pdf = %s", [b"%PDF-forged"])
    count, faults = faults_in_releases()
    assert (count, len(faults)) == (1, 1)
    assert "the pdf has changed" in faults[0]
    with pytest.raises(CommandError), transaction.atomic():
        call_command("verify_releases", stderr=StringIO())


def test_check_finds_bytes_forged_with_their_checksum(cast):
    released(cast)
    forged = b"<p>forged</p>"
    digest = hashlib.sha256(forged).hexdigest()
    without_guard("UPDATE releases_release SET html = %s, html_sha256 = %s", [forged, digest])
    (fault,) = faults_in_releases()[1]
    assert "audit log" in fault


def long_in_the_trash(document) -> None:
    moment = timezone.now() - timedelta(days=99)
    Document.objects.filter(pk=document.pk).update(trashed_at=moment)


def test_released_page_outlasts_the_trash(cast):
    release = released(cast)
    long_in_the_trash(release.document)
    purge_trash()
    assert Release.objects.get() == release


def test_page_that_was_refused_leaves_the_trash(cast):
    request = laid_before(cast)
    refuse_release(user=cast.moderator, request=request, reason="Nein.")
    long_in_the_trash(request.document)
    purge_trash()
    assert not Document.objects.filter(pk=request.document_id).exists()
