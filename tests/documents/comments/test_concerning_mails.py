import pytest
from django.db import transaction

from dialog.accounts.models import User
from dialog.common.models import OutgoingMail
from documents.comments import actions
from documents.comments.concerning import tell_concerned
from documents.comments.mentioning import tell_waiting
from documents.comments.models import CommentMention, Notice
from tests.dialog.common.smtp_sink import Sink, SinkServer
from tests.documents.comments.factories import KEY, make_comment, make_text
from tests.documents.comments.telling import OTHER, reply, suggest, told, wait

NAMING = "@Leitung der Arbeitsgruppe: stimmt das?"


@pytest.fixture
def page(cast):
    """The chair's page, with a suggestion in it."""
    return make_text(cast)


def test_one_mail_holds_all_that_was_said_on_a_page(cast, page):
    first, second = make_comment(page, cast.member), make_comment(page, cast.moderator, quote="")
    own = make_comment(page, cast.chair)
    answer = reply(own, cast.member)
    suggest(page, cast.member)
    suggest(page, cast.member, KEY[:-1] + "c", at=0)
    other = make_text(cast)
    make_comment(other, cast.member)
    assert told() == [cast.chair.email] * 2
    mail = OutgoingMail.objects.order_by("pk").first()
    for comment in (first, second, answer):
        assert f"/kommentare/#kommentar-{comment.pk}\n" in mail.body
    assert mail.body.count("#vorschlag-") == 1, "suggestions are counted by who made them"
    assert f"#vorschlag-{OTHER}" in mail.body
    assert tell_concerned() == 0


def test_the_mail_waits_until_the_page_rests_but_not_for_ever(cast, page):
    make_comment(page, cast.member)
    assert tell_concerned() == 0
    wait(minutes=6)
    make_comment(page, cast.member, quote="")
    assert tell_concerned() == 0, "something new came"
    wait(minutes=31)
    make_comment(page, cast.member, quote="")
    assert tell_concerned() == 1, "some of it has waited long enough"
    assert not Notice.objects.filter(told_at=None).exists()


def test_who_is_named_is_not_told_twice(cast, page):
    make_comment(page, cast.member, body=NAMING)
    wait(rows=CommentMention)
    assert tell_waiting() == 1
    assert len(told_besides(1)) == 0


def told_besides(count: int) -> list[str]:
    wait()
    tell_concerned()
    return sorted(OutgoingMail.objects.order_by("pk").values_list("recipient", flat=True))[count:]


@pytest.mark.parametrize("is_told_before", [True, False])
def test_who_is_named_later_gets_one_mail_for_that_comment(cast, page, is_told_before):
    comment = make_comment(page, cast.member)
    if is_told_before:
        assert told() == [cast.chair.email]
    actions.edit_comment(by=cast.member, comment=comment, body=NAMING)
    wait(rows=CommentMention)
    assert tell_waiting() == (0 if is_told_before else 1)
    assert len(told_besides(1)) == 0
    assert OutgoingMail.objects.count() == 1


def test_who_has_switched_these_mails_off_is_told_when_named_later(cast, page):
    User.objects.filter(pk=cast.chair.pk).update(mails_about_comments=False)
    comment = make_comment(page, cast.member)
    assert told() == []
    actions.edit_comment(by=cast.member, comment=comment, body=NAMING)
    wait(rows=CommentMention)
    assert tell_waiting() == 1


def test_a_crash_before_the_end_neither_loses_nor_doubles_a_mail(cast, page):
    make_comment(page, cast.member)
    wait()
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        assert tell_concerned() == 1
        raise KeyboardInterrupt
    assert not OutgoingMail.objects.exists()
    assert tell_concerned() == 1
    assert tell_concerned() == 0
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_mail_takes_the_same_number_of_queries(cast, page, count, django_assert_num_queries):
    for number in range(count):
        comment = make_comment(page, cast.member)
        reply(make_comment(page, cast.chair, quote=""), cast.moderator)
        suggest(page, cast.member, f"{KEY[:-1]}{number}", at=number)
        assert comment.notices.count() == 1
    Notice.objects.exclude(user=cast.chair).delete()
    wait()
    # who waits; then in a savepoint of two: rows, person, page, membership, comments, suggestions, for those that stand
    # text, rows, whose letters, people; told, mail
    with django_assert_num_queries(15):
        tell_concerned()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_letter_speaks_the_receivers_language_and_says_how_to_stop_it(cast, page, language):
    User.objects.filter(pk=cast.chair.pk).update(language=language)
    make_comment(page, cast.member)
    told()
    mail = OutgoingMail.objects.get()
    assert page.title in mail.subject
    assert cast.space.name in mail.subject
    assert mail.body.startswith({"de": "Guten Tag, ", "en": "Dear "}[language])
    assert mail.body.rstrip().endswith("/konto/")
    assert "\n\nhttp" not in mail.body
    assert "Seit wann" not in mail.body, "no words leave the house"
    assert cast.member.display_name in mail.body


def test_the_profile_switches_these_mails_off(cast, client_for):
    client = client_for(cast.chair)
    assert 'name="mails_about_comments"' in client.get("/konto/").content.decode()
    client.post("/konto/", {"display_name": "Leitung", "language": "de", "theme": ""})
    assert User.objects.get(pk=cast.chair.pk).mails_about_comments is False


def test_the_mail_reaches_a_real_server(transactional_db, live_cast, settings):
    sink = Sink()
    server = SinkServer(sink, hostname="127.0.0.1", port=0)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    try:
        page = make_text(live_cast)
        comment = make_comment(page, live_cast.member)
        wait()
        for _time in range(2):
            tell_concerned()
    finally:
        server.stop()
    (mail,) = sink.mails
    assert mail["to"] == live_cast.chair.email
    assert mail["auto-submitted"] == "auto-generated"
    assert f"#kommentar-{comment.pk}" in mail.get_content()
