"""The files of a release are written before anything is locked, and only taken if they say what is released."""

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.editing.blocks import heading, paragraph
from documents.formats import typesetting
from documents.formats.exports import write_html, write_pdf
from documents.formats.typesetting import TooLargeForPdf
from documents.library.models import Document
from documents.releases.actions import approve_release
from documents.releases.actions import freezing as freezing_module
from documents.releases.actions.freezing import files_ahead, freeze
from documents.releases.heads import release_head
from documents.releases.models import Release
from documents.versions.queries import blocks_of_version
from tests.documents.editing.texts import deep_list, words_of_deep_list
from tests.documents.releases.factories import draft, fresh, laid_before, released


def locks_when_written(monkeypatch):
    """Return a list that tells for each PDF whether it was written inside of the transaction of an action."""
    from django.db import connection

    outside = len(connection.savepoint_ids)
    seen = []

    def write(*given):
        seen.append(len(connection.savepoint_ids) > outside)
        return write_pdf(*given)

    monkeypatch.setattr(freezing_module, "write_pdf", write)
    return seen


def test_last_answer_writes_before_the_lock(cast, monkeypatch):
    request = laid_before(cast, cast.moderator, cast.chair)
    seen = locks_when_written(monkeypatch)
    approve_release(user=cast.moderator, request=request)
    assert seen == []
    request = approve_release(user=cast.chair, request=request)
    assert seen == [False]
    release = request.release
    head = release_head(request, release.number, release.released_at, release.people)
    blocks = blocks_of_version(request.version)
    assert (bytes(release.html), bytes(release.pdf)) == (write_html(head, blocks), write_pdf(head, blocks))
    assert release.released_at == request.answers.get(approver=cast.chair).answered_at
    assert [person["did"] for person in release.people] == ["requested", "approved", "approved"]


def test_files_that_say_something_else_are_written_anew(cast, monkeypatch):
    request = laid_before(cast, cast.moderator)
    ahead = files_ahead(request, by=cast.chair, at=timezone.now())
    approved = request.answers.get(approver=cast.moderator)
    approved.verdict, approved.answered_at, approved.capacity = "approve", timezone.now(), "Moderation"
    approved.save()
    seen = locks_when_written(monkeypatch)
    release = freeze(request, request.document, by=cast.moderator, ahead=ahead)
    assert len(seen) == 1
    assert bytes(release.html) != ahead.html
    assert cast.chair.display_name not in bytes(release.html).decode()


def test_page_too_large_for_a_pdf_stays_in_review(cast, client_for, monkeypatch):
    request = laid_before(cast, cast.moderator)
    monkeypatch.setattr(typesetting, "SMALL", 10)
    monkeypatch.setattr(typesetting, "OUTPUT_LIMIT", 1000)
    place = [request.space.slug, request.document_id]
    answer = client_for(cast.moderator).post(reverse("releases:release_answer", args=[*place, request.pk]), follow=True)
    assert str(TooLargeForPdf.message) in answer.content.decode()
    request.refresh_from_db()
    assert request.is_open
    assert not request.answers.get(approver=cast.moderator).verdict
    assert (fresh(request.document).state, Release.objects.count()) == (Document.State.REVIEW, 0)
    preview = client_for(cast.moderator).get(
        reverse("releases:request_preview", args=[*place, request.pk]), follow=True
    )
    assert str(TooLargeForPdf.message) in preview.content.decode()


@pytest.mark.parametrize("levels", [12, 28])
def test_lists_of_all_levels_are_frozen(cast, levels):
    from io import BytesIO

    from pypdf import PdfReader

    document = draft(cast, blocks=[heading(2, "Liste"), deep_list(levels), paragraph("Ende")])
    release = released(cast, document=document)
    html = bytes(release.html).decode()
    pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(bytes(release.pdf))).pages)
    assert [words for words in words_of_deep_list(levels) if words not in html or words not in pdf] == []
