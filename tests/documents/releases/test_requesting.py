import pytest
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, space_key
from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from dialog.common.models import OutgoingMail
from documents.editing.actions import append_update
from documents.editing.blocks import Block, paragraph
from documents.library.actions import rename_document
from documents.library.models import Document
from documents.releases.actions import begin_draft, request_release, withdraw_request
from documents.releases.actions.requesting import OpenSuggestions, has_content
from documents.releases.models import Release, ReleaseRequest
from documents.versions.models import PageVersion
from tests.documents.editing.factories import Browser
from tests.documents.releases.factories import draft, fresh, laid_before, released

State = Document.State


def epoch(cast) -> int:
    return epochs_of([space_key(cast.space.pk)]).get(space_key(cast.space.pk), 0)


def test_request_fixes_the_text_and_closes_the_page(cast):
    document = draft(cast)
    before = epoch(cast)
    request = request_release(author=cast.member, document=document, approvers=[cast.moderator], note=" Bis Montag ")

    assert fresh(document).state == State.REVIEW
    assert (request.note, request.title) == ("Bis Montag", document.title)
    assert request.capacity == "im Mandat der Region Neckar-Alb"
    assert request.version == PageVersion.objects.get(document=document)
    assert [answer.approver for answer in request.answers.all()] == [cast.moderator]
    assert epoch(cast) == before + 1
    assert AuditEntry.objects.get(action="releases.request").data["people"] == [cast.moderator.pk]


def test_nobody_writes_or_renames_while_it_is_laid_before_others(cast):
    document = laid_before(cast).document
    update = Browser.on(document).type("x")
    for person in (cast.member, cast.chair):
        with pytest.raises(NotAllowed):
            append_update(author=person, document=fresh(document), payload=update)
        with pytest.raises(NotAllowed):
            rename_document(by=person, document=fresh(document), title="Anders")


def test_only_those_asked_get_a_mail_and_who_asks_gets_none(cast):
    laid_before(cast, cast.moderator, cast.chair, note="Bitte bis Montag.")
    mails = OutgoingMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [cast.chair.email, cast.moderator.email]
    assert "Bitte bis Montag." in mails[0].body
    assert "/freigabe/" in mails[0].body


def test_naming_only_oneself_releases_at_once(cast):
    document = draft(cast)
    request = request_release(author=cast.chair, document=document, approvers=[cast.chair])
    assert (request.state, fresh(document).state) == (ReleaseRequest.State.RELEASED, State.RELEASED)
    assert [person["did"] for person in Release.objects.get().people] == ["requested", "approved"]
    assert not OutgoingMail.objects.exists()


def test_naming_oneself_among_others_counts_as_approval(cast):
    request = laid_before(cast, cast.chair, cast.moderator, author=cast.chair)
    assert request.is_open
    assert [answer.verdict for answer in request.answers.all()] == ["approve", ""]
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [cast.moderator.email]


def test_same_person_named_twice_is_asked_once(cast):
    assert laid_before(cast, cast.chair, cast.chair).answers.count() == 1


def test_people_without_the_ability_cannot_be_asked(cast):
    document = draft(cast)
    for people in ([], [cast.minute_taker], [cast.chair, cast.stranger], [cast.former]):
        with pytest.raises(Invalid):
            request_release(author=cast.member, document=document, approvers=people)
    assert fresh(document).state == State.DRAFT
    assert not PageVersion.objects.exists()


def test_member_without_the_ability_does_not_release_alone(cast):
    with pytest.raises(Invalid):
        request_release(author=cast.member, document=draft(cast), approvers=[cast.member])


@pytest.mark.parametrize("blocks", [[paragraph("")], [paragraph("  \u00a0 ")], [Block("horizontalRule")]])
def test_empty_page_is_refused(cast, blocks):
    document = draft(cast, blocks=blocks)
    with pytest.raises(Conflict):
        laid_before(cast, document=document)
    assert fresh(document).state == State.DRAFT


def test_picture_alone_is_something_to_read():
    assert has_content([Block("image", (), {"document": 5})])


def test_open_suggestions_are_counted_and_refused(cast):
    from documents.editing.blocks import Run

    marked = [Run("neu", {"insertion": {"id": "a"}}), Run("alt", {"deletion": {"id": "b"}})]
    document = draft(cast, blocks=[Block("paragraph", (Run("Text "), *marked))])
    with pytest.raises(OpenSuggestions) as caught:
        laid_before(cast, document=document)
    assert caught.value.count == 2
    assert fresh(document).state == State.DRAFT


def test_second_request_says_why_not(cast):
    request = laid_before(cast)
    with pytest.raises(Conflict):
        laid_before(cast, document=request.document)
    assert ReleaseRequest.objects.get() == request


def test_released_page_needs_a_new_draft_first(cast):
    document = released(cast).document
    with pytest.raises(Conflict):
        laid_before(cast, document=document)
    begin_draft(by=cast.member, document=document)
    assert laid_before(cast, document=document).is_open


def test_page_in_the_trash_is_not_found(cast):
    document = draft(cast)
    Document.objects.filter(pk=document.pk).update(trashed_at=timezone.now())
    with pytest.raises(NotFound):
        laid_before(cast, document=document)


def test_note_has_a_limit(cast):
    with pytest.raises(TooLarge):
        laid_before(cast, note="x" * 2001)


def test_withdrawn_page_is_a_draft_again_and_those_asked_hear_of_it(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    OutgoingMail.objects.all().delete()
    withdraw_request(by=cast.member, request=request)

    assert fresh(request.document).state == State.DRAFT
    request.refresh_from_db()
    assert (request.state, request.closed_by) == (ReleaseRequest.State.WITHDRAWN, cast.member)
    recipients = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == {cast.moderator.email, cast.chair.email}
    with pytest.raises(Conflict):
        withdraw_request(by=cast.member, request=request)


def test_another_member_does_not_withdraw(cast):
    with pytest.raises(NotAllowed):
        withdraw_request(by=cast.ministry, request=laid_before(cast))
