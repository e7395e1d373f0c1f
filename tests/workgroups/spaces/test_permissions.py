"""Every action and every page of the spaces x every person of the cast."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from tests.cast import make_cast
from tests.factories import MembershipFactory, UserFactory
from tests.workgroups.spaces.factories import JoinRequestFactory, SpaceInvitationFactory
from workgroups.spaces import actions
from workgroups.spaces.models import Role, Space

FIELDS = {
    "name": "Cluster-Atlas",
    "summary": "",
    "charter": "",
    "state": "active",
    "joining": "request",
    "is_listed": True,
}
LEADS = {"chair", "moderator"}
INSIDE = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
EVERYBODY = INSIDE | {"stranger", "former", "administrator", "anonymous"}

# Action -> who may do it in the space of the cast.
MATRIX = {
    "request_to_join": {"stranger", "former", "administrator"},
    "withdraw_join_request": {"asker"},
    "accept_join_request": LEADS | {"administrator"},
    "decline_join_request": LEADS | {"administrator"},
    "invite_to_space": LEADS | {"administrator"},
    "accept_invitation": {"invitee"},
    "decline_invitation": {"invitee"},
    "withdraw_invitation": LEADS | {"administrator"},
    "change_role": {"chair", "administrator"},
    "end_membership": {"chair", "administrator"},
    "leave_space": INSIDE,
    "create_space": {"administrator"},
    "edit_space": {"chair", "administrator"},
}
# Who may not learn that a thing of the space exists, and so gets "not found". The space itself is listed.
HIDDEN_THINGS = {
    "withdraw_join_request",
    "accept_join_request",
    "decline_join_request",
    "accept_invitation",
    "decline_invitation",
    "withdraw_invitation",
    "change_role",
    "end_membership",
}


class Scene:
    """The cast, somebody who asks to join, somebody who is invited, a second chair and a member to be moved."""

    def __init__(self):
        self.cast = make_cast()
        space = self.cast.space
        MembershipFactory(space=space, role=Role.CHAIR)
        self.membership = MembershipFactory(space=space)
        self.request = JoinRequestFactory(space=space)
        self.invitation = SpaceInvitationFactory(space=space, email="eingeladen@example.org")
        self.people = self.cast.people() | {
            "asker": self.request.user,
            "invitee": UserFactory(email="eingeladen@example.org"),
        }

    def calls(self):
        space = self.cast.space
        return {
            "request_to_join": {"space": space, "reason": "Grund"},
            "withdraw_join_request": {"join_request": self.request},
            "accept_join_request": {"join_request": self.request},
            "decline_join_request": {"join_request": self.request, "reply": "Nein."},
            "invite_to_space": {"space": space, "email": "neu@example.org"},
            "accept_invitation": {"invitation": self.invitation},
            "decline_invitation": {"invitation": self.invitation},
            "withdraw_invitation": {"invitation": self.invitation},
            "change_role": {"membership": self.membership, "role": Role.GUEST},
            "end_membership": {"membership": self.membership, "reason": "Grund"},
            "leave_space": {"space": space},
            "create_space": {"kind": Space.Kind.PLENARY, "fields": FIELDS | {"name": "Plenum"}},
            "edit_space": {"space": space, "fields": FIELDS},
        }

    def pages(self):
        """Return the page of each action: address and what its form sends."""
        slug = self.cast.space.slug
        decide = reverse("spaces:join_request_decide", args=[slug, self.request.pk])
        answer = reverse("spaces:invitation_answer", args=[slug, self.invitation.pk])
        member = reverse("spaces:member", args=[slug, self.membership.pk])
        return {
            "request_to_join": (reverse("spaces:join_request", args=[slug]), {"reason": "Grund"}),
            "withdraw_join_request": (
                reverse("spaces:join_request_withdraw", args=[slug, self.request.pk]),
                {},
            ),
            "accept_join_request": (decide, {"accept-role": "member"}),
            "decline_join_request": (decide, {"decline": "1", "decline-reply": "Nein."}),
            "invite_to_space": (
                reverse("spaces:invite", args=[slug]),
                {"email": "neu@example.org", "role": "guest"},
            ),
            "accept_invitation": (answer, {"answer": "accept"}),
            "decline_invitation": (answer, {"answer": "decline"}),
            "withdraw_invitation": (
                reverse("spaces:invitation_withdraw", args=[slug, self.invitation.pk]),
                {},
            ),
            "change_role": (member, {"role-role": "guest", "role-seen": "member"}),
            "end_membership": (member, {"end": "1", "end-reason": "Grund"}),
            "leave_space": (reverse("spaces:leave", args=[slug]), {}),
            "create_space": (reverse("spaces:space_create"), FIELDS | {"name": "Plenum", "kind": "plenary"}),
            "edit_space": (reverse("spaces:settings", args=[slug]), FIELDS),
        }


def expected_error(action, name):
    if name == "anonymous":
        return SignInNeeded
    if name in INSIDE or action not in HIDDEN_THINGS:
        return NotAllowed
    return NotFound


def test_every_action_has_a_row():
    assert set(MATRIX) == {name for name, _ in inspect.getmembers(actions, inspect.isfunction)}


@pytest.mark.parametrize("name", [*sorted(EVERYBODY), "asker", "invitee"])
@pytest.mark.parametrize("action", MATRIX)
def test_action_is_open_to_these_people_only(action, name, db):
    scene = Scene()
    allowed = MATRIX[action] | ({"asker", "invitee"} if action == "request_to_join" else set())
    call = {"user": scene.people[name], **scene.calls()[action]}
    if action == "request_to_join" and name == "asker":
        scene.request.delete()
    if name in allowed:
        getattr(actions, action)(**call)
    else:
        with pytest.raises(expected_error(action, name)):
            getattr(actions, action)(**call)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
@pytest.mark.parametrize("action", MATRIX)
def test_page_of_the_action_is_open_to_the_same_people(action, name, db, client_for):
    scene = Scene()
    url, data = scene.pages()[action]
    response = client_for(scene.people[name]).post(url, data)
    if name == "anonymous":
        assert response.status_code == 302
        assert "/anmelden/" in response.url
    elif name in MATRIX[action]:
        assert response.status_code == 302
        assert "/anmelden/" not in response.url
    else:
        assert response.status_code in (302, 403, 404)
        assert_nothing_happened(scene)


def assert_nothing_happened(scene):
    for thing, before in [(scene.request, "open"), (scene.invitation, "open")]:
        thing.refresh_from_db()
        assert thing.state == before
    scene.membership.refresh_from_db()
    assert (scene.membership.role, scene.membership.ended_at) == (Role.MEMBER, None)
    assert not Space.objects.filter(name="Plenum").exists()
    assert scene.cast.space.invitations.count() == 1
    assert scene.cast.space.join_requests.count() == 1


PAGES = {
    "spaces:space_list": EVERYBODY,
    "spaces:space_create": {"administrator"},
    "spaces:member_list": INSIDE | {"administrator"},
    "spaces:settings": {"chair", "administrator"},
    "spaces:invite": LEADS | {"administrator"},
    "spaces:leave": INSIDE,
    "spaces:join_request": EVERYBODY - INSIDE,
    "home:space_overview": EVERYBODY,
}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
@pytest.mark.parametrize("route", PAGES)
def test_page_is_shown_to_these_people_only(route, name, cast, client_for):
    args = [] if route in ("spaces:space_list", "spaces:space_create") else [cast.space.slug]
    response = client_for(cast.people()[name]).get(reverse(route, args=args))
    if name == "anonymous":
        assert response.status_code == 302
    elif name in PAGES[route]:
        assert response.status_code == 200
    else:
        outside = name not in INSIDE and name != "administrator"
        expected = {"spaces:join_request": 302, "spaces:space_create": 403}.get(route, 404 if outside else 403)
        if route == "spaces:leave":
            expected = 404
        assert response.status_code == expected


@pytest.mark.parametrize("name", ["stranger", "former"])
def test_hidden_space_does_not_exist_for_others(name, cast, client_for):
    Space.objects.filter(pk=cast.space.pk).update(is_listed=False)
    client = client_for(cast.people()[name])
    for route in ("home:space_overview", "spaces:join_request", "spaces:member_list", "spaces:settings"):
        assert client.get(reverse(route, args=[cast.space.slug])).status_code == 404
    assert "Cluster-Atlas" not in client.get("/gremien/").content.decode()


def test_invitation_opens_the_front_page_of_a_hidden_space(cast, client_for):
    Space.objects.filter(pk=cast.space.pk).update(is_listed=False)
    SpaceInvitationFactory(space=cast.space, email="FREMD@example.org")
    response = client_for(cast.stranger).get(f"/gremien/{cast.space.slug}/")
    assert "Einladung annehmen" in response.content.decode() or "Accept invitation" in response.content.decode()
    assert "Cluster-Atlas" in client_for(cast.stranger).get("/gremien/").content.decode()
