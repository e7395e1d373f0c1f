import re

import pytest
from django.urls import reverse

from documents.editing.blocks import Block, Run, heading, link, paragraph
from documents.library.models import Document
from documents.releases.actions import add_translation, approve_release, begin_draft, refuse_release
from documents.releases.models import Release, ReleaseRequest
from tests.documents.releases.factories import draft, fresh, laid_before, released
from workgroups.spaces.actions.memberships import change_role
from workgroups.spaces.rules import forget_memberships


def address(page, document, *more):
    return reverse(f"releases:{page}", args=[document.space.slug, document.pk, *more])


def text(response) -> str:
    return response.content.decode()


def test_form_offers_those_who_may_release_and_names_oneself(cast, client_for):
    document = draft(cast)
    html = text(client_for(cast.chair).get(address("release_request", document)))
    assert f"{cast.chair.display_name} (" in html
    assert cast.moderator.display_name in html
    assert cast.minute_taker.display_name not in html


def test_form_comes_back_with_what_was_typed(cast, client_for):
    document = draft(cast)
    response = client_for(cast.member).post(address("release_request", document), {"note": "Bitte bald."})
    assert response.status_code == 400
    assert "Bitte bald." in text(response)
    assert fresh(document).state == Document.State.DRAFT


def test_open_suggestions_are_named_with_the_way_to_them(cast, client_for):
    document = draft(cast, blocks=[Block("paragraph", (Run("Text"), Run("neu", {"insertion": {"id": "a"}})))])
    data = {"approvers": [cast.moderator.pk], "note": "Bitte bald."}
    response = client_for(cast.member).post(address("release_request", document), data)
    assert response.status_code == 409
    assert "Bitte bald." in text(response)
    assert reverse("comments:comment_list", args=[cast.space.slug, document.pk]) in text(response)


def test_open_suggestions_are_named_before_anything_is_sent(cast, client_for):
    document = draft(cast, blocks=[Block("paragraph", (Run("Text"), Run("neu", {"insertion": {"id": "a"}})))])
    way = reverse("comments:comment_list", args=[cast.space.slug, document.pk])
    response = client_for(cast.member).get(address("release_request", document))
    assert response.status_code == 200
    assert way in text(response)
    assert 'role="alert"' not in text(response)
    assert way not in text(client_for(cast.member).get(address("release_request", draft(cast))))


def test_no_name_stands_twice_on_the_page_of_a_request(cast, client_for):
    document = draft(cast)
    data = {"approvers": [cast.moderator.pk], "note": "Bitte bald."}
    response = client_for(cast.member).post(address("release_request", document), data, follow=True)
    ids = re.findall(r' id="([^"]+)"', text(response))
    assert "hinweis" in ids
    assert sorted(ids) == sorted(set(ids))


def test_empty_page_is_refused_on_the_form(cast, client_for):
    document = draft(cast, blocks=[paragraph("")])
    response = client_for(cast.member).post(address("release_request", document), {"approvers": [cast.chair.pk]})
    assert response.status_code == 409
    assert "data-error-summary" in text(response)


def test_whole_way_without_scripts(cast, client_for):
    document = draft(cast)
    member, moderator, chair = (client_for(person) for person in (cast.member, cast.moderator, cast.chair))
    here = address("release_request", document)
    people = {"approvers": [cast.moderator.pk, cast.chair.pk], "note": "Bitte bis Montag."}
    assert member.post(here, people).url == here
    request = ReleaseRequest.objects.get()

    html = text(moderator.get(here))
    assert "Bitte bis Montag." in html
    assert address("release_answer", document, request.pk) in html
    assert address("release_answer", document, request.pk) not in text(member.get(here))
    assert moderator.post(address("release_answer", document, request.pk)).url == here
    last = chair.post(address("release_answer", document, request.pk))
    assert last.url == address("release_detail", document, 1)

    page = text(client_for(cast.guest).get(last.url))
    assert "Die Region hat drei Cluster." in page
    assert Release.objects.get().pdf_sha256[:32] in page
    assert address("draft_begin", document) not in page

    assert member.post(address("draft_begin", document)).url == document.get_absolute_url()
    assert fresh(document).state == Document.State.DRAFT


def test_naming_only_oneself_leads_to_the_release(cast, client_for):
    document = draft(cast)
    response = client_for(cast.chair).post(address("release_request", document), {"approvers": [cast.chair.pk]})
    assert response.url == address("release_detail", document, 1)


def test_refusal_without_a_reason_comes_back(cast, client_for):
    request = laid_before(cast)
    client, here = client_for(cast.moderator), address("release_refuse", request.document, request.pk)
    response = client.post(here, {"reason": " "})
    assert response.status_code == 400
    assert "<details" in text(response)
    assert client.post(here, {"reason": "Zahlen fehlen."}).url == address("release_list", request.document)
    for page in ("release_list", "release_request"):
        assert "Zahlen fehlen." in text(client.get(address(page, request.document)))


def test_late_answer_is_told_that_it_is_decided(cast, client_for):
    request = laid_before(cast, cast.moderator, cast.chair)
    refuse_release(user=cast.chair, request=request, reason="Nein.")
    client = client_for(cast.moderator)
    response = client.post(address("release_answer", request.document, request.pk), follow=True)
    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_running_request_says_who_is_not_waited_for(cast, client_for):
    request = laid_before(cast, cast.moderator, cast.chair)
    approve_release(user=cast.chair, request=request)
    change_role(user=cast.chair, membership=cast.space.memberships.get(user=cast.moderator), role="member")
    forget_memberships(cast.moderator)
    client = client_for(cast.chair)
    response = client.get(address("release_request", request.document))
    assert response.context["is_stalled"]
    assert response.context["may_approve"]
    done = client.post(address("release_answer", request.document, request.pk))
    assert done.url == address("release_detail", request.document, 1)


def test_running_request_of_people_who_all_left_can_only_be_withdrawn(cast, client_for):
    request = laid_before(cast, cast.moderator)
    change_role(user=cast.chair, membership=cast.space.memberships.get(user=cast.moderator), role="member")
    response = client_for(cast.member).get(address("release_request", request.document))
    assert response.context["is_stalled"]
    assert response.context["may_withdraw"]


def test_frozen_text_is_shown_as_text(cast, client_for):
    blocks = [heading(2, "<script>alert(1)</script>"), paragraph(link("gut", "javascript:alert(1)"), "& mehr")]
    release = released(cast, document=draft(cast, title="<b>Titel</b> / Teil 1", blocks=blocks))
    html = text(client_for(cast.member).get(address("release_detail", release.document, 1)))
    assert "<script>alert" not in html
    assert "javascript:" not in html
    assert "<b>Titel" not in html
    file = client_for(cast.member).get(address("release_html", release.document, 1))
    assert b"<script>alert" not in file.content


def test_downloads_are_attachments_that_nothing_runs(cast, client_for):
    release = released(cast)
    for kind, media_type in (("pdf", "application/pdf"), ("html", "text/html; charset=utf-8")):
        response = client_for(cast.guest).get(address(f"release_{kind}", release.document, 1))
        assert response.content == bytes(getattr(release, kind))
        assert response["Content-Type"] == media_type
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]


def test_older_release_names_the_newer_one(cast, client_for):
    document = released(cast).document
    begin_draft(by=cast.member, document=document)
    released(cast, document=fresh(document))
    client = client_for(cast.member)
    assert address("release_detail", document, 2) in text(client.get(address("release_detail", document, 1)))
    assert client.get(address("release_detail", document, 3)).status_code == 404


def test_list_of_a_page_tells_its_history(cast, client_for):
    document = released(cast).document
    response = client_for(cast.guest).get(address("release_list", document))
    assert [step.action for step in response.context["steps"]] == ["releases.release", "releases.request"]
    empty = client_for(cast.guest).get(address("release_list", draft(cast)))
    assert 'class="empty"' in text(empty)


def test_released_page_has_no_form_to_submit_it(cast, client_for):
    document = released(cast).document
    client = client_for(cast.member)
    assert client.get(address("release_request", document)).url == address("release_list", document)
    assert client.post(address("release_request", document), {"approvers": [cast.chair.pk]}).status_code == 409


def test_archive_asks_first_and_can_be_undone(cast, client_for):
    document, client = draft(cast), client_for(cast.moderator)
    assert client.get(address("archive", document)).status_code == 200
    assert fresh(document).state == Document.State.DRAFT
    client.post(address("archive", document))
    assert fresh(document).state == Document.State.ARCHIVED
    assert address("unarchive", document) in text(client.get(address("document_part", document)))
    client.post(address("unarchive", document))
    assert fresh(document).state == Document.State.DRAFT


def test_page_in_review_is_not_archived(cast, client_for):
    document = laid_before(cast).document
    response = client_for(cast.chair).post(address("archive", document), follow=True)
    assert fresh(document).state == Document.State.REVIEW
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_details_keep_what_was_typed(cast, client_for):
    document = draft(cast)
    client = client_for(cast.member)
    response = client.post(address("details", document), {"file_reference": "9" * 81, "language": "de"})
    assert (response.status_code, "9" * 81 in text(response)) == (400, True)
    assert client.post(address("details", document), {"file_reference": "3-43", "language": "de"}).status_code == 302
    assert fresh(document).file_reference == "3-43"


def test_language_taken_meanwhile_comes_back_with_the_form(cast, client_for):
    document = draft(cast)
    add_translation(author=cast.chair, document=document, language="en")
    data = {"language": "en", "title": "Position paper"}
    response = client_for(cast.member).post(address("translation_add", document), data)
    assert (response.status_code, "Position paper" in text(response)) == (400, True)


def test_fragment_shows_the_next_step(cast, client_for):
    request = laid_before(cast)
    document = request.document
    here = address("release_request", document)
    for person, is_asked in ((cast.moderator, True), (cast.member, False)):
        response = client_for(person).get(address("document_part", document))
        assert here in text(response)
        assert response.context["is_asked"] is is_asked
        assert "<h1" not in text(response)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries(count, cast, client_for, django_assert_num_queries):
    document = draft(cast)
    for number in range(count):
        if number:
            begin_draft(by=cast.member, document=fresh(document))
        released(cast, document=fresh(document))
    client = client_for(cast.member)
    with django_assert_num_queries(9):  # session, user, page, memberships, newest, languages, count, releases, steps
        assert client.get(address("release_list", document)).status_code == 200
    with django_assert_num_queries(6):  # session, user, space, memberships, count, releases
        assert client.get(reverse("releases:space_history", args=[cast.space.slug])).status_code == 200


@pytest.mark.parametrize("count", [1, 2])
def test_running_request_takes_the_same_queries(count, cast, client_for, django_assert_num_queries):
    document = laid_before(cast, *[cast.moderator, cast.chair][:count]).document
    client = client_for(cast.guest)
    with django_assert_num_queries(7):  # session, user, page, memberships, request, who may release, answers
        assert client.get(address("release_request", document)).status_code == 200
