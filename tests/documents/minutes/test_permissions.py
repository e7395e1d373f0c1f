"""Who may do what with minutes: every action x every person, at the action and at its page."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.minutes import actions
from documents.minutes.models import Minutes
from tests.documents.minutes.factories import MinutesFactory
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory

WRITERS = {"chair", "moderator", "minute_taker"}
INSIDE = WRITERS | {"member", "ministry", "guest"}
PEOPLE = sorted(INSIDE | {"stranger", "former", "administrator", "anonymous"})

MATRIX = {
    "begin_minutes": WRITERS,
    "write_section": WRITERS,
    "publish_minutes": WRITERS,
    "approve_minutes": WRITERS,
    "mark_read": INSIDE,
}
PAGES = {
    "begin_minutes": "begin",
    "write_section": "section_edit",
    "publish_minutes": "publish",
    "approve_minutes": "approve",
}
READING = ["minutes_list", "minutes_detail", "minutes_state", "minutes_pdf"]


def public_actions():
    return {
        name
        for name, thing in inspect.getmembers(actions, inspect.isfunction)
        if not name.startswith("_") and thing.__module__ == actions.__name__
    }


def test_every_action_has_a_row_and_a_page():
    assert set(MATRIX) == public_actions()
    assert set(PAGES) | {"mark_read"} == set(MATRIX)


def expected_error(person: str) -> type[DialogError]:
    if person == "anonymous":
        return SignInNeeded
    return NotAllowed if person in INSIDE else NotFound


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("action", sorted(MATRIX))
def test_action(cast, written, agenda, meeting, action, person):
    given = {
        "begin_minutes": {"meeting": meeting},
        "write_section": {"minutes": written, "item": agenda[0], "text": "Text"},
    }.get(action, {"minutes": written})
    if action == "approve_minutes":
        actions.publish_minutes(user=written.author, minutes=written)
    act, user = getattr(actions, action), cast.people()[person]
    if person in MATRIX[action]:
        act(user=user, **given)
        return
    with pytest.raises(expected_error(person)) as caught:
        act(user=user, **given)
    assert type(caught.value) is expected_error(person)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("action", sorted(PAGES))
def test_page(cast, written, agenda, meeting, action, person, client_for):
    page = PAGES[action]
    more = [agenda[0].pk] if page == "section_edit" else []
    if page == "approve":
        actions.publish_minutes(user=written.author, minutes=written)
    address = reverse(f"minutes:{page}", args=[cast.space.slug, meeting.pk, *more])
    sent = {"text": "Text", "version": "0"} if more else {"version": str(Minutes.objects.get().version)}
    response = client_for(cast.people()[person]).post(address, sent)
    assert_answer(response, person, allowed=person in MATRIX[action], code=302)
    assert (response.status_code == 302) == (person in MATRIX[action] | {"anonymous"})
    if page == "approve":
        assert (Minutes.objects.get().state == Minutes.State.APPROVED) == (person in MATRIX[action])


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("page", READING)
def test_reading(cast, written, meeting, page, person, client_for):
    more = {"minutes_list": [], "minutes_pdf": [meeting.pk, "Protokoll-4-2026.pdf"]}.get(page, [meeting.pk])
    response = client_for(cast.people()[person]).get(reverse(f"minutes:{page}", args=[cast.space.slug, *more]))
    assert_answer(response, person, allowed=person in INSIDE, code=200)


def assert_answer(response, person, *, allowed, code):
    if person == "anonymous":
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
        return
    assert response.status_code == (code if allowed else 403 if person in INSIDE else 404)


def test_minutes_of_a_draft_meeting_or_another_group_are_not_found(cast, client_for):
    draft = MeetingFactory(space=cast.space, draft=True)
    foreign = MinutesFactory(meeting=MeetingFactory(space=cast.other_space))
    AgendaItemFactory(meeting=foreign.meeting)
    for person, pk in ((cast.member, draft.pk), (cast.chair, foreign.meeting_id)):
        for page in ("minutes_detail", "minutes_state"):
            address = reverse(f"minutes:{page}", args=[cast.space.slug, pk])
            assert client_for(person).get(address).status_code == 404
