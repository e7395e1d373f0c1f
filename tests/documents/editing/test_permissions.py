"""Every action x every person, at the action and at its page. The socket has its own in tests/realtime/editing."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.editing import actions
from documents.editing.queries import page_for
from tests.documents.editing.factories import Browser, make_page

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
MATRIX = {"create_page": MEMBERS, "append_update": MEMBERS, "change_page": MEMBERS, "read": READERS}
PEOPLE = ["chair", "moderator", "minute_taker", "member", "guest", "ministry", "stranger", "former", "administrator",
          "anonymous"]  # fmt: skip
CASES = [(action, person) for action in MATRIX for person in PEOPLE]
WITHOUT_PAGE = {"append_update", "change_page"}
STATUS = {None: 200, NotAllowed: 403, NotFound: 404, SignInNeeded: 302}


@pytest.fixture
def page(cast):
    return make_page(cast)


def expected_error(action: str, name: str, *, at_page: bool = False) -> type[DialogError] | None:
    if name in MATRIX[action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    # The space is listed: asked to create something in it, people outside learn no more than that they may not.
    return NotAllowed if name in READERS or (action == "create_page" and not at_page) else NotFound


def do(action: str, person, page) -> None:
    if action == "create_page":
        actions.create_page(author=person, space=page.space, title="Neu")
    elif action == "append_update":
        actions.append_update(author=person, document=page, payload=Browser.on(page).type("x"))
    elif action == "change_page":
        actions.change_page(author=person, document=page, change=lambda text: None)
    else:
        page_for(person, page.space.slug, page.pk)


def test_every_action_has_a_row():
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__ == actions.__name__ and not name.startswith("_")
    }
    assert public | {"read"} == set(MATRIX)


@pytest.mark.parametrize(("action", "name"), CASES)
def test_action(cast, page, action, name):
    error = expected_error(action, name)
    person = cast.people()[name]
    if error is None:
        do(action, person, page)
    else:
        with pytest.raises(error):
            do(action, person, page)


@pytest.mark.parametrize(("action", "name"), [case for case in CASES if case[0] not in WITHOUT_PAGE])
def test_page(cast, page, client_for, action, name):
    slug = cast.space.slug
    address = {
        "create_page": reverse("editing:document_create", args=[slug]),
        "read": reverse("editing:document_detail", args=[slug, page.pk]),
    }[action]
    response = client_for(cast.people()[name]).get(address)

    assert response.status_code == STATUS[expected_error(action, name, at_page=True)]


def test_a_page_is_not_found_under_another_space(cast, page, client_for):
    address = reverse("editing:document_detail", args=[cast.other_space.slug, page.pk])
    assert client_for(cast.chair).get(address).status_code == 404
