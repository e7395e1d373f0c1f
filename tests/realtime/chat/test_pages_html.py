"""Every page of the chat is valid HTML with one h1, a way back, and no style or script of its own, in every state."""

import re

import pytest
from django.urls import reverse

from realtime.chat import actions
from realtime.chat.queries import meeting_room, standing_room
from tests.house.html_validity import problems
from tests.realtime.chat.pages import ADDRESS, address, hide, say, say_with_file
from tests.workgroups.meetings.factories import MeetingFactory

pytestmark = pytest.mark.slow
MODERATION = f"{ADDRESS}moderation/"


@pytest.fixture
def addresses(cast) -> list[str]:
    """Fill the rooms with all that can stand in them, and return the pages about it."""
    room, space = standing_room(cast.space), cast.space
    meeting = meeting_room(MeetingFactory(space=space, running=True))
    first = say(space, cast.member, "Guten **Morgen** & „so“ <b>\n\n- eins\n- zwei\n\n> Zitat")
    actions.edit_message(author=cast.member, message=first, text="Guten Tag @Gast", version=1)
    actions.set_reaction(person=cast.chair, message=first, kind="agree", on=True)
    say(space, cast.guest, "Antwort", reply_to=first.position)
    attached = say_with_file(space, cast.member)
    hidden = hide(cast, say(space, cast.member, "Geheimnis"))
    actions.remove_message(person=cast.member, message=say(space, cast.member, "Weg"))
    report = actions.report_message(reporter=cast.guest, message=first, reason="Grob <i>")
    settled = actions.report_message(reporter=cast.guest, message=attached.message, reason="Grob")
    actions.settle_report(person=cast.chair, report=settled, upheld=False, answer="Nein")
    actions.mute_person(moderator=cast.chair, space=space, person=cast.guest, minutes=60, reason="Ruhe")
    actions.set_room_rules(
        person=cast.chair, room=room, speaking="moderators", slow_seconds=60, is_locked=True, reason="Pause"
    )
    decided = [reverse("chat:report_settle", args=[space.slug, row.pk]) for row in (report, settled)]
    return [
        *_pages_of_messages(first, hidden, attached.message),
        *_pages_of_rooms(room, meeting),
        *decided,
        MODERATION,
        reverse("chat:mute", args=[space.slug, cast.member.pk]),
    ]


def _pages_of_messages(first, hidden, attached) -> list[str]:
    names = ("actions", "history", "hide", "remove")
    return [
        f"{ADDRESS}?um={first.position}&antwort={first.position}",
        *[address(f"message_{name}", first) for name in names],
        *[address(f"message_{name}", hidden) for name in names if name != "hide"],
        address("message_actions", attached),
    ]


def _pages_of_rooms(room, meeting) -> list[str]:
    return [
        ADDRESS,
        address("room_detail", meeting),
        address("search", room),
        address("search", room, q="morgen"),
        address("search", room, q="gibt es nicht"),
        address("search", room, q="a" * 201),
        address("to_date", room),
        address("to_date", room, tag="31.11.2026"),
        address("rules", room),
        address("rules", meeting),
    ]


def check(pages: dict[str, str]) -> None:
    assert problems(pages) == []
    for path, html in pages.items():
        assert html.count("<h1") == 1, path
        assert 'class="breadcrumbs"' in html, path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", html), path


def test_pages_are_valid_in_every_state(cast, client_for, addresses):
    moderator = client_for(cast.moderator)
    check({path: moderator.get(path).content.decode() for path in addresses})


def test_pages_of_members_are_valid(cast, client_for, addresses):
    own = say(cast.other_space, cast.stranger)
    stranger, member = client_for(cast.stranger), client_for(cast.member)
    pages = {path: stranger.get(path).content.decode() for path in (address("message_edit", own),)}
    seen = [path for path in addresses if not path.startswith(MODERATION) and member.get(path).status_code == 200]
    assert len(seen) >= 10
    check(pages | {path: member.get(path).content.decode() for path in seen})


def test_pages_with_errors_are_valid(cast, client_for, addresses):
    moderator = client_for(cast.moderator)
    forms = [path for path in addresses if re.search("/(ausblenden|entfernen|regeln|meldung/1|stumm/.*)/$", path)]
    sent = {path: moderator.post(path, {"reason": "x" * 501}) for path in forms}
    assert {response.status_code for response in sent.values()} == {422}
    check({path: response.content.decode() for path, response in sent.items()})
    member = client_for(cast.member).post(ADDRESS, {"text": "Mein Text"})
    assert member.status_code == 409
    check({ADDRESS: member.content.decode()})


def test_without_anything_pages_are_valid_too(cast, client_for):
    chair, room = client_for(cast.chair), standing_room(cast.space)
    paths = [ADDRESS, MODERATION, address("search", room, q="nichts"), address("rules", room)]
    check({path: chair.get(path).content.decode() for path in paths})
