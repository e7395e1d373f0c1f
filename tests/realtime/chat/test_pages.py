from datetime import UTC, datetime
from uuid import uuid4

import pytest

from realtime.chat.actions import mark_read, post_message
from realtime.chat.models import Message
from realtime.chat.queries import MOST_UNREAD, PAGE, REPLAY, changes_since, standing_room
from tests.realtime.chat.factories import fill, write_messages

ADDRESS = "/gremien/cluster-atlas/chat/"


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_queries(cast, client_for, django_assert_num_queries, count):
    write_messages(cast.space, cast.chair, count)
    client = client_for(cast.member)
    client.get(ADDRESS)
    with django_assert_num_queries(21):
        client.get(ADDRESS)


def test_long_history_is_shown_page_by_page(cast, client_for):
    write_messages(cast.space, cast.chair, PAGE + 3)
    client = client_for(cast.member)
    newest = client.get(ADDRESS)
    assert [m.position for m in newest.context["messages_page"]] == list(range(4, PAGE + 4))
    older = client.get(ADDRESS, {"vor": newest.context["older"]})
    assert [m.position for m in older.context["messages_page"]] == [1, 2, 3]
    assert older.context["older"] is None


@pytest.mark.parametrize("before", ["", "x", "-1", "99999999999999999999", "²"])
def test_nonsense_in_the_address_shows_the_newest(cast, client_for, before):
    write_messages(cast.space, cast.chair, 1)
    assert len(client_for(cast.member).get(ADDRESS, {"vor": before}).context["messages_page"]) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bitte schreiben Sie zuerst eine Nachricht."),
        ("x" * 4001, "zu lang"),
        ("x" * 1_000_000, "zu lang"),
        ("a\x00b", ""),
    ],
)
def test_bad_text_is_refused_and_kept(cast, client_for, text, words):
    response = client_for(cast.member).post(ADDRESS, {"text": text, "client_id": str(uuid4())})
    assert response.status_code == 422
    assert words in response.content.decode()
    if text.strip() and "\x00" not in text:
        assert text in response.content.decode()
    assert not Message.objects.exists()


def test_hostile_text_is_shown_harmless(cast, client_for):
    room = standing_room(cast.space)
    text = "<script>alert(1)</script> [klick](javascript:alert(1)) <img src=x onerror=alert(1)> www.example.org"
    post_message(author=cast.member, room=room, text=text, client_id=uuid4())
    html = Message.objects.get().html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="http://www.example.org"' in html


def test_message_keeps_the_capacity_of_its_time(cast):
    room = standing_room(cast.space)
    message = post_message(author=cast.member, room=room, text="Ja", client_id=uuid4())
    cast.member.mandates.all().delete()
    message.refresh_from_db()
    assert message.capacity == "im Mandat der Region Neckar-Alb"


def test_read_mark_never_goes_back(cast):
    room = standing_room(cast.space)
    mark_read(user=cast.member, room=room, position=7)
    mark_read(user=cast.member, room=room, position=3)
    assert room.read_marks.get().position == 7


def test_long_replay_comes_in_parts_that_say_where_they_end(cast):
    messages = write_messages(cast.space, cast.chair, REPLAY + 1)
    room = standing_room(cast.space)
    first = changes_since(room.pk, 0)
    assert (len(first.changes), first.head, first.complete) == (REPLAY, REPLAY, False)
    rest = changes_since(room.pk, first.head)
    assert (len(rest.changes), rest.head, rest.complete) == (1, messages[-1].change, True)
    assert changes_since(room.pk, rest.head).changes == []


def test_nothing_is_marked_as_read_while_new_messages_lie_above_the_page(cast, client_for):
    write_messages(cast.space, cast.chair, PAGE + 10)
    room, member = standing_room(cast.space), client_for(cast.member)
    for _time in range(2):
        page = member.get(ADDRESS)
        assert (page.context["unread"], page.context["first_unread"]) == (PAGE + 10, 1)
        assert 'id="neu"' not in page.content.decode()
        assert f'href="{ADDRESS}?um=1#neu"' in page.content.decode()
    assert 'id="neu"' in member.get(page.context["first_unread_url"]).content.decode()
    assert room.read_marks.get(user=cast.member).position == PAGE
    member.get(ADDRESS, {"nach": PAGE})
    assert room.read_marks.get(user=cast.member).position == PAGE + 10


def test_a_part_marks_nothing_as_read(cast, client_for):
    write_messages(cast.space, cast.chair, 3)
    client_for(cast.member).get(ADDRESS, {"teil": "1"})
    assert not standing_room(cast.space).read_marks.exists()


def test_many_new_messages_are_counted_up_to_99(cast, client_for):
    fill(standing_room(cast.space), cast.chair, 150)
    page = client_for(cast.member).get(ADDRESS, {"um": "1"})
    assert page.context["unread"] == MOST_UNREAD
    assert "99+" in page.content.decode()


def test_a_day_begins_at_midnight_where_the_group_works(cast, client_for):
    write_messages(cast.space, cast.chair, 2)
    for position, hour in ((1, 15), (2, 23)):
        moment = datetime(2026, 11, 25, hour, 30, tzinfo=UTC)
        Message.objects.filter(position=position).update(created_at=moment)
    page = client_for(cast.member).get(ADDRESS).content.decode()
    assert page.count('class="day-line"') == 2
