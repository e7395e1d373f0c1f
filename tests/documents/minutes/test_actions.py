import pytest
from django.db import IntegrityError, transaction

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotFound, TooLarge
from dialog.common.models import OutgoingMail
from documents.minutes import actions
from documents.minutes.content import canonical, content_of, sha256_of
from documents.minutes.models import Minutes, MinutesEntry, MinutesSection
from tests.documents.minutes.factories import MinutesFactory, write
from tests.workgroups.meetings.factories import AgendaItemFactory, AnswerFactory, MeetingFactory
from workgroups.meetings import actions as meetings
from workgroups.meetings.models import Meeting


def entries(minutes):
    rows = MinutesEntry.objects.filter(section__minutes=minutes).order_by("section__item__position", "position")
    return [(row.kind, row.source, row.decision_name) for row in rows]


def test_minutes_are_begun_once(cast, meeting):
    first = actions.begin_minutes(user=cast.minute_taker, meeting=meeting)
    assert actions.begin_minutes(user=cast.chair, meeting=meeting) == first
    assert first.capacity == "Protokollführung"
    assert AuditEntry.objects.get().action == "minutes.begin"


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_meeting_that_is_not_held_has_no_minutes(cast, state):
    meeting = MeetingFactory(space=cast.space, state=state)
    with pytest.raises(Conflict):
        actions.begin_minutes(user=cast.minute_taker, meeting=meeting)


def test_text_is_kept_as_typed_and_rendered_safely(cast, minutes, agenda):
    text = "Ein **Text** <img src=x onerror=alert(1)>\n\n/b [Beschluss](javascript:alert(1))"
    section = actions.write_section(user=cast.minute_taker, minutes=minutes, item=agenda[0], text=text)
    assert section.source == text
    html = " ".join(entry.html for entry in section.entries.all())
    assert "<strong>Text</strong>" in html
    assert "<img" not in html
    assert "href" not in html


def test_an_entry_with_the_same_words_keeps_its_row(cast, minutes, agenda):
    write(minutes, agenda[0], "/b Eins\n\n/b Zwei")
    before = {row.source: row.pk for row in MinutesEntry.objects.all()}
    write(minutes, agenda[0], "Vorab.\n\n/b Zwei\n\n/b Drei")
    after = {row.source: row.pk for row in MinutesEntry.objects.all()}
    assert set(after) == {"Vorab.", "Zwei", "Drei"}
    assert after["Zwei"] == before["Zwei"]


def test_the_same_words_twice_are_two_entries(minutes, agenda):
    write(minutes, agenda[0], "/n Gleich\n\n/n Gleich")
    write(minutes, agenda[0], "/n Gleich\n\n/n Gleich")
    assert MinutesEntry.objects.count() == 2


def test_saving_over_what_somebody_else_wrote_is_refused(cast, minutes, agenda):
    actions.write_section(user=cast.minute_taker, minutes=minutes, item=agenda[0], text="Erste", seen=0)
    with pytest.raises(Conflict):
        actions.write_section(user=cast.chair, minutes=minutes, item=agenda[0], text="Zweite", seen=0)
    actions.write_section(user=cast.chair, minutes=minutes, item=agenda[1], text="Anderer Punkt", seen=0)
    assert set(MinutesSection.objects.values_list("source", flat=True)) == {"Erste", "Anderer Punkt"}


@pytest.mark.parametrize(
    ("text", "error"),
    [("x" * 40_001, TooLarge), ("a\x00b", Invalid), ("a\ud800b", Invalid), ("/a x (bis 31.02.2026)", Invalid)],
)
def test_bad_text_is_refused_and_nothing_is_written(cast, minutes, agenda, text, error):
    with pytest.raises(error):
        actions.write_section(user=cast.minute_taker, minutes=minutes, item=agenda[0], text=text)
    assert not MinutesSection.objects.exists()
    minutes.refresh_from_db()
    assert minutes.version == 1


def test_item_of_another_meeting_is_not_found(cast, minutes):
    other = AgendaItemFactory(meeting__space=cast.space)
    with pytest.raises(NotFound):
        actions.write_section(user=cast.minute_taker, minutes=minutes, item=other, text="Text")


def test_item_with_a_text_stays_on_the_agenda(cast, meeting, minutes, agenda):
    write(minutes, agenda[0], "Text")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.RUNNING)
    with pytest.raises(Conflict):
        meetings.remove_agenda_item(user=cast.chair, item=agenda[0])
    meetings.remove_agenda_item(user=cast.chair, item=agenda[1])
    assert meeting.items.count() == 2


def test_decisions_are_numbered_in_the_order_of_the_agenda_when_published(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    assert entries(written) == [
        ("text", "Die Gruppe berät.", ""),
        ("decision", "Vier Pflichtfelder.", "2026-01"),
        ("decision", "Stand jährlich.", "2026-02"),
        ("task", "Muster-Eintrag anlegen.", ""),
    ]


def test_numbers_go_on_in_the_next_minutes_of_the_year_and_start_anew_elsewhere(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)

    def next_decision(space, year):
        meeting = MeetingFactory(space=space, author=cast.minute_taker, closed=True, year=year)
        minutes = MinutesFactory(meeting=meeting)
        write(minutes, AgendaItemFactory(meeting=meeting), "/b Noch ein Beschluss.")
        actions.publish_minutes(user=cast.minute_taker, minutes=minutes)
        return entries(minutes)[0][2]

    assert next_decision(cast.space, 2026) == "2026-03"
    assert next_decision(cast.space, 2027) == "2027-01"


def test_the_database_refuses_a_number_twice(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    first, second = MinutesEntry.objects.filter(kind="decision").order_by("decision_number")
    second.decision_number = first.decision_number
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_publishing_freezes_the_content_with_its_hash(cast, written, meeting):
    AnswerFactory(meeting=meeting, author=cast.member, capacity="im Mandat der Region Neckar-Alb")
    actions.publish_minutes(user=cast.chair, minutes=written)
    published = Minutes.objects.get()
    frozen = content_of(published)
    assert published.sha256 == sha256_of(frozen)
    assert (published.published_capacity, published.published_by) == ("Leitung", cast.chair)
    entry = AuditEntry.objects.get(action="minutes.publish")
    assert entry.data["sha256"] == published.sha256
    cast.member.display_name = "Anderer Name"
    cast.member.save()
    MinutesEntry.objects.update(source="Anders", html="Anders")
    again = content_of(Minutes.objects.get())
    assert canonical(again) == canonical(frozen)
    assert again["attendance"]["coming"][0]["name"] == "Cluster-Kontakt Neckar-Alb"


def test_hash_does_not_depend_on_the_order_of_keys():
    assert sha256_of({"b": 1, "a": "ü"}) == sha256_of({"a": "ü", "b": 1})


def test_published_minutes_cannot_be_changed(cast, written, agenda):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    for change in (
        lambda: actions.write_section(user=cast.chair, minutes=written, item=agenda[0], text="Nachtrag"),
        lambda: actions.publish_minutes(user=cast.chair, minutes=written),
    ):
        with pytest.raises(Conflict):
            change()
    assert actions.begin_minutes(user=cast.chair, meeting=written.meeting).state == Minutes.State.PUBLISHED


def test_publishing_what_one_has_not_seen_is_refused(cast, written, agenda):
    seen = Minutes.objects.get().version
    write(written, agenda[0], "Noch ein Satz.")
    with pytest.raises(Conflict):
        actions.publish_minutes(user=cast.chair, minutes=written, seen=seen)
    assert Minutes.objects.get().is_draft


def test_minutes_are_published_after_the_meeting_only_and_not_empty(cast, minutes, agenda, meeting):
    with pytest.raises(Conflict):
        actions.publish_minutes(user=cast.chair, minutes=minutes)
    write(minutes, agenda[0], "Text")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.RUNNING)
    with pytest.raises(Conflict):
        actions.publish_minutes(user=cast.chair, minutes=minutes)


def test_members_hear_of_published_minutes_with_the_decisions(cast, written):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    mails = {mail.recipient: mail for mail in OutgoingMail.objects.all()}
    people = (cast.chair, cast.moderator, cast.minute_taker, cast.member, cast.guest, cast.ministry)
    assert set(mails) == {person.email for person in people}
    mail = mails[cast.member.email]
    assert mail.subject == "Protokoll der Sitzung 4/2026, Cluster-Atlas"
    assert "2026-01: Vier Pflichtfelder." in mail.body
    assert f"/sitzungen/{written.meeting_id}/protokoll/" in mail.body
