"""Every action of the chat x every person, at the action and at its page. The socket uses the same actions."""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps

from dialog.accounts.models import User
from dialog.audit.models import AuditEntry
from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from dialog.common.models import AccessEpoch, OutgoingMail, Topic
from realtime.chat import actions
from realtime.chat.models import ChatRoom, Message, Mute, Report
from realtime.chat.queries import meeting_room, room_for, standing_room
from tests.factories import MembershipFactory
from tests.realtime.chat.factories import write_messages
from tests.realtime.client import ChatClient, join_chat, open_socket
from tests.workgroups.meetings.factories import MeetingFactory

MEMBERS = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
OUTSIDE = {"stranger", "former", "administrator"}
MODERATION = {"chair", "moderator"}
PEOPLE = [*sorted(MEMBERS | OUTSIDE), "anonymous"]

# All messages are written by `member`.
MATRIX: dict[str, set[str]] = {
    "post_message": MEMBERS,
    "edit_message": {"member"},
    "remove_message": MODERATION | {"member"},
    "set_reaction": MEMBERS,
    "report_message": MEMBERS - {"member"},
    "hide_message": MODERATION,
    "show_message": MODERATION,
    "settle_report": MODERATION,
    "mute_person": MODERATION,
    "lift_mute": MODERATION,
    "set_room_rules": MODERATION,
    "set_retention": MODERATION,
    "silence_room": MEMBERS,
    "mark_read": MEMBERS,
}
STAY_IN_AN_ARCHIVE = {"mark_read", "silence_room", "report_message"}
CHAT_MODELS = list(apps.get_app_config("chat").get_models())


class Stage(NamedTuple):
    cast: Any
    room: ChatRoom
    meeting_room: ChatRoom
    message: Message
    hidden: Message
    report: Report
    mute: Mute
    newcomer: User


@pytest.fixture
def stage(cast) -> Stage:
    return make_stage(cast)


def make_stage(cast) -> Stage:
    message, hidden = write_messages(cast.space, cast.member, 2)
    newcomer = MembershipFactory(space=cast.space).user
    muted = MembershipFactory(space=cast.space).user
    return Stage(
        cast,
        standing_room(cast.space),
        meeting_room(MeetingFactory(space=cast.space, running=True)),
        message,
        actions.hide_message(person=cast.chair, message=hidden, reason="Ton"),
        actions.report_message(reporter=newcomer, message=message, reason="Werbung"),
        actions.mute_person(moderator=cast.chair, space=cast.space, person=muted, minutes=10, reason="Ton"),
        newcomer,
    )


CALLS: dict[str, Callable[[Any, Stage], object]] = {
    "post_message": lambda who, s: actions.post_message(author=who, room=s.room, text="Hallo", client_id=uuid4()),
    "edit_message": lambda who, s: actions.edit_message(author=who, message=s.message, text="Neu", version=1),
    "remove_message": lambda who, s: actions.remove_message(person=who, message=s.message, reason="Grund"),
    "set_reaction": lambda who, s: actions.set_reaction(person=who, message=s.message, kind="agree", on=True),
    "report_message": lambda who, s: actions.report_message(reporter=who, message=s.message, reason="Grund"),
    "hide_message": lambda who, s: actions.hide_message(person=who, message=s.message, reason="Grund"),
    "show_message": lambda who, s: actions.show_message(person=who, message=s.hidden),
    "settle_report": lambda who, s: actions.settle_report(person=who, report=s.report, upheld=True, answer="Ja"),
    "mute_person": lambda who, s: actions.mute_person(
        moderator=who, space=s.cast.space, person=s.newcomer, minutes=10, reason="Grund"
    ),
    "lift_mute": lambda who, s: actions.lift_mute(moderator=who, mute=s.mute),
    "set_room_rules": lambda who, s: actions.set_room_rules(
        person=who, room=s.room, speaking="everyone", slow_seconds=30, is_locked=False, reason="Grund"
    ),
    "set_retention": lambda who, s: actions.set_retention(person=who, room=s.meeting_room, keep_days=90),
    "silence_room": lambda who, s: actions.silence_room(person=who, room=s.room, silenced=True),
    "mark_read": lambda who, s: actions.mark_read(user=who, room=s.room, position=1),
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all rows that an action of the chat could change."""
    models = [*CHAT_MODELS, OutgoingMail, AuditEntry, AccessEpoch, Topic]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_every_action_has_a_row():
    public = {
        name
        for name, function in inspect.getmembers(actions, inspect.isfunction)
        if function.__module__.startswith(actions.__name__)
    }
    assert public == set(MATRIX) == set(CALLS) == set(actions.__all__)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("action", MATRIX)
def test_action(stage, action, name):
    person, before = getattr(stage.cast, name), everything()
    if name in MATRIX[action]:
        CALLS[action](person, stage)
        assert everything() != before
        return
    refusal = SignInNeeded if name == "anonymous" else NotFound if name in OUTSIDE else NotAllowed
    with pytest.raises(DialogError) as refused:
        CALLS[action](person, stage)
    assert type(refused.value) is refusal
    assert everything() == before


@pytest.mark.parametrize("action", MATRIX)
def test_concluded_body_is_read_only(stage, action):
    stage.cast.space.state = "concluded"
    stage.cast.space.save()
    rooms = (stage.room, stage.meeting_room, stage.message.room, stage.hidden.room, stage.report.message.room)
    for thing in (*rooms, stage.mute):
        thing.space = stage.cast.space
    for name in sorted(MATRIX[action]):
        if action in STAY_IN_AN_ARCHIVE:
            CALLS[action](getattr(stage.cast, name), stage)
        else:
            with pytest.raises(NotAllowed):
                CALLS[action](getattr(stage.cast, name), stage)


@pytest.mark.parametrize("action", ["edit_message", "remove_message", "set_reaction", "report_message", "hide_message"])
def test_a_line_of_the_system_is_nobodys_to_change(stage, action):
    actions.set_room_rules(
        person=stage.cast.chair, room=stage.room, speaking="everyone", slow_seconds=0, is_locked=True, reason="Pause"
    )
    line = stage.room.messages.get(kind="system")
    line.room = stage.room
    for name in MEMBERS:
        with pytest.raises(NotAllowed):
            CALLS[action](getattr(stage.cast, name), stage._replace(message=line))


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_the_room_of_a_meeting_in_preparation_is_for_those_who_plan_it(cast, name):
    person, room = getattr(cast, name), meeting_room(MeetingFactory(space=cast.space, draft=True))
    plans = name in MODERATION | {"minute_taker"}
    if plans:
        assert room_for(person, room.pk) == room
        actions.silence_room(person=person, room=room, silenced=True)
    else:
        with pytest.raises(NotFound):
            room_for(person, room.pk)
        with pytest.raises(NotAllowed):
            actions.silence_room(person=person, room=room, silenced=True)
    assert room.preferences.exists() == plans


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
