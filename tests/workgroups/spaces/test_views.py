import pytest
from django.urls import reverse

from tests.factories import AffiliationFactory, MandateFactory, MembershipFactory, SpaceFactory, UserFactory
from tests.workgroups.spaces.factories import JoinRequestFactory, SpaceInvitationFactory
from workgroups.spaces.models import JoinRequest, Membership, Role, Space, SpaceInvitation

SETTINGS = {"name": "Cluster-Atlas", "summary": "", "charter": "", "state": "active", "joining": "request"}


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_bodies_asks_the_same_number_of_queries(count, cast, client_for, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(user=cast.member)
        JoinRequestFactory(user=cast.member)
        SpaceInvitationFactory(email=cast.member.email)
    client = client_for(cast.member)
    with django_assert_num_queries(6):  # session, user, memberships, spaces, requests, invitations
        assert client.get("/gremien/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_members_asks_the_same_number_of_queries(count, cast, client_for, django_assert_num_queries):
    for _ in range(count):
        person = MembershipFactory(space=cast.space).user
        MandateFactory(holder=person)
        AffiliationFactory(person=MembershipFactory(space=cast.space).user)
        JoinRequestFactory(space=cast.space)
        SpaceInvitationFactory(space=cast.space)
    client = client_for(cast.chair)
    url = reverse("spaces:member_list", args=[cast.space.slug])
    # session, user, memberships, space, members, mandates, affiliations, requests, invitations
    with django_assert_num_queries(9):
        assert client.get(url).status_code == 200


def test_own_bodies_stand_first_then_the_others_by_kind(cast, client_for):
    SpaceFactory(name="Aaa", kind=Space.Kind.WORKING_GROUP)
    SpaceFactory(name="Gesamttreffen", kind=Space.Kind.PLENARY)
    SpaceFactory(name="Verborgen", is_listed=False)
    html = page(client_for(cast.member).get("/gremien/"))
    places = [html.index(name) for name in ("Cluster-Atlas", "Gesamttreffen", "Aaa", "Clusterportal")]
    assert places == sorted(places)
    assert "Verborgen" not in html


def test_list_is_filtered_by_kind_and_ignores_unknown_kinds(cast, client_for):
    SpaceFactory(name="Gesamttreffen", kind=Space.Kind.PLENARY)
    client = client_for(cast.member)
    filtered = page(client.get("/gremien/", {"art": "plenary"}))
    assert "Gesamttreffen" in filtered
    assert "Cluster-Atlas" not in filtered
    assert "Cluster-Atlas" in page(client.get("/gremien/", {"art": "<script>"}))


def test_front_page_shows_charter_contacts_and_the_state_of_the_request(cast, client_for):
    Space.objects.filter(pk=cast.space.pk).update(charter_html="<p>Der Arbeitsauftrag.</p>")
    client = client_for(cast.stranger)
    url = reverse("spaces:join_request", args=[cast.space.slug])
    html = page(client.get(url))
    for text in ("Der Arbeitsauftrag.", "Leitung der Arbeitsgruppe", "Protokollführung", 'name="reason"'):
        assert text in html
    assert client.post(url, {"reason": "Wir pflegen Einträge."}).url == url
    html = page(client.get(url))
    assert "Wir pflegen Einträge." in html
    assert 'name="reason"' not in html
    wish = JoinRequest.objects.get()
    client.post(reverse("spaces:join_request_withdraw", args=[cast.space.slug, wish.pk]))
    wish.refresh_from_db()
    assert wish.state == "withdrawn"
    assert 'name="reason"' in page(client.get(url))


def test_declined_person_reads_the_reply_and_may_ask_again(cast, client_for):
    JoinRequestFactory(space=cast.space, user=cast.stranger, state="declined", reply="Zurzeit voll.")
    html = page(client_for(cast.stranger).get(f"/gremien/{cast.space.slug}/"))
    assert "Zurzeit voll." in html
    assert 'name="reason"' in html


@pytest.mark.parametrize("reason", ["", "x" * 2001, "Text\x00mit NUL"])
def test_bad_reason_is_told_and_the_text_kept(reason, cast, client_for):
    url = reverse("spaces:join_request", args=[cast.space.slug])
    response = client_for(cast.stranger).post(url, {"reason": reason})
    assert response.status_code == 422
    assert "error-summary" in page(response)
    assert reason[:1000] in page(response)
    assert not JoinRequest.objects.exists()


def test_lines_count_as_one_character_each(cast, client_for):
    url = reverse("spaces:join_request", args=[cast.space.slug])
    client_for(cast.stranger).post(url, {"reason": "x\r\n" * 999 + "xy"})
    assert len(JoinRequest.objects.get().reason) == 2000


def test_script_in_a_reason_is_shown_as_text(cast, client_for):
    JoinRequestFactory(space=cast.space, reason="<script>alert(1)</script>")
    wish = JoinRequest.objects.get()
    client = client_for(cast.chair)
    for url in (
        reverse("spaces:member_list", args=[cast.space.slug]),
        reverse("spaces:join_request_decide", args=[cast.space.slug, wish.pk]),
    ):
        html = page(client.get(url))
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_request_is_accepted_and_declined_from_its_page(cast, client_for):
    client = client_for(cast.moderator)
    first, second = JoinRequestFactory(space=cast.space), JoinRequestFactory(space=cast.space)
    url = reverse("spaces:join_request_decide", args=[cast.space.slug, first.pk])
    assert first.reason in page(client.get(url))
    client.post(url, {"accept-role": "guest", "accept-reply": ""})
    assert Membership.objects.get(space=cast.space, user=first.user).role == Role.GUEST
    url = reverse("spaces:join_request_decide", args=[cast.space.slug, second.pk])
    assert client.post(url, {"decline": "1", "decline-reply": ""}).status_code == 422
    assert client.post(url, {"decline": "1", "decline-reply": "Voll."}).status_code == 302
    second.refresh_from_db()
    assert (second.state, second.reply) == ("declined", "Voll.")


def test_stale_decision_is_told_and_the_reply_kept(cast, client_for):
    wish = JoinRequestFactory(space=cast.space, state="declined")
    url = reverse("spaces:join_request_decide", args=[cast.space.slug, wish.pk])
    response = client_for(cast.chair).post(url, {"accept-role": "member", "accept-reply": "Mein Text"})
    assert response.status_code == 422
    assert "Mein Text" in page(response)
    assert not Membership.objects.filter(user=wish.user).exists()


def test_moderator_cannot_smuggle_a_higher_role_into_the_form(cast, client_for):
    wish = JoinRequestFactory(space=cast.space)
    client = client_for(cast.moderator)
    url = reverse("spaces:join_request_decide", args=[cast.space.slug, wish.pk])
    assert client.post(url, {"accept-role": "chair"}).status_code == 422
    url = reverse("spaces:invite", args=[cast.space.slug])
    assert client.post(url, {"email": "neu@example.org", "role": "chair"}).status_code == 422
    assert not SpaceInvitation.objects.exists()


@pytest.mark.parametrize("email", ["", "kein-at", "a@b", "x" * 250 + "@example.org", "mitglied@example.org"])
def test_bad_address_is_told(email, cast, client_for):
    url = reverse("spaces:invite", args=[cast.space.slug])
    response = client_for(cast.chair).post(url, {"email": email, "role": "member"})
    assert response.status_code == 422
    assert not SpaceInvitation.objects.exists()


def test_things_of_another_space_and_unknown_numbers_do_not_exist(cast, client_for):
    client = client_for(cast.chair)
    foreign = {
        "join_request_decide": JoinRequestFactory(space=cast.other_space).pk,
        "member": cast.other_space.memberships.get().pk,
        "invitation_withdraw": SpaceInvitationFactory(space=cast.other_space).pk,
        "join_request_withdraw": JoinRequestFactory(space=cast.other_space).pk,
        "invitation_answer": SpaceInvitationFactory(space=cast.other_space).pk,
    }
    for route, pk in foreign.items():
        for number in (pk, 10**30):
            url = reverse(f"spaces:{route}", args=[cast.space.slug, number])
            assert client.post(url, {"end": "1", "end-reason": "Grund"}).status_code == 404
    assert client.get("/gremien/gibt-es-nicht/mitglieder/").status_code == 404


def test_last_chair_is_told_to_name_another_one(cast, client_for):
    client = client_for(cast.chair)
    url = reverse("spaces:leave", args=[cast.space.slug])
    assert "flash" in page(client.post(url, follow=True))
    own = Membership.objects.get(space=cast.space, user=cast.chair)
    url = reverse("spaces:member", args=[cast.space.slug, own.pk])
    response = client.post(url, {"role-role": "member", "role-seen": "chair"})
    assert response.status_code == 422


def test_stale_settings_keep_the_text_and_can_be_saved_over(cast, client_for):
    client = client_for(cast.chair)
    url = reverse("spaces:settings", args=[cast.space.slug])
    seen = client.get(url).context["form"]["seen"].value()
    client_for(cast.administrator).post(url, SETTINGS | {"summary": "Von der Verwaltung"})
    mine = SETTINGS | {"summary": "Von der Leitung", "seen": seen}
    response = client.post(url, mine)
    assert response.status_code == 422
    assert "Von der Leitung" in page(response)
    again = response.context["form"]["seen"].value()
    assert client.post(url, mine | {"seen": again}).status_code == 302
    cast.space.refresh_from_db()
    assert cast.space.summary == "Von der Leitung"
    assert cast.space.is_listed is False


def test_founding_leads_to_the_invitation_of_the_chair(cast, client_for):
    response = client_for(cast.administrator).post(
        "/gremien/neu/", SETTINGS | {"name": "Regionales Forum Neckar-Alb", "kind": "regional_forum"}
    )
    assert response.url == "/gremien/regionales-forum-neckar-alb/mitglieder/einladen/"


def test_member_who_opens_the_front_page_is_led_inside(cast, client_for):
    response = client_for(cast.member).get(reverse("spaces:join_request", args=[cast.space.slug]))
    assert response.url == f"/gremien/{cast.space.slug}/"


def test_person_with_an_invitation_enters_by_its_button(cast, client_for):
    invitation = SpaceInvitationFactory(space=cast.space, email=cast.stranger.email)
    client = client_for(cast.stranger)
    url = reverse("spaces:invitation_answer", args=[cast.space.slug, invitation.pk])
    assert client.get(url).status_code == 405
    assert client.post(url, {"answer": "accept"}).url == f"/gremien/{cast.space.slug}/"
    assert client.get(f"/gremien/{cast.space.slug}/mitglieder/").status_code == 200


def test_declined_invitation_lets_nobody_in(cast, client_for):
    invitation = SpaceInvitationFactory(space=cast.space, email=cast.stranger.email)
    client = client_for(cast.stranger)
    client.post(reverse("spaces:invitation_answer", args=[cast.space.slug, invitation.pk]), {"answer": "x"})
    assert client.get(f"/gremien/{cast.space.slug}/mitglieder/").status_code == 404


def test_suspended_person_enters_nothing(cast, client_for):
    client = client_for(cast.member)
    cast.member.is_active = False
    cast.member.save()
    assert client.get(f"/gremien/{cast.space.slug}/mitglieder/").status_code == 302


def test_empty_list_says_so(db, client_for):
    html = page(client_for(UserFactory()).get("/gremien/"))
    assert 'class="empty"' in html
