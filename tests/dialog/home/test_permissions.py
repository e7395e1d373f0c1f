"""Marking news as read and the pages of this folder x every person."""

import inspect

import pytest

from dialog.common.errors import NotFound, SignInNeeded
from dialog.home import actions
from dialog.home.queries import unread_lines
from tests.dialog.home.scene import KINDS, make_news

INSIDE = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
EVERYBODY = INSIDE | {"stranger", "former", "administrator", "anonymous"}
MATRIX = {"mark_news_read": INSIDE, "mark_all_news_read": EVERYBODY - {"anonymous"}}


def test_every_action_has_a_row():
    public = inspect.getmembers(actions, inspect.isfunction)
    own = {name for name, function in public if function.__module__ == actions.__name__}
    assert set(MATRIX) == {name for name in own if not name.startswith("_")}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
@pytest.mark.parametrize("kind", KINDS)
def test_line_is_marked_by_those_who_may_see_the_thing(kind, name, cast):
    thing = make_news(cast.space)[kind]
    person = cast.people()[name]
    if name in MATRIX["mark_news_read"]:
        before = unread_lines(person)
        actions.mark_news_read(user=person, kind=kind, object_id=thing.pk)
        assert unread_lines(person) == before - 1
        return
    with pytest.raises(SignInNeeded if name == "anonymous" else NotFound):
        actions.mark_news_read(user=person, kind=kind, object_id=thing.pk)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_button_of_a_line_answers_alike(name, cast, client_for):
    thread = make_news(cast.space)["thread"]
    response = client_for(cast.people()[name]).post(f"/neues/thread/{thread.pk}/gelesen/")
    if name == "anonymous":
        assert "/anmelden/" in response.url
    else:
        assert response.status_code == (302 if name in INSIDE else 404)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_all_is_marked_in_ones_own_spaces(name, cast, client_for):
    make_news(cast.space)
    make_news(cast.other_space)
    response = client_for(cast.people()[name]).post("/neues/gelesen/")
    assert response.status_code == 302
    if name == "anonymous":
        assert "/anmelden/" in response.url
    else:
        assert unread_lines(cast.people()[name]) == 0


@pytest.mark.parametrize(
    "url", ["/neues/thread/999/gelesen/", "/neues/nichts/1/gelesen/", f"/neues/chat/{10**30}/gelesen/"]
)
def test_unknown_lines_do_not_exist(url, cast, client_for):
    assert client_for(cast.member).post(url).status_code == 404


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_pages_of_a_space(name, cast, client_for):
    client = client_for(cast.people()[name])
    overview, fragment = client.get("/gremien/cluster-atlas/"), client.get("/gremien/cluster-atlas/neu/")
    if name == "anonymous":
        assert (overview.status_code, fragment.status_code) == (302, 302)
    else:
        inside = name in INSIDE
        assert overview.status_code == 200
        assert ('class="tabs"' in overview.content.decode()) is inside
        assert fragment.status_code == (200 if inside else 404)
