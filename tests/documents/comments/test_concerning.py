from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.models import OutgoingMail
from documents.comments import actions
from documents.comments.concerning import tell_concerned
from documents.comments.mentioning import tell_waiting
from documents.comments.models import Comment, CommentMention, Notice
from documents.editing.actions import append_update
from documents.library.models import Document
from tests.dialog.common.smtp_sink import Sink, SinkServer
from tests.documents.comments.factories import KEY, first_text, make_comment, make_text
from tests.documents.editing.factories import Browser
from workgroups.spaces.models import Membership

OTHER = KEY[:-1] + "b"


@pytest.fixture
def page(cast):
    """The chair's page, with a suggestion in it."""
    return make_text(cast)


def wait(minutes=6, rows=Notice) -> None:
    rows.objects.filter(told_at=None).update(created_at=timezone.now() - timedelta(minutes=minutes))


def reply(comment, author, body="Seit 2007") -> Comment:
    return actions.reply_to_comment(author=author, comment=comment, body=body)


def suggest(page, author, key=OTHER, at=4) -> None:
    browser = Browser.on(page)
    update = browser.change(lambda _root: first_text(browser).insert(at, "neue ", {"insertion": {"id": key}}))
    append_update(author=author, document=page, payload=update)
    actions.register_suggestion(author=author, document=page, key=key)


def told() -> list[str]:
    """Let everything rest, and return to whom mails went, in order."""
    wait()
    count = tell_concerned()
    recipients = sorted(OutgoingMail.objects.values_list("recipient", flat=True))
    assert count == len(recipients)
    return recipients


def forget() -> None:
    Notice.objects.all().delete()


def add_by_chair(cast, page):
    make_comment(page, cast.chair)


def add_by_member(cast, page):
    make_comment(page, cast.member)


def suggest_by_member(cast, page):
    suggest(page, cast.member)


def suggest_by_chair(cast, page):
    suggest(page, cast.chair)


def thread_of(cast, page) -> Comment:
    comment = make_comment(page, cast.member)
    reply(comment, cast.moderator)
    forget()
    return comment


def reply_by_first(cast, page):
    reply(thread_of(cast, page), cast.member)


def reply_by_second(cast, page):
    reply(thread_of(cast, page), cast.moderator)


def reply_by_third(cast, page):
    reply(thread_of(cast, page), cast.minute_taker)


def reply_by_who_made_the_page(cast, page):
    reply(thread_of(cast, page), cast.chair)


def reply_to_a_reply(cast, page):
    reply(thread_of(cast, page).replies.get(), cast.ministry)


def reply_where_the_first_was_deleted(cast, page):
    comment = thread_of(cast, page)
    actions.delete_comment(by=cast.member, comment=comment)
    comment.refresh_from_db()
    reply(comment, cast.ministry)


def edit_of_a_comment(cast, page):
    comment = make_comment(page, cast.member)
    forget()
    actions.edit_comment(by=cast.member, comment=comment, body="Anders")


WHO = [
    (add_by_chair, []),
    (add_by_member, ["chair"]),
    (suggest_by_member, ["chair"]),
    (suggest_by_chair, []),
    (reply_by_first, ["moderator"]),
    (reply_by_second, ["member"]),
    (reply_by_third, ["member", "moderator"]),
    (reply_by_who_made_the_page, ["member", "moderator"]),
    (reply_to_a_reply, ["member", "moderator"]),
    (reply_where_the_first_was_deleted, ["moderator"]),
    (edit_of_a_comment, []),
]


@pytest.mark.parametrize(("act", "people"), WHO, ids=lambda case: getattr(case, "__name__", ""))
def test_who_gets_a_mail(cast, page, act, people):
    act(cast, page)
    assert told() == sorted(getattr(cast, name).email for name in people)


def leave(cast, page, comment):
    Membership.objects.filter(user=cast.chair).update(ended_at=timezone.now())


def trash(cast, page, comment):
    Document.objects.filter(pk=page.pk).update(trashed_at=timezone.now())


def delete(cast, page, comment):
    actions.delete_comment(by=cast.member, comment=comment)


def delete_leaving_a_stump(cast, page, comment):
    reply(comment, cast.member)
    actions.delete_comment(by=cast.member, comment=comment)


def suspend(cast, page, comment):
    User.objects.filter(pk=cast.chair.pk).update(is_active=False)


def switch_off(cast, page, comment):
    User.objects.filter(pk=cast.chair.pk).update(mails_about_comments=False)


def settle_oneself(cast, page, comment):
    actions.resolve_comment(by=cast.chair, comment=comment)


@pytest.mark.parametrize(
    "meanwhile", [leave, trash, delete, delete_leaving_a_stump, suspend, switch_off, settle_oneself]
)
def test_what_happens_meanwhile_keeps_the_mail_back_for_ever(cast, page, meanwhile):
    comment = make_comment(page, cast.member)
    meanwhile(cast, page, comment)
    assert told() == []
    Membership.objects.filter(user=cast.chair).update(ended_at=None)
    Document.objects.update(trashed_at=None)
    User.objects.update(is_active=True, mails_about_comments=True)
    assert told() == []


def test_what_others_have_settled_is_told(cast, page):
    comment = make_comment(page, cast.member)
    reply(comment, cast.moderator, "Erledigt.")
    actions.resolve_comment(by=cast.moderator, comment=comment)
    assert told() == sorted([cast.chair.email, cast.member.email])


def test_a_reply_after_one_has_settled_the_thread_is_told(cast, page):
    comment = make_comment(page, cast.member)
    forget()
    actions.resolve_comment(by=cast.member, comment=comment)
    reply(comment, cast.moderator)
    assert told() == [cast.member.email]


@pytest.mark.parametrize(("by", "count"), [("member", 0), ("chair", 0), ("moderator", 1)])
def test_a_suggestion_is_told_unless_one_of_the_two_has_settled_it(cast, page, by, count):
    suggest(page, cast.member)
    actions.refuse_suggestion(by=getattr(cast, by), document=page, key=OTHER)
    assert len(told()) == count


def test_a_suggestion_that_does_not_stand_in_the_text_is_not_told(cast, page):
    actions.register_suggestion(author=cast.member, document=page, key=OTHER)
    # Written by the chair.
    actions.register_suggestion(author=cast.member, document=page, key=KEY)
    assert told() == []


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


NAMING = "@Leitung der Arbeitsgruppe: stimmt das?"


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
    switch_off(cast, page, None)
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
