import re
import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict
from documents.comments import actions
from documents.comments.models import Comment
from tests.documents.comments.factories import make_comment, make_text, marked

FRAGMENT = {"headers": {"x-fragment": "1"}}


@pytest.fixture
def page(cast):
    return make_text(cast)


def address(page, route="comment_list", *more):
    return reverse(f"comments:{route}", args=[page.space.slug, page.pk, *more])


def numbers_in(html) -> list[str]:
    return re.findall(r'name="client_id" value="([0-9a-f-]{36})"', html)


@pytest.mark.parametrize("extra", [{}, FRAGMENT], ids=["page", "panel"])
def test_a_form_that_is_sent_twice_writes_one_comment(cast, page, client_for, extra):
    client = client_for(cast.member)
    (number,) = numbers_in(client.get(address(page), **extra).content.decode())
    data = {"body": "Seit wann?", "exact": "seit Juli", "client_id": number}
    first = client.post(address(page, "comment_add"), data, **extra)
    again = client.post(address(page, "comment_add"), data, **extra)
    comment = Comment.objects.get()
    assert (again.status_code, again.headers.get("Location")) == (first.status_code, first.headers.get("Location"))
    assert marked(page, comment) == "seit Juli"
    assert AuditEntry.objects.filter(action="comments.add").count() == 1


@pytest.mark.parametrize("extra", [{}, FRAGMENT], ids=["page", "panel"])
def test_a_reply_that_is_sent_twice_is_written_once(cast, page, client_for, extra):
    comment = make_comment(page, cast.chair)
    client = client_for(cast.member)
    found = set(numbers_in(client.get(address(page), **extra).content.decode()))
    assert len(found) == 2, "the new comment's form and the reply's have numbers of their own"
    for _time in range(2):
        client.post(address(page, "comment_reply", comment.pk), {"body": "Seit 2007", "client_id": min(found)}, **extra)
    assert comment.replies.get().body == "Seit 2007"


@pytest.mark.parametrize("extra", [{}, FRAGMENT], ids=["page", "panel"])
def test_other_words_in_a_used_form_are_kept_and_can_be_sent_as_a_comment_of_their_own(cast, page, client_for, extra):
    client, number = client_for(cast.member), str(uuid4())
    client.post(address(page, "comment_add"), {"body": "Erstens", "client_id": number})
    answer = client.post(address(page, "comment_add"), {"body": "Zweitens", "client_id": number}, **extra)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Zweitens" in html
    (fresh,) = numbers_in(html)
    assert fresh != number
    client.post(address(page, "comment_add"), {"body": "Zweitens", "client_id": fresh})
    assert [comment.body for comment in Comment.objects.all()] == ["Erstens", "Zweitens"]


@pytest.mark.parametrize("number", [None, "kaputt"])
def test_nobody_is_stopped_by_a_missing_or_broken_number(cast, page, client_for, number):
    data = {"body": "Hinweis"} | ({"client_id": number} if number else {})
    for _time in range(2):
        assert client_for(cast.member).post(address(page, "comment_add"), data).status_code == 302
    assert Comment.objects.count() == 2


def test_a_number_is_one_persons_and_one_places(cast, page):
    number = uuid4()
    comment = actions.add_comment(author=cast.member, document=page, body="Hinweis", client_id=number)
    other = actions.add_comment(author=cast.chair, document=page, body="Hinweis", client_id=number)
    assert other != comment
    with pytest.raises(Conflict):
        actions.reply_to_comment(author=cast.member, comment=other, body="Hinweis", client_id=number)
    with pytest.raises(Conflict):
        actions.add_comment(author=cast.member, document=make_text(cast), body="Hinweis", client_id=number)


def test_a_comment_that_was_edited_meanwhile_is_not_written_again(cast, page):
    number = uuid4()
    comment = actions.add_comment(author=cast.member, document=page, body="Hinweis", client_id=number)
    actions.edit_comment(by=cast.member, comment=comment, body="Anders")
    assert actions.add_comment(author=cast.member, document=page, body="Hinweis", client_id=number) == comment


@pytest.mark.live
def test_the_same_form_at_the_same_moment_writes_one_comment(live_cast):
    page, number, gate, made = make_text(live_cast), uuid4(), threading.Barrier(3), []

    def send():
        gate.wait()
        try:
            made.append(
                actions.add_comment(author=live_cast.member, document=page, body="Hinweis", client_id=number).pk
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [Comment.objects.get().pk] * 3
