"""What people see of a chat, page by page, and how much of it is new. Every list is counted."""

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from documents.editing.actions import create_page
from realtime.chat.actions import (
    edit_message,
    set_reaction,
)
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import (
    attachment_for,
    history,
    meeting_room,
    people_matching,
    position_at_date,
    rooms_of,
    search_room,
    standing_room,
)
from tests.dialog.files.factories import whole_upload
from tests.factories import MembershipFactory, UserFactory
from tests.realtime.chat.factories import fill, post, write_messages
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.spaces.rules import running_memberships


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


# Pages of history


@pytest.mark.parametrize(
    ("place", "first", "last", "older", "newer"),
    [
        ({}, 71, 120, 71, None),
        ({"before": 71}, 21, 70, 21, 70),
        ({"before": 21}, 1, 20, None, 20),
        ({"before": 1}, 71, 120, 71, None),
        ({"before": 999}, 71, 120, 71, None),
        ({"after": 0}, 1, 50, None, 50),
        ({"after": 50}, 51, 100, 51, 100),
        ({"after": 70}, 71, 120, 71, None),
        ({"after": 120}, 71, 120, 71, None),
        ({"around": 60}, 35, 84, 35, 84),
        ({"around": 1}, 1, 50, None, 50),
        ({"around": 115}, 71, 120, 71, None),
        ({"around": 999}, 71, 120, 71, None),
    ],
)
def test_a_page_of_history_tells_what_lies_beside_it(cast, room, place, first, last, older, newer):
    fill(room, cast.chair, 120)
    page = history(room, **place)
    assert [message.position for message in page.messages] == list(range(first, last + 1))
    assert (page.older, page.newer) == (older, newer)


def test_pages_follow_one_another_without_gap_in_both_directions(cast, room):
    fill(room, cast.chair, 133)
    Message.objects.filter(position__in=[50, 51, 83, 100]).delete()
    there = list(room.messages.values_list("position", flat=True))
    backwards, page = [], history(room)
    while True:
        backwards = [message.position for message in page.messages] + backwards
        if page.older is None:
            break
        page = history(room, before=page.older)
    forwards = [message.position for message in page.messages]
    while page.newer is not None:
        page = history(room, after=page.newer)
        forwards += [message.position for message in page.messages]
    assert backwards == forwards == there


def test_an_empty_room_has_an_empty_page(room):
    for place in ({}, {"before": 5}, {"after": 5}, {"around": 5}):
        page = history(room, **place)
        assert (page.messages, page.older, page.newer) == ([], None, None)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_number_of_queries(cast, room, count, django_assert_num_queries):
    fill(room, cast.chair, 200)
    for number in range(count):
        pointed = create_page(author=cast.chair, space=cast.space, title=f"Papier {number}")
        answered = post(cast.member, room, files=[whole_upload(cast.member).pk], documents=[pointed.pk])
        set_reaction(person=cast.guest, message=answered, kind="agree", on=True)
        post(cast.guest, room, f"Ja {number}", reply_to=answered.position)
    with django_assert_num_queries(7):
        shown(history(room))
    with django_assert_num_queries(8):
        shown(history(room, before=10_000))
    with django_assert_num_queries(9):
        shown(history(room, around=190))


def shown(page) -> list[str]:
    """Use everything that the HTML of the messages uses."""
    return [
        f"{message.author.display_name} {message.room.space.slug} {message.reply_to and message.reply_to.author}"
        f"{[file.stored_file.size for file in message.attachments.all()]} {len(message.reactions.all())}"
        for message in page.messages
    ]


# Places


def test_a_day_leads_to_its_first_message_or_to_the_next_day_that_has_any(cast, room):
    for message, moment in zip(
        write_messages(cast.space, cast.chair, 4),
        [(2026, 3, 2, 23, 59), (2026, 3, 3, 0, 0), (2026, 3, 3, 12, 0), (2026, 3, 9, 8, 0)],
        strict=True,
    ):
        at = timezone.make_aware(datetime(*moment))  # noqa: DTZ001  # German time
        Message.objects.filter(pk=message.pk).update(created_at=at)
    wanted = {
        date(2026, 3, 1): 1,
        date(2026, 3, 2): 1,
        date(2026, 3, 3): 2,
        date(2026, 3, 4): 4,
        date(2026, 3, 10): None,
    }
    assert {day: position_at_date(room, day) for day in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GRÜSSE", [1]),
        ("grüße", [1]),
        ("straße alle", [1]),
        ("alle", [3, 1]),
        ("alle fehlt", []),
        ("100%", [3]),
        ("1_0", []),
        ("", []),
        ("   ", []),
        ("\x00", []),
    ],
)
def test_search_finds_messages_with_all_words_however_they_are_written(cast, room, text, found):
    for words in ("Grüße an alle in der Straße", "Etwas anderes", "100% für ALLE"):
        post(cast.member, room, words)
    post(cast.stranger, standing_room(cast.other_space), "Grüße an alle")
    assert [message.position for message in search_room(room, text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pruefung", [2, 1]),
        ("prüfung", [2, 1]),
        ("UEBERPRÜFUNG", [1]),
        ("ueberpruefung maßnahme", [1]),
        ("massnahme", [1]),
        ("aktuelle", [2]),
        ("pru", [2]),
    ],
)
def test_search_knows_both_spellings_of_umlauts(cast, room, text, found):
    for words in ("Überprüfung der Maßnahme", "Die aktuelle Pruefung", "Pause"):
        post(cast.member, room, words)
    assert [message.position for message in search_room(room, text)] == found


def test_search_finds_the_words_of_today_only(cast, room):
    message = post(cast.member, room, "Entwurf")
    edit_message(author=cast.member, message=message, text="Beschluss", version=1)
    assert search_room(room, "entwurf") == []
    assert [found.source for found in search_room(room, "beschluss")] == ["Beschluss"]


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_the_same_number_of_queries_and_ends_at_fifty(cast, room, count, django_assert_num_queries):
    fill(room, cast.chair, 60)
    write_messages(cast.space, cast.chair, count, text="Treffer")
    with django_assert_num_queries(5):
        assert [message.room for message in search_room(room, "treffer")] == [room] * count
    Message.objects.update(folded="treffer")
    assert [message.position for message in search_room(room, "treffer")] == list(range(60 + count, 10 + count, -1))


# Rooms


def test_rooms_are_the_standing_one_and_those_of_meetings_newest_first(cast, room):
    old = MeetingFactory(space=cast.space, closed=True, starts_at=timezone.now() - timedelta(days=30))
    silent = MeetingFactory(space=cast.space, closed=True)
    draft = MeetingFactory(space=cast.space, draft=True)
    running = MeetingFactory(space=cast.space, running=True)
    MeetingFactory(space=cast.other_space, running=True)
    for meeting in (old, silent, draft):
        meeting_room(meeting)
    fill(old.chat_room, cast.chair, 1)
    fill(draft.chat_room, cast.chair, 1)
    assert [found.meeting for found in rooms_of(cast.member, cast.space)] == [None, running, old]
    assert {found.meeting for found in rooms_of(cast.chair, cast.space)} == {None, running, old, draft}


@pytest.mark.parametrize("count", [1, 3])
def test_rooms_take_the_same_number_of_queries(cast, room, count, django_assert_num_queries):
    for _ in range(count):
        meeting_room(MeetingFactory(space=cast.space, running=True))
    running_memberships(cast.member)
    with django_assert_num_queries(3):
        rooms = rooms_of(cast.member, cast.space)
        assert [found.is_open for found in rooms] == [True] * (count + 1)
        assert {found.meeting.space for found in rooms[1:]} == {cast.space}


# People


def test_people_are_found_by_the_beginning_of_their_words_first(cast, room):
    for name in ("Özlem Beispiel", "Beate Muster", "Rabea Muster", "Gabea Özlem"):
        MembershipFactory(space=cast.space, user=UserFactory(display_name=name))
    assert [member.user.display_name for member in people_matching(room, "bea")] == [
        "Beate Muster",
        "Gabea Özlem",
        "Rabea Muster",
    ]
    assert [member.user.display_name for member in people_matching(room, "öZ")] == ["Gabea Özlem", "Özlem Beispiel"]
    assert people_matching(room, "Fremdes") == []


def test_former_members_and_shut_accounts_are_not_named(cast, room):
    MembershipFactory(space=cast.space, user=UserFactory(display_name="Gesperrt", is_active=False))
    assert people_matching(room, "Früheres") == people_matching(room, "Gesperrt") == []


@pytest.mark.parametrize("count", [1, 3, 20])
def test_people_take_the_same_number_of_queries(cast, room, count, django_assert_num_queries):
    for number in range(count):
        MembershipFactory(space=cast.space, user=UserFactory(display_name=f"Muster {number:02}"))
    with django_assert_num_queries(4):
        found = people_matching(room, "muster")
        assert [(member.user.display_name, member.capacity.label) for member in found] == [
            (f"Muster {number:02}", "") for number in range(min(count, 8))
        ]


def test_a_file_takes_one_query(cast, room, django_assert_num_queries):
    message = post(cast.member, room, files=[whole_upload(cast.member).pk])
    running_memberships(cast.guest)
    (attachment,) = message.attachments.all()
    with django_assert_num_queries(1):
        assert attachment_for(cast.guest, room, attachment.pk).stored_file.original_name == "Auswertung.pdf"


# Older data


def test_older_messages_are_found_after_the_migration(cast, room, monkeypatch):
    migration = import_module("realtime.chat.migrations.0004_fill_folded_text")
    monkeypatch.setattr(migration, "BATCH", 2)
    fill(room, cast.chair, 5)
    Message.objects.filter(position=3).update(source="")
    assert search_room(room, "nr") == []
    migration.fill(apps, None)
    assert [message.position for message in search_room(room, "nr")] == [5, 4, 2, 1]
    assert Message.objects.get(position=3).folded == ""
