from pathlib import Path

import pytest

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotAllowed
from dialog.common.models import OutgoingMail
from documents.library.models import Document
from documents.releases.actions import approve_release, refuse_release, request_release, withdraw_request
from documents.releases.models import Release, ReleaseRequest
from documents.releases.queries import last_refusal_of, people_asked, requests_waiting_for
from documents.versions.models import PageVersion
from tests.documents.releases.factories import draft, fresh, laid_before, released
from workgroups.spaces.actions.memberships import change_role, end_membership
from workgroups.spaces.rules import forget_memberships

State = Document.State


def take_role(cast, person, role):
    change_role(user=cast.chair, membership=cast.space.memberships.get(user=person), role=role)
    forget_memberships(person)


def test_last_approval_releases(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.moderator, request=request)
    assert fresh(request.document).state == State.REVIEW
    assert not Release.objects.exists()

    request = approve_release(user=cast.chair, request=request)
    assert (request.state, fresh(request.document).state) == (ReleaseRequest.State.RELEASED, State.RELEASED)
    release = Release.objects.get()
    assert [(person["name"], person["did"]) for person in release.people] == [
        (cast.member.display_name, "requested"),
        (cast.moderator.display_name, "approved"),
        (cast.chair.display_name, "approved"),
    ]
    assert (release.version.kind, release.version.name) == (PageVersion.Kind.RELEASED, "Freigegebene Fassung 1")


def test_capacities_stay_as_they_were(cast):
    release = released(cast)
    cast.moderator.display_name = "Anders"
    cast.moderator.save()
    take_role(cast, cast.moderator, "member")
    assert Release.objects.get(pk=release.pk).people[1]["name"] == "Moderation"
    assert Release.objects.get(pk=release.pk).people[1]["capacity"].startswith("Moderation")


def test_result_goes_to_who_asked_and_to_the_others_asked(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.moderator, request=request)
    OutgoingMail.objects.all().delete()
    approve_release(user=cast.chair, request=request)
    recipients = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == {cast.member.email, cast.moderator.email}


def test_mails_come_in_the_language_of_their_reader(cast):
    cast.member.language = "en"
    cast.member.save()
    released(cast)
    assert "has been released (release 1)" in OutgoingMail.objects.get(recipient=cast.member.email).body


def test_no_mail_to_people_who_left(cast):
    request = laid_before(cast, cast.moderator)
    end_membership(user=cast.chair, membership=cast.space.memberships.get(user=cast.member), reason="Wechsel")
    OutgoingMail.objects.all().delete()
    approve_release(user=cast.moderator, request=request)
    assert not OutgoingMail.objects.exists()


def test_second_approval_of_one_person_changes_nothing(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.moderator, request=request)
    approve_release(user=cast.moderator, request=request)
    assert not Release.objects.exists()


def test_refusal_makes_it_a_draft_and_says_why(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    OutgoingMail.objects.all().delete()
    refuse_release(user=cast.chair, request=request, reason="Die Zahlen fehlen.")

    document = fresh(request.document)
    assert document.state == State.DRAFT
    assert last_refusal_of(document).reason == "Die Zahlen fehlen."
    assert {mail.recipient for mail in OutgoingMail.objects.all()} == {cast.member.email, cast.moderator.email}
    assert all("Die Zahlen fehlen." in mail.body for mail in OutgoingMail.objects.all())
    assert AuditEntry.objects.get(action="releases.refuse").data["reason"] == "Die Zahlen fehlen."
    with pytest.raises(Conflict):
        approve_release(user=cast.moderator, request=request)


def test_refusal_needs_a_reason(cast):
    request = laid_before(cast)
    with pytest.raises(Invalid):
        refuse_release(user=cast.moderator, request=request, reason="  ")
    assert ReleaseRequest.objects.get().is_open


def test_who_approved_may_still_refuse_until_it_is_released(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.moderator, request=request)
    refuse_release(user=cast.moderator, request=request, reason="Doch nicht.")
    assert fresh(request.document).state == State.DRAFT


def test_after_a_refusal_it_can_be_laid_before_them_anew(cast):
    request = laid_before(cast)
    refuse_release(user=cast.moderator, request=request, reason="Nein.")
    release = released(cast, document=fresh(request.document))
    assert release.number == 1
    assert last_refusal_of(fresh(request.document)) is None


def test_people_not_asked_do_not_answer(cast):
    request = laid_before(cast, cast.moderator)
    with pytest.raises(NotAllowed):
        approve_release(user=cast.chair, request=request)


def test_who_lost_the_ability_has_no_say(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    take_role(cast, cast.moderator, "member")
    with pytest.raises(NotAllowed):
        approve_release(user=cast.moderator, request=request)
    assert requests_waiting_for(cast.moderator, [cast.space]) == []


@pytest.mark.parametrize("leaves", [True, False])
def test_lost_ability_is_not_waited_for(cast, leaves):
    request = laid_before(cast, cast.moderator, cast.chair)
    if leaves:
        end_membership(user=cast.chair, membership=cast.space.memberships.get(user=cast.moderator), reason="Wechsel")
    else:
        take_role(cast, cast.moderator, "member")
    assert [asked.is_awaited for asked in people_asked(request)] == [False, True]

    approve_release(user=cast.chair, request=request)
    assert [person["name"] for person in Release.objects.get().people] == [
        cast.member.display_name,
        cast.chair.display_name,
    ]


def test_who_approved_before_the_others_left_concludes(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.chair, request=request)
    take_role(cast, cast.moderator, "member")
    assert not Release.objects.exists()
    approve_release(user=cast.chair, request=request)
    assert Release.objects.get().number == 1


def test_where_nobody_asked_may_release_it_is_withdrawn_and_laid_anew(cast):
    request = laid_before(cast, cast.moderator)
    take_role(cast, cast.moderator, "member")
    withdraw_request(by=cast.member, request=request)
    request_release(author=cast.member, document=fresh(request.document), approvers=[cast.chair])
    assert fresh(request.document).state == State.REVIEW


def test_open_answers_wait_on_the_start_page_of_those_asked(cast):
    request = laid_before(cast, cast.moderator, cast.chair)
    assert requests_waiting_for(cast.chair, [cast.space]) == [request]
    assert requests_waiting_for(cast.member, [cast.space]) == []
    approve_release(user=cast.chair, request=request)
    assert requests_waiting_for(cast.chair, [cast.space]) == []
    assert requests_waiting_for(cast.moderator, [cast.space]) == [request]


def test_failed_pdf_releases_nothing(cast, monkeypatch):
    document = draft(cast)
    request = laid_before(cast, document=document)
    monkeypatch.setattr("documents.formats.typesetting.TEMPLATE", Path("missing.typ"))
    with pytest.raises(Exception, match=r".+"):
        approve_release(user=cast.moderator, request=request)
    request.refresh_from_db()
    assert request.is_open
    assert (fresh(document).state, Release.objects.count()) == (State.REVIEW, 0)
