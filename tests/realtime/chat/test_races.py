"""What happens in a chat when people do things to the same messages at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from dialog.common.errors import Conflict
from dialog.common.log import head_of
from realtime.chat import actions
from realtime.chat.models import Message, Report
from realtime.chat.queries import message_in, room_for, standing_room
from tests.realtime.chat.factories import post

pytestmark = pytest.mark.live
ROUNDS = 8


def at_once(*acts) -> list[object]:
    """Carry out the acts at the same time, each with a connection of its own; a Conflict is an outcome."""

    def carry_out(act) -> object:
        try:
            return act()
        except Conflict:
            return "conflict"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(carry_out, acts))


def test_changes_of_a_message_and_of_its_answer_never_wait_in_a_circle(live_cast):
    cast = live_cast
    room = room_for(cast.chair, standing_room(cast.space).pk)
    question = post(cast.member, room)
    answer = post(cast.guest, room, "Ja", reply_to=question.position)

    def edit(author, position, number):
        message = message_in(room, position)
        actions.edit_message(author=author, message=message, text=f"Fassung {number}", version=message.version)

    def react(number):
        message = message_in(room, answer.position)
        actions.set_reaction(person=cast.chair, message=message, kind="agree", on=number % 2 == 0)

    def rule(number):
        actions.set_room_rules(
            person=cast.chair,
            room=room,
            speaking="everyone",
            slow_seconds=0,
            is_locked=number % 2 == 0,
            reason="Pause",
        )

    def often(act):
        return lambda: [act(number) for number in range(ROUNDS)]

    at_once(
        often(lambda number: edit(cast.member, question.position, number)),
        often(lambda number: edit(cast.guest, answer.position, number)),
        often(react),
        often(lambda number: post(cast.chair, room, "Noch etwas", reply_to=question.position)),
        often(rule),
    )
    changes = list(Message.objects.order_by("change").values_list("change", flat=True))
    assert len(changes) == len(set(changes))
    assert changes[-1] == head_of(room.topic)
    assert {message_in(room, p).version for p in (question.position, answer.position)} == {1 + ROUNDS}


def test_of_two_edits_of_one_version_one_is_a_conflict(live_cast):
    room = room_for(live_cast.chair, standing_room(live_cast.space).pk)
    message = post(live_cast.member, room)
    outcomes = at_once(
        *(
            lambda n=n: actions.edit_message(
                author=live_cast.member, message=message_in(room, message.position), text=f"Fassung {n}", version=1
            )
            for n in range(4)
        )
    )
    assert outcomes.count("conflict") == 3
    assert message.revisions.count() == 1


def test_a_report_is_settled_by_one(live_cast):
    room = room_for(live_cast.chair, standing_room(live_cast.space).pk)
    message = post(live_cast.member, room)
    report = actions.report_message(reporter=live_cast.guest, message=message, reason="Ton")
    outcomes = at_once(
        *(
            lambda who=who: actions.settle_report(
                person=who,
                report=Report.objects.select_related("message__room__space").get(pk=report.pk),
                upheld=who == live_cast.chair,
                answer="Ja",
            )
            for who in (live_cast.chair, live_cast.moderator)
        )
    )
    assert outcomes.count("conflict") == 1
