"""The pages of those who moderate: reports, mutes, rules of a room; and silence, which everybody may choose."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from realtime.chat import actions
from realtime.chat.models import Message, Mute, Report, RoomPreference
from realtime.chat.queries import meeting_room, standing_room
from tests.factories import MembershipFactory, UserFactory
from tests.realtime.chat.pages import ADDRESS, address, hide, say, text_of
from tests.workgroups.meetings.factories import MeetingFactory

MODERATION = f"{ADDRESS}moderation/"
HOSTILE = "<script>alert(1)</script>"
LOCK = {"speaking": "everyone", "slow_seconds": "0", "is_locked": "on", "reason": "Pause"}


@pytest.fixture
def moderator(cast, client_for):
    return client_for(cast.moderator)


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def report(cast, reporter=None, text: str = "Grober Ton", reason: str = "Beleidigt") -> Report:
    message = say(cast.space, cast.member, text)
    return actions.report_message(reporter=reporter or cast.guest, message=message, reason=reason)


def mute(cast, person, reason: str = "Ruhe bitte") -> Mute:
    return actions.mute_person(moderator=cast.chair, space=cast.space, person=person, minutes=60, reason=reason)


def test_without_anything_to_do_the_page_says_so(cast, moderator):
    page = text_of(moderator.get(MODERATION))
    assert "Allgemein" in page
    assert moderator.get(MODERATION).content.decode().count('class="empty"') == 2


def test_open_reports_stand_with_message_reason_and_address(cast, moderator):
    row = report(cast)
    html = moderator.get(MODERATION).content.decode()
    for words in ("Grober Ton", "Beleidigt", cast.guest.display_name, cast.member.display_name):
        assert words in html
    assert reverse("chat:message_detail", args=[cast.space.slug, row.message.room_id, row.message.position]) in html
    assert reverse("chat:report_settle", args=[cast.space.slug, row.pk]) in html


def test_reports_of_other_groups_stay_there(cast, moderator):
    message = say(cast.other_space, cast.stranger, "Fremdes")
    MembershipFactory(space=cast.other_space, user=cast.guest)
    foreign = actions.report_message(reporter=cast.guest, message=message, reason="Anderswo")
    page = moderator.get(MODERATION)
    assert "Fremdes" not in page.content.decode()
    assert moderator.get(f"{MODERATION}meldung/{foreign.pk}/").status_code == 404


def test_reporting_tells_who_reports_and_keeps_the_first_reason(cast, client_for):
    message, guest = say(cast.space, cast.member), client_for(cast.guest)
    response = guest.post(address("message_report", message), {"reason": "Erster Grund"})
    assert response.url == address("message_actions", message), "no anchor: the confirmation gets the focus"
    assert "data-flash" in guest.get(response.url).content.decode()
    guest.post(address("message_report", message), {"reason": "Zweiter Grund"})
    assert Report.objects.get().reason == "Erster Grund"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_report_needs_a_reason(cast, client_for, reason):
    message = say(cast.space, cast.member)
    response = client_for(cast.guest).post(address("message_report", message), {"reason": reason})
    assert response.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("verdict", ["upheld", "dismissed"])
def test_a_report_is_settled_with_an_answer(cast, moderator, verdict):
    row = report(cast)
    path = f"{MODERATION}meldung/{row.pk}/"
    assert moderator.post(path, {"verdict": verdict, "answer": "Danke"}).url == MODERATION
    row.refresh_from_db()
    assert (row.state, row.answer, row.settled_by) == (verdict, "Danke", cast.moderator)
    assert "Danke" in text_of(moderator.get(path))
    again = moderator.post(path, {"verdict": "dismissed", "answer": "Zu spät"})
    assert again.status_code == 409
    assert "Zu spät" in again.content.decode()


@pytest.mark.parametrize("data", [{}, {"verdict": "x", "answer": "Danke"}, {"verdict": "upheld", "answer": " "}])
def test_a_report_is_not_settled_without_decision_and_answer(cast, moderator, data):
    row = report(cast)
    assert moderator.post(f"{MODERATION}meldung/{row.pk}/", data).status_code == 422
    row.refresh_from_db()
    assert row.state == "open"


def test_the_report_shows_the_words_of_a_message_that_is_hidden_by_now(cast, moderator):
    row = report(cast, text="Verborgene Worte")
    hide(cast, row.message)
    assert "Verborgene Worte" in text_of(moderator.get(f"{MODERATION}meldung/{row.pk}/"))


def test_a_person_is_muted_and_may_write_again(cast, moderator, member):
    path = reverse("chat:mute", args=[cast.space.slug, cast.member.pk])
    assert moderator.post(path, {"minutes": "60", "reason": "Ruhe bitte"}).url == MODERATION
    refused = member.post(ADDRESS, {"text": "Mein langer Text"})
    assert refused.status_code == 409
    assert "Mein langer Text" in refused.content.decode()
    assert "Ruhe bitte" in text_of(refused)
    assert cast.member.display_name in text_of(moderator.get(MODERATION))
    lift = reverse("chat:mute_lift", args=[cast.space.slug, Mute.objects.get().pk])
    assert moderator.post(lift).url == MODERATION
    assert member.post(ADDRESS, {"text": "Mein langer Text"}).status_code == 302
    assert moderator.post(lift).status_code == 409


@pytest.mark.parametrize("minutes", ["", "x", "0", "-1", "11", "9" * 30])
def test_only_the_offered_durations_are_taken(cast, moderator, minutes):
    path = reverse("chat:mute", args=[cast.space.slug, cast.member.pk])
    assert moderator.post(path, {"minutes": minutes, "reason": "Ruhe"}).status_code == 422
    assert not Mute.objects.exists()


@pytest.mark.parametrize("name", ["chair", "moderator", "stranger", "former"])
def test_who_moderates_or_is_no_member_cannot_be_muted(cast, moderator, name):
    path = reverse("chat:mute", args=[cast.space.slug, getattr(cast, name).pk])
    assert moderator.get(path).status_code == 404
    assert moderator.post(path, {"minutes": "60", "reason": "Ruhe"}).status_code == 404


def test_ended_mutes_are_not_listed(cast, moderator):
    mute(cast, cast.member)
    Mute.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert "Ruhe bitte" not in text_of(moderator.get(MODERATION))


def test_rules_are_set_and_stand_on_the_page_of_the_moderation(cast, moderator, member):
    room = standing_room(cast.space)
    response = moderator.post(address("rules", room), LOCK)
    assert response.url == address("rules", room)
    assert "data-flash" in moderator.get(response.url).content.decode()
    room.refresh_from_db()
    assert (room.is_locked, room.rules_reason) == (True, "Pause")
    assert "Pause" in text_of(moderator.get(MODERATION))
    page = member.get(ADDRESS)
    assert (page.context["may_write"], bool(page.context["notice"])) == (False, True)
    refused = member.post(ADDRESS, {"text": "Mein langer Text"})
    assert refused.status_code == 409
    assert refused.context["show_composer"]


def test_stricter_rules_need_a_reason_and_what_was_chosen_is_kept(cast, moderator):
    room = standing_room(cast.space)
    page = moderator.post(address("rules", room), LOCK | {"reason": " ", "slow_seconds": "30"})
    assert page.status_code == 422
    html = page.content.decode()
    assert page.context["form"].errors["reason"]
    assert 'value="30" selected' in html
    room.refresh_from_db()
    assert not room.is_locked


@pytest.mark.parametrize("data", [{}, {"speaking": "x"}, {"slow_seconds": "7"}, {"slow_seconds": "-1"}])
def test_unknown_rules_are_refused(cast, moderator, data):
    room = standing_room(cast.space)
    sent = {**LOCK, **data} if data else {}
    assert moderator.post(address("rules", room), sent).status_code == 422
    room.refresh_from_db()
    assert not room.is_locked


def test_slow_mode_answers_with_the_wait_at_the_field(cast, moderator, member):
    room = standing_room(cast.space)
    moderator.post(address("rules", room), LOCK | {"is_locked": "", "slow_seconds": "300"})
    assert member.post(ADDRESS, {"text": "Eins"}).status_code == 302
    page = member.post(ADDRESS, {"text": "Zwei bleibt stehen"})
    assert page.status_code == 429
    assert page.context["form"].errors["text"]
    assert "Zwei bleibt stehen" in page.content.decode()


def test_only_rooms_of_meetings_can_expire(cast, moderator):
    meeting = MeetingFactory(space=cast.space, running=True)
    room = meeting_room(meeting)
    path = address("rules", room)
    assert moderator.post(path, {"retention": "1", "keep_days": "90"}).url == path
    room.refresh_from_db()
    assert room.keep_days == 90
    assert moderator.get(path).context["retention"]["keep_days"].value() == 90
    moderator.post(path, {"retention": "1", "keep_days": ""})
    room.refresh_from_db()
    assert room.keep_days is None
    assert moderator.post(path, {"retention": "1", "keep_days": "7"}).status_code == 422
    standing = address("rules", standing_room(cast.space))
    assert moderator.get(standing).context["retention"] is None
    assert moderator.post(standing, {"retention": "1", "keep_days": "90"}).status_code == 422


def test_silence_is_chosen_for_oneself_and_taken_back(cast, member):
    room = standing_room(cast.space)
    assert member.post(address("silence", room), {"on": "1"}).url == f"{ADDRESS}#hinweis"
    page = member.get(ADDRESS)
    assert page.context["is_silenced"]
    assert 'id="hinweis" data-flash tabindex="-1"' in page.content.decode()
    assert not RoomPreference.objects.exclude(user=cast.member).exists()
    member.post(address("silence", room), {"on": "0"})
    assert not member.get(ADDRESS).context["is_silenced"]


def test_names_and_reasons_are_escaped(cast, moderator):
    cast.member.display_name = HOSTILE
    cast.member.save()
    row = report(cast, reason=HOSTILE, text="Text <b>fett</b>")
    mute(cast, cast.member, HOSTILE)
    paths = (MODERATION, f"{MODERATION}meldung/{row.pk}/", f"{MODERATION}stumm/{cast.member.pk}/")
    for path in paths:
        html = moderator.get(path).content.decode()
        assert HOSTILE not in html
        assert escape(HOSTILE) in html
        assert "<b>fett" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries(cast, moderator, django_assert_num_queries, count):
    for _n in range(count):
        person = MembershipFactory(space=cast.space, user=UserFactory()).user
        mute(cast, person)
        report(cast, reporter=person)
        say(cast.space, cast.chair, room=meeting_room(MeetingFactory(space=cast.space, running=True)))
    with django_assert_num_queries(9):
        moderator.get(MODERATION)


def test_the_side_of_the_room_counts_open_reports_for_the_moderation_only(cast, moderator, member):
    report(cast)
    assert (moderator.get(ADDRESS).context["may_moderate"], moderator.get(ADDRESS).context["open_reports"]) == (True, 1)
    assert (member.get(ADDRESS).context["may_moderate"], member.get(ADDRESS).context["open_reports"]) == (False, 0)
    assert f'href="{MODERATION}"' not in member.get(ADDRESS).content.decode()
    assert f'href="{MODERATION}"' in moderator.get(ADDRESS).content.decode()


def test_a_removed_message_keeps_its_report(cast, moderator):
    row = report(cast, text="Verborgene Worte")
    actions.remove_message(person=cast.member, message=Message.objects.get())
    page = moderator.get(f"{MODERATION}meldung/{row.pk}/")
    assert page.status_code == 200
    assert "Verborgene Worte" in text_of(page)
