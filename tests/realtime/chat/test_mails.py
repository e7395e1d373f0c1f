"""Who is told what by mail, in which language, and that no message's words leave the house."""

import pytest
from django.utils import timezone

from dialog.common.models import OutgoingMail
from realtime.chat import actions, mails
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import standing_room
from tests.realtime.chat.factories import post

SECRET = "Geheimnis"


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


@pytest.fixture
def message(cast, room) -> Message:
    return post(cast.member, room, SECRET)


def sent() -> dict[str, str]:
    """Return the mails by recipient and empty the list; nobody gets two at once, none holds the message."""
    rows = list(OutgoingMail.objects.order_by("pk"))
    OutgoingMail.objects.all().delete()
    assert len({row.recipient for row in rows}) == len(rows)
    texts = {row.recipient: f"{row.subject}\n{row.body}" for row in rows}
    assert not [text for text in texts.values() if SECRET in text or "&amp;" in text]
    return texts


def test_authors_read_why_their_message_is_hidden_shown_or_removed(cast, message):
    steps = [
        lambda: actions.hide_message(person=cast.chair, message=message, reason="Ton 1"),
        lambda: actions.show_message(person=cast.chair, message=message),
        lambda: actions.remove_message(person=cast.chair, message=message, reason="Ton 2"),
    ]
    for step, reason in zip(steps, ("Ton 1", "", "Ton 2"), strict=True):
        step()
        texts = sent()
        assert list(texts) == [cast.member.email]
        assert reason in texts[cast.member.email]
        assert f"/chat/{message.room_id}/nachricht/1/" in texts[cast.member.email]


def test_nobody_is_told_what_they_did_themselves(cast, room, message):
    own = post(cast.chair, room)
    actions.hide_message(person=cast.chair, message=own, reason="Ton")
    actions.show_message(person=cast.chair, message=own)
    actions.remove_message(person=cast.chair, message=own)
    actions.remove_message(person=cast.member, message=message)
    assert sent() == {}


def test_a_report_reaches_those_who_moderate_once(cast, message):
    for _ in range(2):
        actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    texts = sent()
    assert set(texts) == {cast.chair.email, cast.moderator.email}
    report = message.reports.get()
    assert all(f"/chat/moderation/meldung/{report.pk}/" in text and "Ton" in text for text in texts.values())


def test_who_moderates_and_reports_is_not_told_of_it(cast, message):
    actions.report_message(reporter=cast.chair, message=message, reason="Ton")
    assert set(sent()) == {cast.moderator.email}


def test_all_who_reported_read_the_answer(cast, message):
    for reporter in (cast.guest, cast.ministry):
        report = actions.report_message(reporter=reporter, message=message, reason="Ton")
    OutgoingMail.objects.all().delete()
    actions.settle_report(person=cast.chair, report=report, upheld=True, answer="Danke für den Hinweis")
    texts = sent()
    assert set(texts) == {cast.guest.email, cast.ministry.email}
    assert all("Danke für den Hinweis" in text for text in texts.values())


def test_a_muted_person_reads_until_when_and_why(cast):
    mute = actions.mute_person(
        moderator=cast.chair, space=cast.space, person=cast.guest, minutes=60, reason="Tom & Jerry"
    )
    text = OutgoingMail.objects.get(recipient=cast.guest.email).body
    assert f"{timezone.localtime(mute.until):%H:%M}" in text
    assert "Tom & Jerry" in text
    OutgoingMail.objects.all().delete()
    actions.lift_mute(moderator=cast.chair, mute=mute)
    assert set(sent()) == {cast.guest.email}


def test_a_shut_account_gets_no_mail(cast, message):
    message.author.is_active = False
    message.author.save()
    actions.remove_message(person=cast.chair, message=message, reason="Ton")
    assert sent() == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_letter_has_a_subject_and_words_in_both_languages(cast, room, message, language):
    for person in cast.people().values():
        person.language = language
    report = actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    mute = actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=60, reason="Ton")
    report.reporter.language = mute.user.language = language
    OutgoingMail.objects.all().delete()
    for letter in (mails.message_hidden, mails.message_removed, mails.message_shown):
        letter(message)
    mails.report_settled(report)
    report.state = "upheld"
    mails.report_settled(report)
    mails.muted(mute)
    mails.mute_lifted(mute)
    mails.mentioned(cast.guest, room, [message])
    mails.mentioned(cast.guest, room, [message, message])
    rows = list(OutgoingMail.objects.all())
    assert len(rows) == 9
    for row in rows:
        assert cast.space.name in row.subject
        assert cast.space.name in row.body
        assert row.body.startswith({"de": "Guten Tag, ", "en": "Dear "}[language])
        assert ":\nhttp" in row.body
        assert "\n\nhttp" not in row.body
