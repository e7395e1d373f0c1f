"""Every action x every person, in a draft and after it, and at the doors."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.editing.actions import append_update
from documents.editing.blocks import blocks_of
from documents.editing.queries import load_document
from documents.editing.state import build_page
from documents.library.models import Document
from documents.versions import actions
from documents.versions.authorship import authorship_of
from documents.versions.diff.pairs import pair_blocks
from documents.versions.making import blocks_in, make_version
from documents.versions.queries import versions_of
from tests.documents.editing.factories import Browser, make_page

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
DRAFT = {
    "read": READERS,
    "read_authors": READERS,
    "name_text": MEMBERS,
    "rename_version": MEMBERS,
    "restore_version": MEMBERS,
    "restore_block": MEMBERS,
}
FROZEN = {name: set() for name in DRAFT} | {"read": READERS, "read_authors": READERS}
MATRICES = {"draft": DRAFT, "review": FROZEN, "released": FROZEN, "archived": FROZEN}
# Checks words only.
HELPERS = {"clean_name"}
PEOPLE = ["chair", "moderator", "minute_taker", "member", "guest", "ministry", "stranger", "former", "administrator",
          "anonymous"]  # fmt: skip
DOORS = {
    "version_list": ("read", "get"),
    "version_detail": ("read", "get"),
    "version_compare": ("read", "get"),
    "version_export": ("read", "get"),
    "text_authors": ("read_authors", "get"),
    "version_name": ("name_text", "post"),
    "version_rename": ("rename_version", "post"),
    "version_restore": ("restore_version", "post"),
    "version_restore_block": ("restore_block", "post"),
}
STATUS = {None: {200, 302}, NotAllowed: {403}, NotFound: {404}, SignInNeeded: {302}}


@pytest.fixture
def page(cast):
    return make_page(cast)


@pytest.fixture
def version(cast, page):
    made = make_version(page, "automatic")
    append_update(author=cast.member, document=page, payload=Browser.on(page).type(" neu"))
    return made


def expected_error(state: str, action: str, name: str) -> type[DialogError] | None:
    if name in MATRICES[state][action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS else NotFound


def first_key(page, version) -> str:
    now = blocks_of(build_page(load_document(page.pk)[0]))
    return next(pair.key for pair in pair_blocks(blocks_in(version), now) if not pair.is_same)


def do(action: str, person, page, version) -> None:
    if action == "read":
        list(versions_of(person, page))
    elif action == "read_authors":
        authorship_of(person, page)
    elif action == "name_text":
        actions.name_text(by=person, document=page, name="Stand")
    elif action == "rename_version":
        actions.rename_version(by=person, version=version, name="Anders")
    elif action == "restore_version":
        actions.restore_version(by=person, version=version)
    else:
        actions.restore_block(by=person, version=version, key=first_key(page, version))


def test_every_action_has_a_row():
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__ == actions.__name__ and not name.startswith("_")
    }
    assert public - HELPERS | {"read", "read_authors"} == set(DRAFT)


@pytest.mark.parametrize("state", MATRICES)
@pytest.mark.parametrize("action", DRAFT)
@pytest.mark.parametrize("name", PEOPLE)
def test_action(cast, page, version, state, action, name):
    Document.objects.filter(pk=page.pk).update(state=state)
    page.state = version.document.state = state
    error = expected_error(state, action, name)
    person = cast.people()[name]
    if error is None:
        do(action, person, page, version)
    else:
        with pytest.raises(error):
            do(action, person, page, version)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["member", "guest", "stranger", "anonymous"])
def test_doors(cast, page, version, client_for, door, name):
    action, method = DOORS[door]
    arguments = [page.space.slug, page.pk]
    if door in ("version_detail", "version_rename", "version_restore", "version_restore_block", "version_export"):
        arguments.append(version.number)
    if door == "version_export":
        arguments.append("markdown")
    address = reverse(f"versions:{door}", args=arguments)
    client = client_for(cast.people()[name])
    answer = client.get(address) if method == "get" else client.post(address, {"name": "Wort", "seen": "AA=="})
    assert answer.status_code in STATUS[expected_error("draft", action, name)]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_is_changed_by_who_gave_it_and_by_the_moderation(cast, page, name, client_for):
    version = actions.name_text(by=cast.minute_taker, document=page, name="Stand")
    person = cast.people()[name]
    if name in {"chair", "moderator", "minute_taker"}:
        assert actions.rename_version(by=person, version=version, name="Anders").name == "Anders"
    else:
        with pytest.raises(expected_error("draft", "rename_version", name) or NotAllowed):
            actions.rename_version(by=person, version=version, name="Anders")
    address = reverse("versions:version_rename", args=[page.space.slug, page.pk, version.number])
    if name in READERS:
        listed = client_for(person).get(reverse("versions:version_list", args=[page.space.slug, page.pk]))
        assert (address in listed.content.decode()) == (name in {"chair", "moderator", "minute_taker"})


def test_versions_are_not_found_under_another_page_or_space(cast, page, version, client_for):
    other = make_page(cast)
    client = client_for(cast.chair)
    for slug, pk in ((page.space.slug, other.pk), (cast.other_space.slug, page.pk)):
        assert client.get(reverse("versions:version_detail", args=[slug, pk, version.number])).status_code == 404
