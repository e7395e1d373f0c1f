from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotFound, TooLarge
from dialog.common.models import OutgoingMail
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory
from workgroups.meetings import actions
from workgroups.meetings.models import Answer, Meeting

ITEM = {"title": "Felder", "kind": "decision", "minutes_planned": 20, "description": ""}


def audit() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def titles(meeting: Meeting) -> list[tuple[int, str]]:
    return list(meeting.items.values_list("position", "title"))


def test_meetings_are_numbered_per_space_and_year(cast, fields):
    first = actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields)
    second = actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields)
    later = fields.copy()
    later["starts_at"] = fields["starts_at"].replace(year=fields["starts_at"].year + 1)
    later["ends_at"] = fields["ends_at"].replace(year=fields["ends_at"].year + 1)
    next_year = actions.plan_meeting(user=cast.chair, space=cast.space, fields=later)
    assert [m.number for m in (first, second, next_year)] == [1, 2, 1]
    assert first.name == f"Sitzung 1/{fields['starts_at'].year}"
    assert (first.capacity, first.state) == ("Leitung", Meeting.State.DRAFT)
    assert audit() == ["meetings.plan"] * 3


def test_meeting_that_ends_before_it_starts_when_the_clocks_change_is_refused(cast, fields):
    night = datetime(timezone.localdate().year + 1, 3, 31, 2, 30, tzinfo=timezone.get_default_timezone())
    night -= timedelta(days=(night.weekday() + 1) % 7)
    fields |= {"starts_at": night, "ends_at": night.replace(hour=3, minute=0)}
    with pytest.raises(Invalid):
        actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields)


def test_number_of_a_cancelled_meeting_is_not_used_again(cast, fields):
    first = actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields)
    actions.cancel_meeting(user=cast.chair, meeting=first)
    assert actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields).number == 2


def test_draft_moved_into_another_year_takes_a_number_of_that_year(cast, fields):
    meeting = actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields)
    year = fields["starts_at"].year + 1
    MeetingFactory(space=cast.space, year=year, number=7)
    moved = fields | {name: fields[name].replace(year=year) for name in ("starts_at", "ends_at")}
    actions.edit_meeting(user=cast.chair, meeting=meeting, fields=moved)
    meeting.refresh_from_db()
    assert (meeting.year, meeting.number) == (year, 8)


def test_announced_meeting_keeps_its_name_when_moved(cast, meeting, fields):
    number = meeting.number
    moved = fields | {name: fields[name].replace(year=2030) for name in ("starts_at", "ends_at")}
    actions.edit_meeting(user=cast.chair, meeting=meeting, fields=moved)
    assert (meeting.year, meeting.number) == (2026, number)
    assert audit() == ["meetings.move"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": "x" * 161}, TooLarge),
        ({"place": "a\x00b"}, Invalid),
        ({"video_url": "javascript:alert(1)"}, Invalid),
        ({"video_url": "https://"}, Invalid),
    ],
)
def test_bad_fields_are_refused(cast, fields, change, error):
    with pytest.raises(error):
        actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields | change)
    assert not Meeting.objects.exists()


def test_times_that_cannot_be_are_refused(cast, fields):
    start = fields["starts_at"]
    for change in (
        {"ends_at": start},
        {"ends_at": start.replace(day=20)},
        {"starts_at": start.replace(year=1800)},
        {"starts_at": start.replace(year=2200), "ends_at": fields["ends_at"].replace(year=2200)},
    ):
        with pytest.raises(Invalid):
            actions.plan_meeting(user=cast.chair, space=cast.space, fields=fields | change)


def test_edit_over_what_somebody_else_saved_is_refused(cast, meeting, fields):
    seen = meeting.version
    actions.edit_meeting(user=cast.chair, meeting=meeting, fields=fields | {"place": "Ulm"}, seen=seen)
    with pytest.raises(Conflict):
        actions.edit_meeting(user=cast.moderator, meeting=meeting, fields=fields | {"place": "Aalen"}, seen=seen)
    meeting.refresh_from_db()
    assert meeting.place == "Ulm"


def test_publishing_invites_every_running_member_in_their_language(cast):
    meeting = MeetingFactory(space=cast.space, draft=True, title="Pflichtfelder & <b>Felder</b>")
    AgendaItemFactory(meeting=meeting, title="Begrüßung")
    cast.member.language = "en"
    cast.member.save()
    actions.publish_agenda(user=cast.chair, meeting=meeting)
    mails = {mail.recipient: mail for mail in OutgoingMail.objects.all()}
    invited = (cast.chair, cast.moderator, cast.minute_taker, cast.member, cast.guest, cast.ministry)
    assert set(mails) == {person.email for person in invited}
    assert mails[cast.chair.email].subject.startswith(f"Einladung: {meeting.name}, Cluster-Atlas")
    assert "Pflichtfelder & <b>Felder</b>" in mails[cast.chair.email].body
    assert "1. Begrüßung" in mails[cast.chair.email].body
    assert mails[cast.member.email].subject.startswith("Invitation: Meeting")
    assert f"/gremien/cluster-atlas/sitzungen/{meeting.pk}/" in mails[cast.guest.email].body
    assert audit() == ["meetings.publish_agenda"]


def test_empty_agenda_is_not_published(cast):
    meeting = MeetingFactory(space=cast.space, draft=True)
    with pytest.raises(Conflict):
        actions.publish_agenda(user=cast.chair, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DRAFT
    assert meeting.published_at is None


def test_a_meeting_goes_its_way_and_not_back(cast, agenda, meeting):
    actions.start_meeting(user=cast.chair, meeting=meeting)
    actions.close_meeting(user=cast.chair, meeting=meeting)
    for step in (actions.publish_agenda, actions.start_meeting, actions.close_meeting, actions.cancel_meeting):
        with pytest.raises(Conflict):
            step(user=cast.chair, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CLOSED
    assert audit() == ["meetings.start", "meetings.close"]


def test_cancelling_tells_those_who_were_invited_and_gives_the_reason(cast, meeting):
    actions.cancel_meeting(user=cast.chair, meeting=meeting, reason="Zu wenige Zusagen")
    mail = OutgoingMail.objects.get(recipient=cast.member.email)
    assert mail.subject.startswith("Abgesagt:")
    assert "Zu wenige Zusagen" in mail.body
    assert AuditEntry.objects.get().data["reason"] == "Zu wenige Zusagen"


def test_cancelling_a_draft_tells_nobody(cast):
    actions.cancel_meeting(user=cast.chair, meeting=MeetingFactory(space=cast.space, draft=True))
    assert not OutgoingMail.objects.exists()


def test_items_are_added_at_the_end_and_rendered_safely(cast, agenda, meeting):
    text = "**Wichtig** <script>alert(1)</script>"
    item = actions.add_agenda_item(user=cast.chair, meeting=meeting, fields=ITEM | {"description": text})
    assert item.position == 4
    assert "<strong>Wichtig</strong>" in item.html
    assert "<script" not in item.html
    assert item.source == text


@pytest.mark.parametrize(
    "change",
    [{"title": " "}, {"title": "x" * 201}, {"kind": "party"}, {"minutes_planned": 0}, {"minutes_planned": 601},
     {"description": "x" * 10_001}, {"title": "a\x00"}],
)  # fmt: skip
def test_bad_item_fields_are_refused(cast, meeting, change):
    with pytest.raises(Invalid):
        actions.add_agenda_item(user=cast.chair, meeting=meeting, fields=ITEM | change)


def test_items_change_places(cast, agenda, meeting):
    actions.move_agenda_item(user=cast.chair, item=agenda[2], direction="up")
    assert titles(meeting) == [(1, "Begrüßung"), (2, "Verschiedenes"), (3, "Felder")]
    actions.move_agenda_item(user=cast.chair, item=agenda[0], direction="down")
    assert titles(meeting) == [(1, "Verschiedenes"), (2, "Begrüßung"), (3, "Felder")]


def test_moving_beyond_the_ends_changes_nothing(cast, agenda, meeting):
    before = titles(meeting)
    actions.move_agenda_item(user=cast.chair, item=agenda[0], direction="up")
    actions.move_agenda_item(user=cast.chair, item=agenda[2], direction="down")
    assert titles(meeting) == before


def test_numbers_close_up_when_an_item_is_removed(cast, agenda, meeting):
    actions.remove_agenda_item(user=cast.chair, item=agenda[0])
    assert titles(meeting) == [(1, "Felder"), (2, "Verschiedenes")]


def test_item_that_somebody_removed_is_not_found(cast, agenda):
    actions.remove_agenda_item(user=cast.chair, item=agenda[0])
    agenda[0].pk = agenda[0].pk or 1
    with pytest.raises(NotFound):
        actions.edit_agenda_item(user=cast.chair, item=agenda[0], fields=ITEM)


def test_item_edit_over_what_somebody_else_saved_is_refused(cast, agenda):
    actions.edit_agenda_item(user=cast.chair, item=agenda[0], fields=ITEM, seen=1)
    with pytest.raises(Conflict):
        actions.edit_agenda_item(user=cast.moderator, item=agenda[0], fields=ITEM | {"title": "Anders"}, seen=1)
    agenda[0].refresh_from_db()
    assert (agenda[0].title, agenda[0].version) == ("Felder", 2)


def test_agenda_is_fixed_once_the_meeting_is_over(cast, agenda, meeting):
    meeting.state = Meeting.State.CLOSED
    meeting.save()
    for change in (
        lambda: actions.add_agenda_item(user=cast.chair, meeting=meeting, fields=ITEM),
        lambda: actions.edit_agenda_item(user=cast.chair, item=agenda[0], fields=ITEM),
        lambda: actions.move_agenda_item(user=cast.chair, item=agenda[0], direction="down"),
        lambda: actions.remove_agenda_item(user=cast.chair, item=agenda[0]),
    ):
        with pytest.raises(Conflict):
            change()
    assert len(titles(meeting)) == 3


def test_an_answer_is_kept_with_the_capacity_and_replaces_the_earlier_one(cast, meeting):
    actions.answer_invitation(user=cast.member, meeting=meeting, reply="no")
    actions.answer_invitation(user=cast.member, meeting=meeting, reply="represented", represented_by="Photonics BW")
    answer = Answer.objects.get()
    assert (answer.reply, answer.represented_by) == ("represented", "Photonics BW")
    assert answer.capacity == "im Mandat der Region Neckar-Alb"
    actions.answer_invitation(user=cast.member, meeting=meeting, reply="yes", represented_by="Photonics BW")
    assert Answer.objects.get().represented_by == ""


@pytest.mark.parametrize("reply", ["", "maybe", "represented"])
def test_bad_answers_are_refused(cast, meeting, reply):
    with pytest.raises(Invalid):
        actions.answer_invitation(user=cast.member, meeting=meeting, reply=reply)


@pytest.mark.parametrize("state", ["running", "closed", "cancelled"])
def test_answers_end_when_the_meeting_begins(cast, meeting, state):
    meeting.state = state
    meeting.save()
    with pytest.raises(Conflict):
        actions.answer_invitation(user=cast.member, meeting=meeting, reply="yes")


def test_member_cannot_answer_a_draft(cast):
    with pytest.raises(NotFound):
        actions.answer_invitation(user=cast.member, meeting=MeetingFactory(space=cast.space, draft=True), reply="yes")
