"""What the moderation decides, that it is recorded, and that what is hidden is out of reach."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, person_key
from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound
from dialog.common.log import head_of
from realtime.chat import actions
from realtime.chat.models import ChatRoom, Message, Mute, Report
from realtime.chat.queries import (
    attachment_for,
    changes_since,
    history,
    meeting_room,
    message_for,
    mute_in,
    mute_in_force,
    open_reports,
    report_in,
    running_mutes,
    search_room,
    standing_room,
)
from tests.dialog.files.factories import whole_upload
from tests.factories import MembershipFactory
from tests.realtime.chat.factories import write_messages
from tests.workgroups.meetings.factories import MeetingFactory

SECRET = "Geheimnis"


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


@pytest.fixture
def message(cast, room) -> Message:
    """A message of `member` with a file and an edit."""
    upload = whole_upload(cast.member, name=f"{SECRET}.pdf")
    message = actions.post_message(
        author=cast.member, room=room, text=f"{SECRET} 1", client_id=uuid4(), files=[upload.pk]
    )
    actions.post_message(author=cast.guest, room=room, text="Ja", client_id=uuid4(), reply_to=1)
    return actions.edit_message(author=cast.member, message=message, text=f"{SECRET} 2", version=1)


def audit() -> list[tuple[str, dict]]:
    return list(AuditEntry.objects.filter(action__startswith="chat.").order_by("pk").values_list("action", "data"))


def hide(cast, message) -> Message:
    return actions.hide_message(person=cast.moderator, message=message, reason="Ton")


def remove(cast, message) -> Message:
    return actions.remove_message(person=cast.moderator, message=message, reason="Ton")


# Hidden and removed


@pytest.mark.parametrize("take_away", [hide, remove])
def test_hidden_words_and_files_reach_nobody_but_the_moderation(cast, room, message, take_away):
    attachment = message.attachments.get()
    take_away(cast, message)
    sent = str(changes_since(room.pk, 0).changes)
    assert SECRET not in sent
    assert search_room(room, SECRET) == []
    assert [found.position for found in history(room).messages] == [1, 2]
    for person in (cast.member, cast.guest, cast.ministry):
        seen = message_for(person, room, 1)
        assert (seen.source, seen.html, seen.folded, list(seen.attachments.all())) == ("", "", "", [])
        assert not person.has_perm("chat.see_history", seen)
        with pytest.raises(NotFound):
            attachment_for(person, room, attachment.pk)
    for person in (cast.chair, cast.moderator):
        assert message_for(person, room, 1).source == f"{SECRET} 2"
        assert person.has_perm("chat.see_history", message_for(person, room, 1))
        assert attachment_for(person, room, attachment.pk) == attachment


def test_shown_words_and_files_are_for_all_earlier_ones_for_author_and_moderation(cast, room, message):
    attachment = message.attachments.get()
    for person in (cast.member, cast.guest, cast.chair):
        assert message_for(person, room, 1).source == f"{SECRET} 2"
        assert attachment_for(person, room, attachment.pk) == attachment
    reading = {name for name, who in cast.people().items() if who.has_perm("chat.see_history", message)}
    assert reading == {"member", "moderator", "chair"}


def test_files_of_another_room_are_not_found(cast, message):
    other = meeting_room(MeetingFactory(space=cast.space, running=True))
    with pytest.raises(NotFound):
        attachment_for(cast.chair, other, message.attachments.get().pk)


def test_hiding_is_taken_back_whole(cast, room, message):
    hidden = hide(cast, message)
    assert (hidden.state, hidden.state_by, hidden.state_reason) == ("hidden", cast.moderator, "Ton")
    shown = actions.show_message(person=cast.chair, message=message)
    assert (shown.state, shown.state_by, shown.state_at, shown.state_reason) == ("shown", None, None, "")
    assert f"{SECRET} 2" in str(changes_since(room.pk, head_of(room.topic) - 2).changes)
    with pytest.raises(Conflict):
        actions.show_message(person=cast.chair, message=message)
    assert audit() == [("chat.hide_message", {"reason": "Ton"}), ("chat.show_message", {})]


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_decisions_need_a_reason(cast, room, message, reason):
    report = actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    attempts = [
        lambda: actions.hide_message(person=cast.chair, message=message, reason=reason),
        lambda: actions.remove_message(person=cast.chair, message=message, reason=reason),
        lambda: actions.report_message(reporter=cast.ministry, message=message, reason=reason),
        lambda: actions.settle_report(person=cast.chair, report=report, upheld=True, answer=reason),
        lambda: actions.mute_person(
            moderator=cast.chair, space=cast.space, person=cast.guest, minutes=10, reason=reason
        ),
        lambda: actions.set_room_rules(
            person=cast.chair, room=room, speaking="everyone", slow_seconds=0, is_locked=True, reason=reason
        ),
    ]
    for attempt in attempts:
        with pytest.raises(Invalid):
            attempt()
    assert audit() == []


def test_the_record_never_holds_what_somebody_wrote(cast, message):
    report = actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    actions.settle_report(person=cast.chair, report=report, upheld=True, answer="Danke")
    remove(cast, message)
    assert audit() == [
        ("chat.settle_report", {"upheld": True, "reason": "Danke"}),
        ("chat.remove_message", {"reason": "Ton"}),
    ]


def test_taking_back_ones_own_words_is_no_moderation(cast, message):
    actions.remove_message(person=cast.member, message=message)
    assert audit() == []


# Reports


def test_a_second_report_of_the_same_person_is_the_first(cast, message):
    first = actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    second = actions.report_message(reporter=cast.guest, message=message, reason="Noch einmal")
    assert (second.pk, second.reason) == (first.pk, "Ton")
    assert Report.objects.count() == 1


def test_settling_answers_all_who_reported(cast, message):
    reports = [
        actions.report_message(reporter=who, message=message, reason="Ton") for who in (cast.guest, cast.ministry)
    ]
    settled = actions.settle_report(person=cast.chair, report=reports[1], upheld=False, answer="Sachlich")
    assert settled.pk == reports[1].pk
    rows = set(Report.objects.values_list("state", "settled_by", "answer"))
    assert rows == {("dismissed", cast.chair.pk, "Sachlich")}
    for report in reports:
        with pytest.raises(Conflict):
            actions.settle_report(person=cast.moderator, report=report, upheld=True, answer="Doch")
    # A settled one is no hindrance to report it anew.
    assert actions.report_message(reporter=cast.guest, message=message, reason="Wieder").state == "open"


def test_a_report_can_be_settled_after_the_message_is_gone(cast, message):
    report = actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    remove(cast, message)
    assert actions.settle_report(person=cast.chair, report=report, upheld=True, answer="Ja").state == "upheld"


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_reports_take_one_query(cast, room, count, django_assert_num_queries):
    for message in write_messages(cast.space, cast.member, count):
        actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    foreign = write_messages(cast.other_space, cast.stranger, 1)[0]
    reader = MembershipFactory(space=cast.other_space).user
    elsewhere = actions.report_message(reporter=reader, message=foreign, reason="Ton")
    with django_assert_num_queries(1):
        found = open_reports(cast.space)
        assert {(r.reporter.display_name, r.message.author, r.space, r.message.room.meeting) for r in found} == {
            ("Gast", cast.member, cast.space, None)
        }
    assert len(found) == count
    actions.settle_report(person=cast.chair, report=found[0], upheld=True, answer="Ja")
    assert len(open_reports(cast.space)) == count - 1
    assert report_in(cast.space, found[0].pk).state == "upheld"
    with pytest.raises(NotFound):
        report_in(cast.space, elsewhere.pk)


# Mutes


@pytest.mark.parametrize("name", ["chair", "moderator"])
def test_who_moderates_cannot_be_muted(cast, name):
    for moderator in (cast.chair, cast.moderator):
        with pytest.raises(NotAllowed):
            actions.mute_person(
                moderator=moderator, space=cast.space, person=getattr(cast, name), minutes=10, reason="Ton"
            )
    assert not Mute.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "former", "administrator"])
def test_only_members_are_muted(cast, name):
    with pytest.raises(NotFound):
        actions.mute_person(
            moderator=cast.chair, space=cast.space, person=getattr(cast, name), minutes=10, reason="Ton"
        )


@pytest.mark.parametrize("minutes", [0, -5, 10_081])
def test_a_mute_lasts_a_minute_to_a_week(cast, minutes):
    with pytest.raises(Invalid):
        actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=minutes, reason="Ton")


def test_a_new_mute_takes_the_place_of_the_running_one(cast):
    for minutes in (1440, 10):
        mute = actions.mute_person(
            moderator=cast.chair, space=cast.space, person=cast.guest, minutes=minutes, reason="Ton"
        )
    assert running_mutes(cast.space) == [mute]
    assert mute_in_force(cast.guest, cast.space) == mute
    assert mute.until - mute.created_at == timedelta(minutes=10)
    assert epochs_of([person_key(cast.guest.pk)]) == {person_key(cast.guest.pk): 2}
    assert audit()[-1] == ("chat.mute_person", {"user": cast.guest.pk, "minutes": 10, "reason": "Ton"})


def test_a_mute_is_lifted_once(cast):
    mute = actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=10, reason="Ton")
    assert mute_in_force(cast.guest, cast.space) is not None
    lifted = actions.lift_mute(moderator=cast.moderator, mute=mute)
    assert lifted.lifted_at is not None
    assert running_mutes(cast.space) == []
    assert epochs_of([person_key(cast.guest.pk)]) == {person_key(cast.guest.pk): 2}
    assert audit()[-1] == ("chat.lift_mute", {"user": cast.guest.pk})
    with pytest.raises(Conflict):
        actions.lift_mute(moderator=cast.chair, mute=mute)


def test_a_mute_that_has_run_out_needs_no_lifting(cast):
    mute = actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=10, reason="Ton")
    Mute.objects.update(until=timezone.now())
    assert running_mutes(cast.space) == []
    with pytest.raises(Conflict):
        actions.lift_mute(moderator=cast.chair, mute=mute)


@pytest.mark.parametrize("count", [1, 3])
def test_running_mutes_take_one_query(cast, count, django_assert_num_queries):
    for minutes in range(count, 0, -1):
        person = MembershipFactory(space=cast.space).user
        actions.mute_person(moderator=cast.chair, space=cast.space, person=person, minutes=minutes, reason="Ton")
    with django_assert_num_queries(1):
        found = running_mutes(cast.space)
        assert {(mute.by, mute.user.is_active, mute.space) for mute in found} == {(cast.chair, True, cast.space)}
    assert [mute.until for mute in found] == sorted(mute.until for mute in found)
    assert len(found) == count
    assert mute_in(cast.space, found[0].pk) == found[0]
    with pytest.raises(NotFound):
        mute_in(cast.other_space, found[0].pk)
