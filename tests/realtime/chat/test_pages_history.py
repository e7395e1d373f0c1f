"""Ways into the history of a room: pages, permalinks, the first new message, a date, a search, endless scroll."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from realtime.chat.actions import mark_read, remove_message
from realtime.chat.models import Message
from realtime.chat.queries import PAGE, meeting_room, standing_room
from tests.realtime.chat.factories import write_messages
from tests.realtime.chat.pages import ADDRESS, address, hide, say, text_of
from tests.workgroups.meetings.factories import MeetingFactory

NONSENSE = [
    "",
    "x",
    "abc",
    "-1",
    "-99999999999",
    "0",
    "999999999999",
    "99999999999999999999",
    "9" * 400,
    "²",
    "1.5",
    "1e3",
]


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def positions(response) -> list[int]:
    return [message.position for message in response.context["messages_page"]]


def positions_in(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="nachricht-(\d+)"', html)]


@pytest.mark.parametrize("name", ["vor", "nach", "um"])
@pytest.mark.parametrize("value", NONSENSE)
def test_a_broken_place_shows_the_newest_page(cast, member, name, value):
    write_messages(cast.space, cast.chair, 3)
    for path in (ADDRESS, address("room_detail", standing_room(cast.space))):
        response = member.get(path, {name: value})
        assert response.status_code == 200
        assert positions(response) == [1, 2, 3]
        assert response.context["is_live"]


def test_a_place_in_an_empty_room_shows_an_empty_page(cast, member):
    for name in ("vor", "nach", "um"):
        response = member.get(ADDRESS, {name: "5"})
        assert positions(response) == []
        assert "Noch keine Nachrichten" in text_of(response)


def test_pages_lead_to_each_other_without_gap_or_repetition(cast, member):
    write_messages(cast.space, cast.chair, PAGE * 2 + 3)
    newest = member.get(ADDRESS)
    middle = member.get(ADDRESS, {"vor": newest.context["older"]})
    oldest = member.get(ADDRESS, {"vor": middle.context["older"]})
    assert positions(oldest) + positions(middle) + positions(newest) == list(range(1, PAGE * 2 + 4))
    assert (oldest.context["older"], newest.context["newer"]) == (None, None)
    assert (newest.context["is_live"], middle.context["is_live"]) == (True, False)
    assert positions(member.get(ADDRESS, {"nach": oldest.context["newer"]}))[0] == 4


def test_the_permalink_of_an_old_message_opens_the_page_around_it(cast, member):
    messages = write_messages(cast.space, cast.chair, PAGE * 3)
    first = messages[0]
    first.room = standing_room(cast.space)
    response = member.get(address("message_detail", first))
    assert response.url == f"{ADDRESS}?um=1#nachricht-1"
    page = member.get(response.url)
    assert positions(page)[0] == 1
    assert page.context["newer"] is not None
    assert not page.context["is_live"]
    assert 'id="nachricht-1"' in page.content.decode()


@pytest.mark.parametrize("number", [0, 2, 999])
def test_the_permalink_of_nothing_is_not_found(cast, member, number):
    say(cast.space, cast.chair)
    assert member.get(address("message_detail", standing_room(cast.space), number)).status_code == 404


def test_first_unread_leads_to_the_new_line(cast, member):
    write_messages(cast.space, cast.chair, 5)
    room = standing_room(cast.space)
    mark_read(user=cast.member, room=room, position=3)
    response = member.get(address("first_unread", room))
    assert response.url == f"{ADDRESS}?um=4#neu"
    page = member.get(response.url)
    assert (page.context["unread"], page.context["read_before"]) == (2, 3)
    assert page.content.decode().count('id="neu"') == 1
    assert member.get(address("first_unread", room)).url == ADDRESS


def test_what_was_written_before_one_joined_is_not_new(cast, client_for):
    write_messages(cast.space, cast.chair, 2)
    Message.objects.update(created_at=timezone.now() - timedelta(days=3))
    page = client_for(cast.guest).get(ADDRESS)
    assert page.context["unread"] == 0
    assert 'id="neu"' not in page.content.decode()


def test_hidden_and_own_messages_are_not_counted_as_new(cast, member):
    say(cast.space, cast.chair)
    hide(cast, say(cast.space, cast.chair))
    say(cast.space, cast.member)
    say(cast.space, cast.chair)
    assert member.get(ADDRESS).context["unread"] == 2


def test_loading_ahead_and_head_do_not_mark_as_read(cast, member):
    say(cast.space, cast.chair)
    member.get(ADDRESS, headers={"Sec-Purpose": "prefetch;prerender"})
    member.head(ADDRESS)
    assert member.get(ADDRESS).context["unread"] == 1
    assert member.get(ADDRESS).context["unread"] == 0


def test_a_date_leads_to_its_first_message_or_the_next_one(cast, member):
    messages, room = write_messages(cast.space, cast.chair, 3), standing_room(cast.space)
    for message, day in zip(messages, (20, 22, 24), strict=True):
        at = datetime(2026, 11, day, 0, 30, tzinfo=timezone.get_current_timezone())
        Message.objects.filter(pk=message.pk).update(created_at=at)
    for day, position in (
        ("2026-11-01", 1),
        ("2026-11-20", 1),
        ("2026-11-21", 2),
        ("22.11.2026", 2),
        ("2026-11-24", 3),
    ):
        response = member.get(address("to_date", room, tag=day))
        assert response.url == f"{ADDRESS}?um={position}#nachricht-{position}"


def test_a_date_after_everything_says_so(cast, member):
    say(cast.space, cast.chair)
    response = member.get(address("to_date", standing_room(cast.space), tag="2099-01-01"))
    assert response.status_code == 422
    assert 'value="2099-01-01"' in response.content.decode()
    assert response.context["form"].errors["tag"]


@pytest.mark.parametrize("day", ["", "x", "31.11.2026", "2026-13-40", "0001-01-01", "9999-12-31", "-5", "9" * 300, "²"])
def test_no_date_is_refused_in_the_form(cast, member, day):
    response = member.get(address("to_date", standing_room(cast.space), tag=day))
    assert response.status_code == 422
    assert 'type="date"' in response.content.decode()


def test_search_finds_capital_and_small_umlauts_and_marks_them(cast, member):
    say(cast.space, cast.chair, "Die Übersicht liegt bereit, ÄRGER auch")
    say(cast.space, cast.chair, "Etwas anderes")
    for text in ("übersicht", "Übersicht", "ÜBERSICHT", "ärger über"):
        response = member.get(address("search", standing_room(cast.space), q=text))
        assert [hit.message.position for hit in response.context["found"]] == [1]
        assert "<mark>" in response.content.decode()
    assert (
        "<mark>Übersicht</mark>"
        in member.get(address("search", standing_room(cast.space), q="übersicht")).content.decode()
    )


def test_search_shows_author_time_and_way_into_the_history_newest_first(cast, member):
    say(cast.space, cast.chair, "Atlas eins")
    say(cast.space, cast.guest, "Atlas zwei")
    response = member.get(address("search", standing_room(cast.space), q="atlas"))
    html = response.content.decode()
    assert [hit.message.position for hit in response.context["found"]] == [2, 1]
    assert f'href="{ADDRESS}?um=1#nachricht-1"' in html
    assert "Gast, heute" in text_of(response)


def test_search_needs_all_words_and_stays_in_its_room(cast, member):
    say(cast.space, cast.chair, "Atlas eins")
    meeting = MeetingFactory(space=cast.space, running=True)
    say(cast.space, cast.chair, "Atlas zwei", room=meeting_room(meeting))
    room = standing_room(cast.space)
    assert len(member.get(address("search", room, q="atlas")).context["found"]) == 1
    nothing = member.get(address("search", room, q="atlas drei"))
    assert nothing.context["found"] == []
    assert nothing.status_code == 200
    assert "„atlas drei“" in text_of(nothing) or "atlas drei" in text_of(nothing)


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "<b>", '"', "a" * 200, "\\", "(", "[", "*", "?"])
def test_odd_searches_answer(cast, member, text):
    say(cast.space, cast.chair, "Guten Morgen")
    response = member.get(address("search", standing_room(cast.space)), {"q": text})
    assert response.status_code == 200
    assert response.context["found"] == []
    assert "<b>" not in response.content.decode()


def test_a_search_that_is_too_long_is_refused_in_the_form(cast, member):
    assert member.get(address("search", standing_room(cast.space)), {"q": "a" * 201}).status_code == 422


def test_a_long_message_is_cut_to_where_the_word_stands(cast, member):
    say(cast.space, cast.chair, "davor " * 200 + "Treffer & Ziel " + "danach " * 200)
    html = member.get(address("search", standing_room(cast.space), q="treffer")).content.decode()
    assert "<mark>Treffer</mark> &amp; Ziel" in html
    assert html.count("davor") < 30


def test_what_is_hidden_or_removed_is_not_found(cast, client_for):
    hide(cast, say(cast.space, cast.member, "Geheimnis eins"))
    remove_message(person=cast.member, message=say(cast.space, cast.member, "Geheimnis zwei"))
    for person in (cast.member, cast.guest, cast.moderator):
        page = client_for(person).get(address("search", standing_room(cast.space), q="geheimnis"))
        assert page.context["found"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_the_same_number_of_queries(cast, member, django_assert_num_queries, count):
    write_messages(cast.space, cast.chair, count, "Atlas")
    path = address("search", standing_room(cast.space), q="atlas")
    with django_assert_num_queries(10):
        member.get(path)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_in_the_middle_asks_the_same_number_of_queries(cast, member, django_assert_num_queries, count):
    write_messages(cast.space, cast.chair, count)
    member.get(ADDRESS)
    with django_assert_num_queries(23):
        member.get(ADDRESS, {"um": "1"})


@pytest.mark.parametrize("count", [1, 3])
def test_a_part_asks_the_same_number_of_queries(cast, member, django_assert_num_queries, count):
    write_messages(cast.space, cast.chair, count)
    member.get(ADDRESS)
    with django_assert_num_queries(12):
        member.get(ADDRESS, {"teil": "1"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rooms_asks_the_same_number_of_queries(cast, member, django_assert_num_queries, count):
    for _n in range(count):
        say(cast.space, cast.chair, room=meeting_room(MeetingFactory(space=cast.space, running=True)))
    member.get(ADDRESS)
    with django_assert_num_queries(16):
        rooms = member.get(ADDRESS).context["rooms"]
    assert [(row["current"], row["open"], row["unread"]) for row in rooms] == [(True, True, 0)] + [
        (False, True, 1)
    ] * count


def test_a_part_holds_only_the_items_and_where_more_follow(cast, member):
    write_messages(cast.space, cast.chair, PAGE + 10)
    page = member.get(ADDRESS)
    part = member.get(ADDRESS, {"vor": page.context["older"], "teil": "1"})
    html = part.content.decode()
    assert positions_in(html) == list(range(1, 11))
    assert "<html" not in html
    assert "<h1" not in html
    assert re.search(r'data-older="" data-newer="10"', html)
    after = member.get(ADDRESS, {"nach": "10", "teil": "1"}).content.decode()
    assert positions_in(after) == list(range(11, PAGE + 11))
    assert re.search(r'data-older="11" data-newer=""', after)


def test_a_part_never_repeats_what_the_page_has(cast, member):
    write_messages(cast.space, cast.chair, 3)
    for query in ({"vor": "1"}, {"nach": "3"}):
        html = member.get(ADDRESS, query | {"teil": "1"}).content.decode()
        assert positions_in(html) == []
        assert re.search(r'data-older="" data-newer=""', html)
