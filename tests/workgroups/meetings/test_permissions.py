"""Who may do what with meetings: every action x every person, at the action and at its page."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dialog.common.errors import Conflict, DialogError, Invalid, NotAllowed, NotFound, SignInNeeded
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory
from tests.workgroups.meetings.test_actions import ITEM
from workgroups.meetings import actions
from workgroups.meetings.models import Meeting

PLANNERS = {"chair", "moderator", "minute_taker"}
MEMBERS = PLANNERS | {"member", "ministry"}
INSIDE = MEMBERS | {"guest"}
PEOPLE = sorted(INSIDE | {"stranger", "former", "administrator", "anonymous"})

MATRIX = {
    "plan_meeting": PLANNERS,
    "edit_meeting": PLANNERS,
    "publish_agenda": PLANNERS,
    "start_meeting": PLANNERS,
    "close_meeting": PLANNERS,
    "cancel_meeting": PLANNERS,
    "add_agenda_item": PLANNERS,
    "edit_agenda_item": PLANNERS,
    "move_agenda_item": PLANNERS,
    "remove_agenda_item": PLANNERS,
    "answer_invitation": MEMBERS,
    "mark_read": INSIDE,
}
# The state a meeting must be in for the action; open where nothing is said.
STATES = {"publish_agenda": Meeting.State.OPEN, "close_meeting": Meeting.State.RUNNING}
PAGES = {
    "plan_meeting": "meeting_create",
    "edit_meeting": "meeting_edit",
    "publish_agenda": "publish",
    "start_meeting": "start",
    "close_meeting": "close",
    "cancel_meeting": "cancel",
    "add_agenda_item": "item_create",
    "edit_agenda_item": "item_edit",
    "move_agenda_item": "item_move",
    "remove_agenda_item": "item_remove",
    "answer_invitation": "answer",
}
READING = ["meeting_list", "meeting_detail"]


def expected_error(person: str, action: str) -> type[DialogError]:
    if person == "anonymous":
        return SignInNeeded
    if action == "plan_meeting":
        return NotAllowed  # everybody who is signed in knows the group: it is listed
    return NotAllowed if person in INSIDE else NotFound


@pytest.fixture
def scene(cast, request):
    """A meeting in the state its action needs, with one item."""
    name = request.getfixturevalue("action")
    meeting = MeetingFactory(space=cast.space, author=cast.chair, state=STATES.get(name, Meeting.State.OPEN))
    return meeting, AgendaItemFactory(meeting=meeting)


def arguments(name, cast, meeting, item, fields):
    return {
        "plan_meeting": {"space": cast.space, "fields": fields},
        "edit_meeting": {"meeting": meeting, "fields": fields},
        "add_agenda_item": {"meeting": meeting, "fields": ITEM},
        "edit_agenda_item": {"item": item, "fields": ITEM},
        "move_agenda_item": {"item": item, "direction": "up"},
        "remove_agenda_item": {"item": item},
        "answer_invitation": {"meeting": meeting, "reply": "yes"},
    }.get(name, {"meeting": meeting})


def public_actions():
    """All functions of the action files; `changes` holds what they share, which nobody calls from outside."""
    files = [import_module(f"{actions.__name__}.{file.name}") for file in iter_modules(actions.__path__)]
    return {
        name
        for file in files
        for name, thing in inspect.getmembers(file, inspect.isfunction)
        if thing.__module__ == file.__name__ and not name.startswith("_") and not file.__name__.endswith(".changes")
    }


def test_every_action_has_a_row_and_a_page():
    assert set(MATRIX) == public_actions() == set(actions.__all__)
    assert set(PAGES) | {"mark_read"} == set(MATRIX)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("action", sorted(MATRIX))
def test_action(cast, scene, action, person, fields):
    user = cast.people()[person]
    act, given = getattr(actions, action), arguments(action, cast, *scene, fields)
    if person not in MATRIX[action]:
        with pytest.raises(expected_error(person, action)) as caught:
            act(user=user, **given)
        assert type(caught.value) is expected_error(person, action)
        return
    try:
        act(user=user, **given)
    except Conflict:
        assert action == "publish_agenda"  # it is announced already; the right was there


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("action", sorted(PAGES))
def test_page(cast, scene, action, person, client_for):
    user = cast.people()[person]
    meeting, item = scene
    places = {"meeting_create": [], "item_edit": [meeting.pk, item.pk]}
    places |= {name: [meeting.pk, item.pk] for name in ("item_move", "item_remove")}
    page = PAGES[action]
    address = reverse(f"meetings:{page}", args=[cast.space.slug, *places.get(page, [meeting.pk])])
    # Forms are sent empty: they show themselves again (400); steps answer with a redirect.
    response = client_for(user).post(address, {"direction": "up"})
    assert_answer(response, address, person, allowed=person in MATRIX[action], codes=(302, 400))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("page", READING)
def test_reading(cast, meeting, page, person, client_for):
    address = reverse(f"meetings:{page}", args=[cast.space.slug] + ([meeting.pk] if page == "meeting_detail" else []))
    response = client_for(cast.people()[person]).get(address)
    assert_answer(response, address, person, allowed=person in INSIDE, codes=(200,))


def assert_answer(response, address, person, *, allowed, codes):
    if person == "anonymous":
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
        return
    refused = 403 if person in INSIDE else 404
    assert response.status_code in (codes if allowed else (refused,)), address


@pytest.mark.parametrize("person", PEOPLE)
def test_draft_exists_for_planners_only(cast, person, client_for):
    meeting = MeetingFactory(space=cast.space, draft=True)
    user = cast.people()[person]
    response = client_for(user).get(reverse("meetings:meeting_detail", args=[cast.space.slug, meeting.pk]))
    expected = 302 if isinstance(user, AnonymousUser) else 200 if person in PLANNERS else 404
    assert response.status_code == expected


def test_meeting_of_another_group_is_not_found(cast, client_for, fields):
    foreign = MeetingFactory(space=cast.other_space)
    client = client_for(cast.chair)
    for page in ("meeting_detail", "meeting_edit", "cancel"):
        assert client.get(reverse(f"meetings:{page}", args=[cast.space.slug, foreign.pk])).status_code == 404
    item = AgendaItemFactory(meeting=foreign)
    mine = MeetingFactory(space=cast.space)
    address = reverse("meetings:item_edit", args=[cast.space.slug, mine.pk, item.pk])
    assert client.get(address).status_code == 404
    with pytest.raises(NotFound):
        actions.edit_meeting(user=cast.chair, meeting=foreign, fields=fields)


def test_concluded_group_keeps_its_meetings_readable_only(cast, meeting, client_for, fields):
    cast.space.state = "concluded"
    cast.space.save()
    address = reverse("meetings:meeting_detail", args=[cast.space.slug, meeting.pk])
    assert client_for(cast.chair).get(address).status_code == 200
    meeting.space.refresh_from_db()
    with pytest.raises((NotAllowed, Invalid)):
        actions.edit_meeting(user=cast.chair, meeting=meeting, fields=fields)
