from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialog.home.queries import news_by_space, news_of, next_meeting_soon, unread_lines
from documents.library.models import SeenMark
from tests.dialog.home.scene import KINDS, make_news
from tests.documents.library.factories import DocumentFactory
from tests.documents.releases.factories import laid_before, old_release
from tests.factories import MembershipFactory, SpaceFactory, UserFactory
from tests.workgroups.discussions.factories import thread_with
from tests.workgroups.meetings.factories import AnswerFactory, MeetingFactory
from tests.workgroups.spaces.factories import JoinRequestFactory, SpaceInvitationFactory
from workgroups.meetings.queries import upcoming_meetings


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_start_page_asks_the_same_number_of_queries(count, cast, client_for, django_assert_num_queries):
    for number in range(count):
        space = SpaceFactory(name=f"Gremium {number}")
        MembershipFactory(space=space, user=cast.chair, role="chair")
        make_news(space, number=number)
        JoinRequestFactory(space=space)
        JoinRequestFactory(user=cast.chair)
        SpaceInvitationFactory(email=cast.chair.email)
    client = client_for(cast.chair)
    # session, user, memberships, spaces, seven of the news, meetings, requests to decide, invitations, own requests,
    # releases asked for
    with django_assert_num_queries(16):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_fragments_ask_the_same_number_of_queries(count, cast, client_for, django_assert_num_queries):
    for number in range(count):
        make_news(cast.space, cast.ministry, number=number)
    client = client_for(cast.member)
    with django_assert_num_queries(11):
        assert client.get("/hinweise/zahl/").status_code == 200
    with django_assert_num_queries(7):  # session, user, space, memberships, posts, documents, messages
        assert client.get(f"/gremien/{cast.space.slug}/neu/").status_code == 200


def test_visitors_are_led_to_the_sign_in_page(db, client):
    assert "/anmelden/" in client.get("/").url


def test_each_kind_of_news_is_one_line_of_its_space(cast):
    make_news(cast.space, cast.chair)
    make_news(cast.other_space, cast.stranger)
    (group,) = news_by_space(cast.member, [cast.space])
    assert group.space == cast.space
    assert {line.kind for line in group.lines} == set(KINDS)
    assert group.unread == len(KINDS) == unread_lines(cast.member)
    moments = [line.at for line in group.lines]
    assert moments == sorted(moments, reverse=True)


def test_own_doings_are_no_news(cast):
    make_news(cast.space, cast.member)
    kinds = {line.kind for line in news_of(cast.member, [cast.space]) if line.unread}
    assert kinds <= {"agenda", "minutes"}


def test_space_with_the_newest_line_stands_first(cast):
    MembershipFactory(space=cast.other_space, user=cast.member)
    thread_with(1, space=cast.space, author=cast.chair)
    thread_with(1, space=cast.other_space, author=cast.stranger)
    groups = news_by_space(cast.member, [cast.space, cast.other_space])
    assert [group.space for group in groups] == [cast.other_space, cast.space]


def test_read_lines_stay_for_a_week(cast):
    now = timezone.now()
    cast.space.memberships.update(joined_at=now - timedelta(days=99))
    fresh = DocumentFactory(space=cast.space, author=cast.chair, updated_at=now - timedelta(days=6))
    old = DocumentFactory(space=cast.space, author=cast.chair, updated_at=now - timedelta(days=8))
    for document in (fresh, old):
        SeenMark.objects.create(user=cast.member, document=document)
    assert [line.object_id for line in news_of(cast.member, [cast.space])] == [fresh.pk]


def test_page_shows_the_news_with_buttons_and_the_number(cast, client_for):
    make_news(cast.space, cast.chair)
    html = page(client_for(cast.member).get("/"))
    for text in ("Felder", "Papier", "Datei", "Cluster-Atlas"):
        assert text in html
    assert html.count("/gelesen/") == len(KINDS) + 1
    assert "pill" in page(client_for(cast.member).get("/hinweise/zahl/"))


def test_markup_in_titles_is_shown_as_text(cast, client_for):
    thread_with(1, space=cast.space, author=cast.chair, title="<b onclick=alert(1)>x</b>")
    html = page(client_for(cast.member).get("/"))
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html


@pytest.mark.parametrize("member", [True, False])
def test_empty_page_says_what_to_do_first(member, db, client_for):
    person = UserFactory()
    if member:
        MembershipFactory(user=person)
    html = page(client_for(person).get("/"))
    assert 'class="empty"' in html
    assert 'href="/gremien/"' in html


def test_meeting_within_a_day_is_the_one_thing_to_do(cast, client_for):
    later = MeetingFactory(space=cast.space, starts_at=timezone.now() + timedelta(hours=25))
    client = client_for(cast.member)
    assert "callout" not in page(client.get("/"))
    soon = MeetingFactory(space=cast.space, starts_at=timezone.now() + timedelta(hours=23))
    AnswerFactory(meeting=soon, author=cast.member)
    html = page(client.get("/"))
    assert html.count("kern-btn--primary") == 1
    assert f"/sitzungen/{soon.pk}/" in html.split("callout")[2]
    assert f"/sitzungen/{later.pk}/" in html


def test_guest_is_not_told_to_answer_an_invitation(cast, client_for):
    MeetingFactory(space=cast.space, starts_at=timezone.now() + timedelta(hours=2))
    assert "Antwort offen" in page(client_for(cast.member).get("/"))
    guest = page(client_for(cast.guest).get("/"))
    assert "Antwort offen" not in guest
    assert "noch nicht geantwortet" not in guest


def test_draft_of_a_meeting_is_no_call(cast):
    MeetingFactory(space=cast.space, draft=True, starts_at=timezone.now() + timedelta(hours=2))
    coming = upcoming_meetings(cast.chair, [cast.space])
    assert len(coming) == 1
    assert next_meeting_soon(coming) is None


def test_side_shows_invitations_own_requests_and_what_waits_for_a_decision(cast, client_for):
    wish = JoinRequestFactory(space=cast.space)
    SpaceInvitationFactory(space=cast.other_space, email=cast.chair.email)
    asked = JoinRequestFactory(user=cast.chair)
    html = page(client_for(cast.chair).get("/"))
    assert f"/mitglieder/anfragen/{wish.pk}/" in html
    assert f"/gremien/{cast.other_space.slug}/beitreten/" in html
    assert f"/gremien/{asked.space.slug}/beitreten/" in html
    assert f"/mitglieder/anfragen/{wish.pk}/" not in page(client_for(cast.member).get("/"))


def test_release_that_is_asked_for_waits_on_the_start_page_of_those_asked(cast, client_for):
    request = laid_before(cast, cast.moderator)
    address = reverse("releases:release_request", args=[cast.space.slug, request.document_id])
    assert address in page(client_for(cast.moderator).get("/"))
    assert address not in page(client_for(cast.chair).get("/"))


def test_release_is_news_until_it_is_read(cast, client_for):
    release = old_release(cast.space, cast.chair)
    (line,) = [line for line in news_of(cast.member, [cast.space]) if line.kind == "release"]
    assert (line.unread, line.object_id) == (True, release.pk)
    client_for(cast.member).get(line.url)
    assert not [line for line in news_of(cast.member, [cast.space]) if line.unread]
    assert not [line for line in news_of(cast.chair, [cast.space]) if line.kind == "release"]
