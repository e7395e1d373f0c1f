"""Every action x every person, at the action and at its page."""

import inspect

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.editing.queries import page_for
from documents.formats import actions
from documents.library.models import Document
from tests.documents.editing.factories import make_page

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
MATRIX = {"import_page": MEMBERS, "import_into_page": MEMBERS, "export": READERS}
PEOPLE = ["chair", "moderator", "minute_taker", "member", "guest", "ministry", "stranger", "former", "administrator",
          "anonymous"]  # fmt: skip
CASES = [(action, person) for action in MATRIX for person in PEOPLE]
STATUS = {None: 200, NotAllowed: 403, NotFound: 404, SignInNeeded: 302}
TEXT = b"# Bericht\n\nEin Absatz"


@pytest.fixture
def page(cast):
    return make_page(cast)


def expected_error(action: str, name: str, *, at_page: bool = False) -> type[DialogError] | None:
    if name in MATRIX[action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS or (action == "import_page" and not at_page) else NotFound


def do(action: str, person, page) -> None:
    if action == "import_page":
        actions.import_page(author=person, space=page.space, data=TEXT, name="bericht.md")
    elif action == "import_into_page":
        actions.import_into_page(author=person, document=page, data=TEXT, name="bericht.md")
    else:
        page_for(person, page.space.slug, page.pk)


def test_every_action_has_a_row():
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__ == actions.__name__ and not name.startswith("_")
    }
    assert public | {"export"} == set(MATRIX)


@pytest.mark.parametrize(("action", "name"), CASES)
def test_action(cast, page, action, name):
    error = expected_error(action, name)
    person = cast.people()[name]
    if error is None:
        do(action, person, page)
    else:
        with pytest.raises(error):
            do(action, person, page)


@pytest.mark.parametrize(("action", "name"), CASES)
def test_page(cast, page, client_for, action, name):
    slug = cast.space.slug
    addresses = {
        "import_page": [reverse("formats:import_file", args=[slug])],
        "import_into_page": [reverse("formats:import_file", args=[slug]) + f"?seite={page.pk}"],
        "export": [
            reverse("formats:export", args=[slug, page.pk]),
            reverse("formats:export_file", args=[slug, page.pk, "html"]),
        ],
    }[action]
    client = client_for(cast.people()[name])
    expected = STATUS[expected_error(action, name, at_page=True)]

    assert [client.get(address).status_code for address in addresses] == [expected] * len(addresses)


def test_nothing_is_put_into_a_page_that_is_no_draft(cast, page, client_for):
    Document.objects.filter(pk=page.pk).update(state=Document.State.RELEASED)
    address = reverse("formats:import_file", args=[cast.space.slug]) + f"?seite={page.pk}"
    response = client_for(cast.chair).post(address, {"file": SimpleUploadedFile("b.md", TEXT)})

    assert response.status_code == 403


def test_a_page_is_not_found_under_another_space(cast, page, client_for):
    address = reverse("formats:export_file", args=[cast.other_space.slug, page.pk, "pdf"])
    assert client_for(cast.chair).get(address).status_code == 404
