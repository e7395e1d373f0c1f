from datetime import timedelta

import pytest
from django.utils import timezone

from dialog.common.models import OutgoingMail
from documents.comments import actions
from documents.comments.mentioning import tell_waiting
from documents.comments.models import CommentMention
from documents.library.models import Document
from tests.documents.comments.factories import make_comment, make_text
from workgroups.spaces.models import Membership


@pytest.fixture
def page(cast):
    return make_text(cast)


def wait():
    CommentMention.objects.update(created_at=timezone.now() - timedelta(minutes=5))


def named(page, author):
    return make_comment(page, author, body="@Leitung der Arbeitsgruppe: stimmt das?")


def test_who_is_named_gets_one_mail_for_all_comments_on_a_page(cast, page):
    first, second = named(page, cast.member), named(page, cast.member)
    assert tell_waiting() == 0
    wait()
    assert tell_waiting() == 1
    assert tell_waiting() == 0
    mail = OutgoingMail.objects.get()
    assert mail.recipient == cast.chair.email
    assert f"#kommentar-{first.pk}" in mail.body
    assert f"#kommentar-{second.pk}" in mail.body
    assert "stimmt das" not in mail.body


@pytest.mark.parametrize("case", ["left", "trashed", "deleted", "inactive"])
def test_nothing_is_told_to_who_may_no_longer_read_it_or_of_what_is_gone(cast, page, case):
    comment = named(page, cast.member)
    wait()
    if case == "left":
        Membership.objects.filter(user=cast.chair).update(ended_at=timezone.now())
    elif case == "trashed":
        Document.objects.filter(pk=page.pk).update(trashed_at=timezone.now())
    elif case == "deleted":
        actions.delete_comment(by=cast.member, comment=comment)
    else:
        type(cast.chair).objects.filter(pk=cast.chair.pk).update(is_active=False)
    assert tell_waiting() == 0
    assert not OutgoingMail.objects.exists()


def test_a_reply_alone_names_nobody(cast, page):
    comment = make_comment(page, cast.member)
    actions.reply_to_comment(author=cast.chair, comment=comment, body="Seit 2007")
    wait()
    assert tell_waiting() == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_letter_has_a_subject_and_words_in_both_languages(cast, page, language):
    type(cast.chair).objects.filter(pk=cast.chair.pk).update(language=language)
    named(page, cast.member)
    wait()
    tell_waiting()
    mail = OutgoingMail.objects.get()
    assert cast.space.name in mail.subject
    assert page.title in mail.body
    assert mail.body.startswith({"de": "Guten Tag, ", "en": "Dear "}[language])
    assert "\n\nhttp" not in mail.body
