import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse

from dialog.common.richtext import MAX_CHARACTERS
from tests.workgroups.discussions.factories import PostFactory
from tests.workgroups.discussions.pages import address, text_of
from workgroups.discussions.actions import close_thread, delete_post, edit_post, set_helpful
from workgroups.discussions.models import Post


def test_a_reply_is_sent_and_shown_at_its_address(cast, member, thread):
    response = member.post(address("post_create", thread), {"text": "Einverstanden.", "parent": "2"})
    post = thread.posts.get(position=4)
    assert (post.source, post.author, post.parent.position) == ("Einverstanden.", cast.member, 2)
    assert response.url == address("post_detail", thread, 4)
    assert member.get(response.url).url == f"{address('thread_detail', thread)}#beitrag-4"


def test_sending_twice_posts_once(member, thread):
    data = {"text": "Einmal", "client_id": str(uuid4())}
    assert (
        member.post(address("post_create", thread), data).url == member.post(address("post_create", thread), data).url
    )
    assert thread.posts.count() == 4


@pytest.mark.parametrize("key", ["", "kaputt", "\x00", "1" * 500])
def test_a_broken_form_number_stops_nobody(member, thread, key):
    assert member.post(address("post_create", thread), {"text": "Text", "client_id": key}).status_code == 302


@pytest.mark.parametrize("parent", ["²", "9" * 5000, "-1", "x", "\x00"])
def test_a_broken_parent_is_refused_and_the_text_kept(member, thread, parent):
    page = member.post(address("post_create", thread), {"text": "Bleibt stehen", "parent": parent})
    assert page.status_code == 422
    assert "Bleibt stehen" in page.content.decode()


def test_a_refused_form_comes_back_with_a_new_number(member, thread):
    data = {"text": "Einmal", "client_id": str(uuid4())}
    member.post(address("post_create", thread), data)
    page = member.post(address("post_create", thread), data | {"text": "Ganz anders"})
    assert page.status_code == 409
    assert "Ganz anders" in page.content.decode()
    assert data["client_id"] not in page.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bitte schreiben Sie etwas, bevor Sie senden."),
        ("x" * (MAX_CHARACTERS + 1), "höchstens 20.000 Zeichen, Ihrer hat 20.001"),
        ("y" * 1_000_000, "höchstens 20.000 Zeichen, Ihrer hat 1.000.000"),
        ("halb\x00", "Zeichen, die nicht gespeichert werden können"),
    ],
)
def test_a_bad_reply_is_answered_in_clear_german_with_the_text_kept(member, thread, text, words):
    page = member.post(address("post_create", thread), {"text": text, "parent": "2"})
    assert page.status_code == 422
    assert words in text_of(page)
    assert text.replace("\x00", "&#x0;") in page.content.decode() or text in page.content.decode()
    assert thread.posts.count() == 3


def test_line_ends_of_browsers_count_once(member, thread):
    text = "\r\n".join("x" * 9 for _ in range(2000))
    assert member.post(address("post_create", thread), {"text": text}).status_code == 302


def test_broken_unicode_is_stored_as_something_that_can_be_shown(member, thread):
    body = b"text=halb+%ED%A0%80+und+%FF"
    response = member.generic("POST", address("post_create", thread), body, "application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert member.get(address("thread_detail", thread)).status_code == 200


@pytest.mark.parametrize("parent", ["99", "0", "-1", "x", "9" * 30])
def test_a_reply_to_nothing_is_not_posted(member, thread, parent):
    response = member.post(address("post_create", thread), {"text": "Text", "parent": parent})
    assert response.status_code in (404, 422)
    assert thread.posts.count() == 3


def test_a_reply_to_a_thread_closed_meanwhile_keeps_the_text(cast, member, thread):
    close_thread(person=cast.chair, thread=thread)
    page = member.post(address("post_create", thread), {"text": "Mein langer Text"})
    assert page.status_code == 409
    assert "Diese Diskussion wurde inzwischen geschlossen" in text_of(page)
    assert "Mein langer Text" in page.content.decode()


def test_a_reply_of_somebody_who_became_a_guest_keeps_the_text(cast, client_for, thread):
    page = client_for(cast.guest).post(address("post_create", thread), {"text": "Mein langer Text"})
    assert page.status_code == 403
    assert "Mein langer Text" in page.content.decode()


def test_the_preview_shows_the_post_without_sending_it(member, thread):
    page = member.post(address("post_create", thread), {"text": "**Fett** <script>x</script>", "preview": "1"})
    assert "<strong>Fett</strong> &lt;script&gt;" in page.content.decode()
    assert "**Fett** &lt;script&gt;" in page.content.decode()
    assert thread.posts.count() == 3


def test_a_quotation_is_prepared_without_script(cast, member, thread):
    PostFactory(thread=thread, author=cast.chair, source="> alt\n\nZeile 1\n\nZeile <2>")
    page = member.get(address("thread_detail", thread), {"zitat": "4"})
    assert page.context["form"]["text"].value() == "> Zeile 1\n>\n> Zeile <2>\n\n"


@pytest.mark.parametrize("value", ["99", "x", "-1", "9" * 40, "²", "\ud7ff"])
def test_a_quotation_of_nothing_is_empty(member, thread, value):
    page = member.get(address("thread_detail", thread), {"zitat": value, "antwort": value, "page": value})
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == ""


def test_a_removed_post_is_neither_shown_nor_quoted(cast, member, thread):
    post = PostFactory(thread=thread, author=cast.member, source="Geheimnis")
    delete_post(person=cast.moderator, post=post, reason="Nennt Personen")
    page = member.get(address("thread_detail", thread), {"zitat": "4"})
    assert "Geheimnis" not in page.content.decode()
    assert "Entfernt von Moderation" in text_of(page)
    assert "Nennt Personen" in text_of(page)


def test_only_moderation_reads_what_a_removed_post_said(cast, client_for, thread):
    post = PostFactory(thread=thread, author=cast.member, source="Geheimnis")
    delete_post(person=cast.moderator, post=post, reason="Nennt Personen")
    page = address("post_history", thread, 4)
    assert client_for(cast.member).get(page).status_code == 403
    assert "Geheimnis" in client_for(cast.moderator).get(page).content.decode()


def test_the_history_shows_every_version(cast, member, thread):
    post = PostFactory(thread=thread, author=cast.chair, source="Erste Fassung")
    edit_post(author=cast.chair, post=post, text="Zweite Fassung", version=1)
    page = member.get(address("post_history", thread, 4))
    assert "Erste Fassung" in text_of(page)
    assert "Zweite Fassung" in text_of(page)
    assert "bearbeitet" in text_of(member.get(address("thread_detail", thread)))


def test_a_stale_edit_shows_both_texts_and_can_then_be_saved(cast, client_for, thread):
    chair, page = client_for(cast.chair), address("post_edit", thread, 1)
    assert chair.post(page, {"text": "Im anderen Fenster", "version": "1"}).status_code == 302
    stale = chair.post(page, {"text": "Mein Text", "version": "1"})
    assert stale.status_code == 409
    assert "Im anderen Fenster" in stale.content.decode()
    assert "Mein Text" in stale.content.decode()
    version = re.search(r'name="version" value="(\d+)"', stale.content.decode())[1]
    assert chair.post(page, {"text": "Mein Text", "version": version}).status_code == 302
    assert thread.posts.get(position=1).source == "Mein Text"


@pytest.mark.parametrize(
    "data", [{}, {"text": ""}, {"text": "x", "version": "x"}, {"text": "x" * 30_000, "version": "1"}]
)
def test_a_bad_edit_changes_nothing(cast, client_for, thread, data):
    assert client_for(cast.chair).post(address("post_edit", thread, 1), data).status_code == 422
    assert thread.posts.get(position=1).version == 1


def test_removing_asks_others_for_a_reason(cast, client_for, thread):
    moderator, page = client_for(cast.moderator), address("post_delete", thread, 1)
    assert moderator.get(page).status_code == 200
    refused = moderator.post(page, {"reason": " "})
    assert refused.status_code == 422
    assert "Bitte sagen Sie, warum" in text_of(refused)
    assert moderator.post(page, {"reason": "Nennt Personen"}).status_code == 302
    assert moderator.get(page).status_code == 409
    assert moderator.post(page, {"reason": "Nennt Personen"}).status_code == 409


def test_authors_remove_their_posts_without_a_reason(cast, client_for, thread):
    assert client_for(cast.chair).post(address("post_delete", thread, 2), {}).status_code == 302
    assert Post.objects.get(thread=thread, position=2).is_deleted


def test_helpful_is_a_button_that_can_be_taken_back(cast, member, thread):
    set_helpful(person=cast.moderator, post=thread.posts.get(position=1), helpful=True)
    page = address("post_helpful", thread, 1)
    member.post(page)
    member.post(page)
    assert "Hilfreich 2" in text_of(member.get(address("thread_detail", thread)))
    member.post(page, {"helpful": "0"})
    assert "Hilfreich 1" in text_of(member.get(address("thread_detail", thread)))


def test_an_expired_session_leads_back_to_the_composer(client, member, thread):
    response = client.post(address("post_create", thread), {"text": "Text"})
    assert urlsplit(response.url).path == reverse("account_login")
    back = address("thread_detail", thread, antwort=2)
    page = member.get(back)
    assert page.context["answer_url"] == address("post_create", thread, antwort=2)
    assert member.get(page.context["answer_url"]).url == f"{back}#antwort"
