"""Two people at the same moment: one order of things comes out, and nothing is lost or done twice."""

import pytest

from dialog.common.errors import Conflict, NotAllowed
from documents.editing.actions import append_update
from documents.editing.blocks import paragraph
from documents.editing.compaction import compact
from documents.library.models import Document
from documents.releases.actions import (
    add_translation,
    approve_release,
    begin_draft,
    refuse_release,
    request_release,
    withdraw_request,
)
from documents.releases.models import Release, ReleaseRequest
from documents.versions.making import make_version
from documents.versions.models import PageVersion
from documents.versions.queries import blocks_of_version
from tests.documents.editing.factories import Browser
from tests.documents.releases.factories import draft, fresh, laid_before, released
from tests.races import at_once


def kinds(ends) -> list[str]:
    return sorted(type(end).__name__ for end in ends)


@pytest.mark.parametrize("attempt", range(3))
def test_two_last_approvals_release_once(live_cast, attempt):
    cast = live_cast
    request = laid_before(cast, cast.moderator, cast.chair)
    ends = at_once(
        lambda: approve_release(user=cast.moderator, request=ReleaseRequest.objects.get(pk=request.pk)),
        lambda: approve_release(user=cast.chair, request=ReleaseRequest.objects.get(pk=request.pk)),
    )
    assert ends == [None, None]
    assert Release.objects.get().number == 1
    assert len(Release.objects.get().people) == 3


@pytest.mark.parametrize("attempt", range(3))
def test_approval_and_refusal_at_once_decide_once(live_cast, attempt):
    cast = live_cast
    request = laid_before(cast, cast.moderator)
    ends = at_once(
        lambda: approve_release(user=cast.moderator, request=ReleaseRequest.objects.get(pk=request.pk)),
        lambda: refuse_release(
            user=type(cast.moderator).objects.get(pk=cast.moderator.pk),
            request=ReleaseRequest.objects.get(pk=request.pk),
            reason="Nein.",
        ),
        lambda: withdraw_request(by=cast.member, request=ReleaseRequest.objects.get(pk=request.pk)),
    )
    assert kinds(ends) == ["Conflict", "Conflict", "NoneType"]
    state = fresh(request.document).state
    assert Release.objects.count() == (state == Document.State.RELEASED)


def test_two_requests_at_once_lay_it_before_others_once(live_cast):
    cast, document = live_cast, draft(live_cast)
    ends = at_once(
        lambda: request_release(author=cast.member, document=fresh(document), approvers=[cast.chair]),
        lambda: request_release(author=cast.ministry, document=fresh(document), approvers=[cast.chair]),
    )
    assert kinds(ends) == ["Conflict", "NoneType"]
    assert ReleaseRequest.objects.count() == 1


@pytest.mark.parametrize("attempt", range(8))
def test_edit_is_in_the_version_or_refused(live_cast, attempt):
    cast, document = live_cast, draft(live_cast)
    stale = fresh(document)  # what an open socket holds: a draft
    update = Browser.on(document).write("Im letzten Moment")
    asked, edited = at_once(
        lambda: request_release(author=cast.member, document=fresh(document), approvers=[cast.chair]),
        lambda: append_update(author=cast.ministry, document=stale, payload=update),
    )
    assert asked is None
    assert edited is None or isinstance(edited, NotAllowed)
    version = ReleaseRequest.objects.get().version
    assert (paragraph("Im letzten Moment") in blocks_of_version(version)) is (edited is None)


def test_new_draft_is_begun_once(live_cast):
    cast, document = live_cast, released(live_cast).document
    ends = at_once(
        lambda: begin_draft(by=cast.member, document=fresh(document)),
        lambda: begin_draft(by=cast.ministry, document=fresh(document)),
    )
    assert kinds(ends) == ["Conflict", "NoneType"]


def test_a_language_is_added_once(live_cast):
    cast, document = live_cast, draft(live_cast)
    ends = at_once(
        lambda: add_translation(author=cast.member, document=fresh(document), language="en"),
        lambda: add_translation(author=cast.ministry, document=fresh(document), language="en"),
    )
    assert kinds(ends) == ["Conflict", "NoneType"]
    assert isinstance(next(end for end in ends if end), Conflict)
    assert Document.objects.filter(translation_of=document).count() == 1


def test_version_made_by_the_worker_at_that_moment_is_no_hindrance(live_cast):
    cast, document = live_cast, draft(live_cast)
    ends = at_once(
        lambda: request_release(author=cast.member, document=fresh(document), approvers=[cast.chair]),
        lambda: make_version(fresh(document), PageVersion.Kind.AUTOMATIC),
        lambda: compact(document_id=document.pk),
        lambda: append_update(author=cast.ministry, document=fresh(document), payload=Browser.on(document).type("x")),
    )
    assert set(kinds(ends)) <= {"NoneType", "NotAllowed"}
    assert ends[:3] == [None, None, None]
