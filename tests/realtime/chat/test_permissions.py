"""Every action of the chat x every person, at the action and at its page. The socket uses the same actions."""

import inspect
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from realtime.chat import actions
from realtime.chat.queries import standing_room
from tests.realtime.client import ChatClient, join_chat, open_socket

MEMBERS = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
OUTSIDE = {"stranger", "former", "administrator"}
MATRIX = {"post_message": MEMBERS, "mark_read": MEMBERS}
PEOPLE = [*sorted(MEMBERS | OUTSIDE), "anonymous"]


def test_every_action_has_a_row():
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__.startswith(actions.__name__)
    }
    assert public == set(MATRIX)


def carry_out(action: str, person, room):
    if action == "post_message":
        return actions.post_message(author=person, room=room, text="Hallo", client_id=uuid4())
    return actions.mark_read(user=person, room=room, position=1)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("action", MATRIX)
def test_action(cast, action, name):
    person, room = getattr(cast, name), standing_room(cast.space)
    if name in MATRIX[action]:
        carry_out(action, person, room)
    else:
        with pytest.raises(SignInNeeded if name == "anonymous" else NotFound):
            carry_out(action, person, room)
        assert not room.messages.exists()
        assert not room.read_marks.exists()


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page(cast, client_for, method, name):
    data = {"text": "Hallo", "client_id": str(uuid4())}
    response = getattr(client_for(getattr(cast, name)), method)("/gremien/cluster-atlas/chat/", data)
    if name in MEMBERS:
        assert response.status_code == (200 if method == "get" else 302)
        assert standing_room(cast.space).messages.count() == (method == "post")
        return
    assert response.status_code == (302 if name == "anonymous" else 404)
    if name == "anonymous":
        assert response.url.startswith("/konto/anmelden/")
    assert not standing_room(cast.space).messages.exists()


@pytest.mark.live
@pytest.mark.parametrize("name", PEOPLE)
async def test_socket(server, room, live_cast, client_for, name):
    client = await sync_to_async(client_for)(getattr(live_cast, name))
    if name not in MEMBERS:
        chat = ChatClient(await open_socket(server, f"/ws/chat/{room.pk}/", client))
        assert await chat.closed() == (4401 if name == "anonymous" else 4404)
        assert chat.frames == []
        return
    chat = await join_chat(server, room.pk, client)
    posted = await chat.command("post", client=str(uuid4()), text="Hallo")
    read = await chat.command("read", position=posted["position"])
    assert (posted["type"], read["type"]) == ("ok", "ok")
    assert await room.read_marks.filter(user=getattr(live_cast, name), position=posted["position"]).aexists()


def test_concluded_body_is_read_only(cast):
    cast.space.state = "concluded"
    cast.space.save()
    with pytest.raises(NotAllowed):
        carry_out("post_message", cast.member, standing_room(cast.space))
