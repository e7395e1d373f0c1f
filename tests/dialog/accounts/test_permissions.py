"""Every action x every person, at the action and at its page."""

import inspect

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dialog.accounts import actions
from dialog.accounts.models import User
from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from tests.cast import Cast
from tests.dialog.accounts.factories import AccessRequestFactory, InvitationFactory

EVERYBODY = {field for field in Cast.__dataclass_fields__ if field not in ("space", "other_space")}
SIGNED_IN = EVERYBODY - {"anonymous"}
MATRIX: dict[str, set[str]] = {
    "invite_person": {"administrator"},
    "withdraw_invitation": {"administrator"},
    "approve_access": {"administrator"},
    "decline_access": {"administrator"},
    "suspend_person": {"administrator"},
    "restore_person": {"administrator"},
    "set_administrator": {"administrator"},
    "change_profile": SIGNED_IN,
    "choose_language": SIGNED_IN,
}
# Asked of nobody's account: the token or the open form is the permission, or the caller has checked.
DOORS = {"accept_invitation", "create_invitation", "request_access"}


def public_actions() -> set[str]:
    return {
        name
        for name, value in vars(actions).items()
        if inspect.isfunction(value) and value.__module__ == actions.__name__ and not name.startswith("_")
    }


def test_every_action_has_a_row():
    assert set(MATRIX) | DOORS == public_actions()


def act(name: str, person) -> None:
    if name == "invite_person":
        actions.invite_person(by=person, email="neu@example.org")
    elif name == "withdraw_invitation":
        actions.withdraw_invitation(by=person, invitation=InvitationFactory())
    elif name == "approve_access":
        actions.approve_access(by=person, request=AccessRequestFactory())
    elif name == "decline_access":
        actions.decline_access(by=person, request=AccessRequestFactory(), reply="Bitte über Ihre Region.")
    elif name == "suspend_person":
        actions.suspend_person(by=person, person=somebody())
    elif name == "restore_person":
        actions.restore_person(by=person, person=somebody())
    elif name == "set_administrator":
        actions.set_administrator(by=person, person=somebody(), value=True)
    elif name == "change_profile":
        actions.change_profile(
            user=person,
            display_name="Neuer Name",
            language="de",
            theme="",
            shows_presence=True,
            shows_typing=True,
            mails_about_comments=True,
        )
    elif name == "choose_language":
        actions.choose_language(user=person, language="en")


def somebody() -> User:
    return User.objects.create_user("jemand@example.org", display_name="Jemand")


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_action(cast, name, who):
    person = cast.people()[who]
    if who in MATRIX[name]:
        act(name, person)
    else:
        with pytest.raises(SignInNeeded if isinstance(person, AnonymousUser) else NotFound):
            act(name, person)


PAGES = {
    "accounts:access_desk": {"administrator"},
    "accounts:invite_person": {"administrator"},
    "accounts:access_request": {"administrator"},
    "accounts:person_list": {"administrator"},
    "accounts:profile": SIGNED_IN,
}
POSTS = {
    "accounts:invite_person": ({"email": "neu@example.org", "language": "de"}, {"administrator"}),
    "accounts:withdraw_invitation": ({}, {"administrator"}),
    "accounts:approve_access": ({}, {"administrator"}),
    "accounts:decline_access": ({"reply": "Bitte über Ihre Region."}, {"administrator"}),
    "accounts:suspend_person": ({}, {"administrator"}),
    "accounts:restore_person": ({}, {"administrator"}),
    "accounts:profile": ({"display_name": "Neu", "language": "de", "theme": ""}, SIGNED_IN),
}


def address(name: str) -> str:
    if name == "accounts:withdraw_invitation":
        return reverse(name, args=[InvitationFactory().pk])
    if name in ("accounts:access_request", "accounts:approve_access", "accounts:decline_access"):
        return reverse(name, args=[AccessRequestFactory().pk])
    if name in ("accounts:suspend_person", "accounts:restore_person"):
        return reverse(name, args=[somebody().pk])
    return reverse(name)


def assert_refused(response, who: str) -> None:
    if who == "anonymous":
        assert response.status_code == 302
        assert response.url.startswith("/konto/anmelden/?next=/")
    else:
        assert response.status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_page(cast, client_for, name, who):
    response = client_for(cast.people()[who]).get(address(name))
    if who in PAGES[name]:
        assert response.status_code == 200
    else:
        assert_refused(response, who)


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_form(cast, client_for, name, who):
    data, allowed = POSTS[name]
    response = client_for(cast.people()[who]).post(address(name), data)
    if who in allowed:
        assert response.status_code == 302
        assert "anmelden" not in response.url
    else:
        assert_refused(response, who)


def test_every_page_and_form_of_the_desk_is_in_the_tables():
    from dialog.accounts.urls import urlpatterns

    open_to_all = {"accept_invitation", "request_access", "access_requested"}
    assert {f"accounts:{p.name}" for p in urlpatterns if p.name not in open_to_all} == set(PAGES) | set(POSTS)


@pytest.mark.parametrize("name", ["suspend_person", "set_administrator"])
def test_nobody_does_it_to_themselves(cast, name):
    with pytest.raises(NotAllowed):
        if name == "suspend_person":
            actions.suspend_person(by=cast.administrator, person=cast.administrator)
        else:
            actions.set_administrator(by=cast.administrator, person=cast.administrator, value=False)
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active
    assert cast.administrator.is_staff


def test_suspended_administrator_may_nothing(cast):
    cast.administrator.is_active = False
    for name in ("invite_person", "suspend_person"):
        with pytest.raises(DialogError):
            act(name, cast.administrator)


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
@pytest.mark.parametrize("name", ["access_request", "approve_access", "withdraw_invitation", "suspend_person"])
def test_unknown_numbers_are_404(cast, client_for, name, pk):
    client = client_for(cast.administrator)
    target = reverse(f"accounts:{name}", args=[pk])
    assert (client.get if name == "access_request" else client.post)(target).status_code == 404
