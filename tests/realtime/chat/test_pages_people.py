"""Every page of the chat x every person of the cast, with the exact status."""

import pytest
from django.test import Client
from django.urls import reverse

from realtime.chat import actions
from realtime.chat.queries import meeting_room, standing_room
from tests.realtime.chat.pages import ADDRESS, address, hide, say, say_with_file
from tests.workgroups.meetings.factories import MeetingFactory

PEOPLE = [
    "chair",
    "moderator",
    "minute_taker",
    "member",
    "guest",
    "ministry",
    "stranger",
    "former",
    "administrator",
    "anonymous",
]
HERE = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
MODERATION = {"chair", "moderator"}
AUTHOR = {"member"}

# Page, who may open it, and with what it answers them. The message is the member's.
SHOWN = {
    "room": (HERE, 200),
    "room_detail": (HERE, 200),
    "first_unread": (HERE, 302),
    "to_date": (HERE, 200),
    "search": (HERE, 200),
    "people": (HERE, 200),
    "attachment": (HERE, 200),
    "meeting_room": (HERE, 302),
    "message_detail": (HERE, 302),
    "message_actions": (HERE, 200),
    "message_edit": (AUTHOR, 200),
    "message_remove": (AUTHOR | MODERATION, 200),
    "message_history": (AUTHOR | MODERATION, 200),
    "message_report": (HERE - AUTHOR, 200),
    "message_hide": (MODERATION, 200),
    "rules": (MODERATION, 200),
    "moderation": (MODERATION, 200),
    "report_settle": (MODERATION, 200),
    "mute": (MODERATION, 200),
}
REASON = {"reason": "Nennt Personen"}
SENT = {
    "room": (HERE, 302, {"text": "Hallo"}),
    "room_detail": (HERE, 302, {"text": "Hallo"}),
    "silence": (HERE, 302, {"on": "1"}),
    "message_edit": (AUTHOR, 302, {"text": "Anders", "version": "1"}),
    "message_remove": (AUTHOR | MODERATION, 302, REASON),
    "message_report": (HERE - AUTHOR, 302, REASON),
    "message_hide": (MODERATION, 302, REASON),
    "message_show": (MODERATION, 302, {}),
    "message_react": (HERE, 302, {"kind": "agree", "on": "1"}),
    "rules": (MODERATION, 302, {"speaking": "everyone", "slow_seconds": "10", **REASON}),
    "report_settle": (MODERATION, 302, {"verdict": "upheld", "answer": "Danke"}),
    "mute": (MODERATION, 302, {"minutes": "60", **REASON}),
    "mute_lift": (MODERATION, 302, {}),
}


def address_in(cast, page: str) -> str:
    """Make what the page is about, and return its address."""
    room, slug = standing_room(cast.space), cast.space.slug
    if page in ("room", "moderation"):
        return reverse(f"chat:{page}", args=[slug])
    if page == "meeting_room":
        return reverse("chat:meeting_room", args=[slug, MeetingFactory(space=cast.space, running=True).pk])
    if page == "attachment":
        return address(page, room, say_with_file(cast.space, cast.member).pk)
    if page == "report_settle":
        report = actions.report_message(reporter=cast.guest, message=say(cast.space, cast.member), reason="Grob")
        return reverse("chat:report_settle", args=[slug, report.pk])
    if page in ("mute", "mute_lift"):
        return _address_of_mute(cast, page)
    if page.startswith("message_"):
        message = say(cast.space, cast.member)
        return address(page, hide(cast, message) if page == "message_show" else message)
    return address(page, room)


def _address_of_mute(cast, page: str) -> str:
    if page == "mute":
        return reverse("chat:mute", args=[cast.space.slug, cast.guest.pk])
    mute = actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=60, reason="Ruhe")
    return reverse("chat:mute_lift", args=[cast.space.slug, mute.pk])


def expected(name: str, allowed: set[str], status: int) -> int:
    if name == "anonymous":
        return 302
    if name not in HERE:
        return 404
    return status if name in allowed else 403


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("page", SHOWN)
def test_who_sees_a_page(cast, client_for, page, name):
    allowed, status = SHOWN[page]
    path = address_in(cast, page)
    response = client_for(getattr(cast, name)).get(path)
    assert response.status_code == expected(name, allowed, status)
    if name == "anonymous":
        assert response.url.startswith("/konto/anmelden/")
    assert client_for(getattr(cast, name)).head(path).status_code == response.status_code


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("page", SENT)
def test_who_may_send_a_form(cast, client_for, page, name):
    allowed, status, data = SENT[page]
    response = client_for(getattr(cast, name)).post(address_in(cast, page), data)
    assert response.status_code == expected(name, allowed, status)
    if name == "anonymous":
        assert response.url.startswith("/konto/anmelden/")
    elif name in allowed:
        assert response.url.startswith(ADDRESS)


@pytest.mark.parametrize("page", sorted(set(SENT) - set(SHOWN)))
def test_what_only_takes_forms_answers_405(cast, client_for, page):
    assert client_for(cast.chair).get(address_in(cast, page)).status_code == 405


@pytest.mark.parametrize("page", sorted(set(SHOWN) - set(SENT)))
def test_what_only_shows_answers_405(cast, client_for, page):
    assert client_for(cast.chair).post(address_in(cast, page), {}).status_code == 405


@pytest.mark.parametrize("page", SENT)
def test_every_form_needs_its_token(cast, page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(address_in(cast, page), SENT[page][2]).status_code == 403


@pytest.mark.parametrize("name", ["member", "guest", "ministry"])
def test_the_room_of_a_meeting_in_preparation_does_not_exist_for_others(cast, client_for, name):
    meeting = MeetingFactory(space=cast.space, draft=True)
    room = meeting_room(meeting)
    client = client_for(getattr(cast, name))
    for page in ("room_detail", "first_unread", "to_date", "search", "people"):
        assert client.get(address(page, room)).status_code == 404
    assert client.get(reverse("chat:meeting_room", args=[cast.space.slug, meeting.pk])).status_code == 404
    assert client.post(address("silence", room), {}).status_code == 404
    assert client_for(cast.moderator).get(address("room_detail", room)).status_code == 200


@pytest.mark.parametrize("page", ["room_detail", "search", "to_date", "people", "first_unread", "rules"])
def test_a_room_is_not_found_under_another_group(cast, client_for, page):
    foreign = standing_room(cast.other_space)
    path = reverse(f"chat:{page}", args=[cast.space.slug, foreign.pk])
    assert client_for(cast.chair).get(path).status_code == 404


def test_what_belongs_to_another_group_is_not_found(cast, client_for):
    foreign = say(cast.other_space, cast.stranger)
    attached = say_with_file(cast.other_space, cast.stranger)
    room, chair = standing_room(cast.space), client_for(cast.chair)
    assert chair.get(address("message_actions", foreign)).status_code == 404
    assert chair.get(address("attachment", room, attached.pk)).status_code == 404
    assert chair.get(reverse("chat:mute", args=[cast.space.slug, cast.stranger.pk])).status_code == 404


@pytest.mark.parametrize("number", [0, 987654, 10**17, 10**40])
def test_numbers_that_nothing_has_are_not_found(cast, client_for, number):
    chair, room = client_for(cast.chair), standing_room(cast.space)
    for path in (
        f"{ADDRESS}{number}/",
        f"{ADDRESS}sitzung/{number}/",
        address("message_actions", room, number),
        address("message_detail", room, number),
        address("attachment", room, number),
        f"{ADDRESS}moderation/meldung/{number}/",
        f"{ADDRESS}moderation/stumm/{number}/",
    ):
        assert chair.get(path).status_code == 404, path
    assert chair.post(f"{ADDRESS}moderation/stumm/{number}/aufheben/").status_code == 404
