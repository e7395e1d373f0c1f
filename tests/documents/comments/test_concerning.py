import pytest
from django.utils import timezone

from dialog.accounts.models import User
from documents.comments import actions
from documents.comments.models import Comment, Notice
from documents.library.models import Document
from tests.documents.comments.factories import KEY, make_comment, make_text
from tests.documents.comments.telling import OTHER, reply, suggest, told
from workgroups.spaces.models import Membership


@pytest.fixture
def page(cast):
    """The chair's page, with a suggestion in it."""
    return make_text(cast)


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
