import re

import pytest

from realtime.chat.queries import standing_room
from tests.dialog.home.scene import make_news
from tests.factories import MembershipFactory
from tests.realtime.chat.factories import fill
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.spaces.models import Role, Space


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_the_same_number_of_queries(count, cast, client_for, django_assert_num_queries):
    for number in range(count):
        make_news(cast.space, cast.chair, number=number)
        MembershipFactory(space=cast.space, role=Role.MINUTE_TAKER)
    client = client_for(cast.member)
    with django_assert_num_queries(18):
        assert client.get("/gremien/cluster-atlas/").status_code == 200


def test_overview_shows_what_is_there_and_what_is_new(cast, client_for):
    Space.objects.filter(pk=cast.space.pk).update(charter_html="<p>Der Arbeitsauftrag.</p>")
    make_news(cast.space, cast.chair)
    meeting = MeetingFactory(space=cast.space)
    response = client_for(cast.member).get("/gremien/cluster-atlas/")
    html = page(response)
    for text in ("Der Arbeitsauftrag.", "Felder", "Papier", "Leitung der Arbeitsgruppe", meeting.place):
        assert text in html
    assert response.context["counts"] == {"discussions": 2, "documents": 2, "chat": 2}
    assert "im Mandat der Region Neckar-Alb" in html
    assert html.count("kern-btn--primary") == 1


def test_guest_is_offered_no_discussion_to_start(cast, client_for):
    html = page(client_for(cast.guest).get("/gremien/cluster-atlas/"))
    assert "kern-btn--primary" not in html


def test_tabs_of_other_pages_load_their_counts_afterwards(cast, client_for):
    make_news(cast.space, cast.chair)
    client = client_for(cast.member)
    members = page(client.get("/gremien/cluster-atlas/mitglieder/"))
    assert 'hx-get="/gremien/cluster-atlas/neu/?tab=members"' in members
    fragment = page(client.get("/gremien/cluster-atlas/neu/?tab=members"))
    assert fragment.count('class="pill"') == 3
    assert "hx-get" not in fragment
    assert fragment.count('aria-current="page"') == 1


def test_open_tab_shows_no_count(cast, client_for):
    make_news(cast.space, cast.chair)
    fragment = page(client_for(cast.member).get("/gremien/cluster-atlas/neu/?tab=chat"))
    assert fragment.count('class="pill"') == 2


@pytest.mark.parametrize(("count", "words"), [(99, "99 "), (100, "99+"), (130, "99+")])
def test_messages_are_counted_to_a_hundred(cast, client_for, count, words):
    fill(standing_room(cast.space), cast.chair, count)
    client = client_for(cast.member)
    (pill,) = re.findall(r'class="pill">([^<]*)', page(client.get("/gremien/cluster-atlas/neu/")))
    assert pill.startswith(words)
    assert str(count + 1) not in pill
    for address in ("/gremien/cluster-atlas/", "/"):
        assert words in page(client.get(address))


def test_unknown_tab_is_no_harm(cast, client_for):
    fragment = page(client_for(cast.member).get("/gremien/cluster-atlas/neu/?tab=<script>"))
    assert "<script>" not in fragment


def test_empty_space_says_so_in_words(cast, client_for):
    assert client_for(cast.member).get("/gremien/cluster-atlas/").status_code == 200
