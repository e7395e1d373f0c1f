from uuid import uuid4

import pytest

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotFound, TooLarge
from tests.workgroups.discussions.factories import PostFactory, ThreadFactory, thread_with
from workgroups.discussions.actions import (
    close_thread,
    delete_post,
    edit_post,
    pin_thread,
    reopen_thread,
    reply_to_thread,
    set_helpful,
    start_thread,
    unpin_thread,
)
from workgroups.discussions.models import Post, Thread


@pytest.fixture
def thread(cast):
    return start_thread(
        author=cast.member, space=cast.space, kind="question", title="Welche  Felder?", text="Vier **Angaben**."
    )


def audited() -> list[tuple[str, int]]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "target_id"))


def test_a_thread_begins_with_its_first_post_in_the_capacity_of_its_author(cast, thread):
    post = thread.posts.get()
    assert thread.title == "Welche Felder?"
    assert (post.position, thread.last_position) == (1, 1)
    assert post.html == "<p>Vier <strong>Angaben</strong>.</p>"
    assert {thread.capacity, post.capacity} == {"im Mandat der Region Neckar-Alb"}
    assert post.is_official is False


def test_what_the_ministry_writes_is_official(cast, thread):
    post = reply_to_thread(author=cast.ministry, thread=thread, text="Auskunft.")
    assert post.is_official is True


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "Titel\x00"])
def test_a_thread_needs_a_title_that_can_be_stored(cast, title):
    with pytest.raises(Invalid):
        start_thread(author=cast.member, space=cast.space, kind="question", title=title, text="Text")
    assert not Thread.objects.exists()


def test_a_thread_needs_a_known_kind(cast):
    with pytest.raises(Invalid):
        start_thread(author=cast.member, space=cast.space, kind="rant", title="Titel", text="Text")


@pytest.mark.parametrize("text", ["", " \n\t ", "NUL\x00", "halb \ud800", "[a]: https://example.org"])
def test_a_post_needs_text_that_can_be_stored_and_seen(cast, thread, text):
    with pytest.raises(Invalid):
        reply_to_thread(author=cast.member, thread=thread, text=text)
    assert thread.posts.count() == 1


def test_a_post_of_a_megabyte_is_too_large_and_the_words_say_by_how_much(cast, thread):
    with pytest.raises(TooLarge) as refused:
        reply_to_thread(author=cast.member, thread=thread, text="x" * 1_000_000)
    assert "20.000" in str(refused.value)
    assert "1.000.000" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[klick](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "<javascript:alert(1)>",
        "![](data:text/html,<script>)",
        '<a href="//boese.example" style="x">x</a>',
    ],
)
def test_hostile_text_is_shown_as_text(cast, thread, text):
    post = reply_to_thread(author=cast.member, thread=thread, text=text)
    assert "<script" not in post.html
    assert "<img" not in post.html
    assert 'href="javascript' not in post.html
    assert " style=" not in post.html.split(">")[0]


def test_positions_have_no_gaps(cast, thread):
    posts = [reply_to_thread(author=cast.member, thread=thread, text=f"{n}") for n in range(5)]
    assert [post.position for post in posts] == [2, 3, 4, 5, 6]
    thread.refresh_from_db()
    assert (thread.last_position, thread.last_post_at) == (6, posts[-1].created_at)


def test_a_reply_to_a_reply_stands_under_the_same_post(cast, thread):
    first = thread.posts.get()
    reply = reply_to_thread(author=cast.chair, thread=thread, text="Antwort", parent=first)
    second = reply_to_thread(author=cast.member, thread=thread, text="Antwort darauf", parent=reply)
    assert (reply.parent, second.parent) == (first, first)


def test_a_parent_in_another_thread_does_not_exist(cast, thread):
    foreign = PostFactory(thread=ThreadFactory(space=cast.space))
    with pytest.raises(NotFound):
        reply_to_thread(author=cast.member, thread=thread, text="Antwort", parent=foreign)


def test_a_closed_thread_takes_no_reply_edit_or_reaction(cast, thread):
    post = PostFactory(thread=thread, author=cast.chair)
    close_thread(person=cast.chair, thread=thread)
    with pytest.raises(Conflict):
        reply_to_thread(author=cast.member, thread=thread, text="Zu spät")
    with pytest.raises(Conflict):
        edit_post(author=cast.chair, post=post, text="Zu spät", version=1)
    with pytest.raises(Conflict):
        set_helpful(person=cast.member, post=post, helpful=True)
    with pytest.raises(Conflict):
        delete_post(person=cast.member, post=thread.posts.get(position=1))


def test_moderation_may_remove_posts_of_a_closed_thread(cast, thread):
    close_thread(person=cast.chair, thread=thread)
    assert delete_post(person=cast.moderator, post=thread.posts.get(), reason="Daten Dritter").is_deleted


def test_sending_the_same_form_twice_posts_once(cast, thread):
    key = uuid4()
    first, second = (reply_to_thread(author=cast.member, thread=thread, text="Einmal", client_id=key) for _ in range(2))
    assert first == second
    assert thread.posts.count() == 2


def test_a_post_sent_before_is_found_again_after_an_edit_and_after_closing(cast, thread):
    key = uuid4()
    post = reply_to_thread(author=cast.member, thread=thread, text="Einmal", client_id=key)
    edit_post(author=cast.member, post=post, text="Anders", version=1)
    close_thread(person=cast.chair, thread=thread)
    assert reply_to_thread(author=cast.member, thread=thread, text="Einmal", client_id=key) == post


def test_the_same_form_with_other_words_is_refused_and_not_lost_silently(cast, thread):
    key = uuid4()
    reply_to_thread(author=cast.member, thread=thread, text="Einmal", client_id=key)
    with pytest.raises(Conflict):
        reply_to_thread(author=cast.member, thread=thread, text="Ganz anders", client_id=key)


def test_the_same_number_of_another_person_or_thread_is_another_form(cast, thread):
    key = uuid4()
    other = thread_with(1, space=cast.space)
    reply_to_thread(author=cast.member, thread=thread, text="Text", client_id=key)
    assert reply_to_thread(author=cast.chair, thread=thread, text="Text", client_id=key).author == cast.chair
    with pytest.raises(Conflict):
        reply_to_thread(author=cast.member, thread=other, text="Text", client_id=key)


def test_starting_twice_with_the_same_form_starts_once(cast):
    start = {"author": cast.member, "space": cast.space, "kind": "question", "client_id": uuid4()}
    first = start_thread(title="Titel", text="Text", **start)
    assert start_thread(title="Titel", text="Text", **start) == first
    with pytest.raises(Conflict):
        start_thread(title="Anderer Titel", text="Text", **start)
    assert Thread.objects.count() == 1


def test_an_edit_keeps_what_the_post_said(cast, thread):
    post = edit_post(author=cast.member, post=thread.posts.get(), text="Fünf Angaben.", version=1)
    assert (post.html, post.version, post.edited_at is not None) == ("<p>Fünf Angaben.</p>", 2, True)
    revision = post.revisions.get()
    assert (revision.version, revision.source, revision.written_at) == (1, "Vier **Angaben**.", post.created_at)
    again = edit_post(author=cast.member, post=post, text="Sechs Angaben.", version=2)
    assert list(again.revisions.values_list("version", "source")) == [(2, "Fünf Angaben."), (1, "Vier **Angaben**.")]


def test_a_stale_edit_is_refused(cast, thread):
    post = thread.posts.get()
    edit_post(author=cast.member, post=post, text="Zuerst", version=1)
    with pytest.raises(Conflict):
        edit_post(author=cast.member, post=post, text="Veraltet", version=1)
    assert thread.posts.get().source == "Zuerst"


def test_saving_the_same_words_twice_makes_one_revision(cast, thread):
    for _ in range(2):
        post = edit_post(author=cast.member, post=thread.posts.get(), text="Neu", version=1)
    assert (post.version, post.revisions.count()) == (2, 1)


def test_removing_leaves_who_when_and_why_and_keeps_position_and_replies(cast, thread):
    first = thread.posts.get()
    reply = reply_to_thread(author=cast.chair, thread=thread, text="Antwort", parent=first)
    post = delete_post(person=cast.moderator, post=first, reason="Nennt Personen")
    assert (post.deleted_by, post.deletion_reason, post.deleted_at is not None) == (
        cast.moderator,
        "Nennt Personen",
        True,
    )
    assert list(thread.posts.values_list("position", flat=True)) == [1, 2]
    assert Post.objects.get(pk=reply.pk).parent_id == first.pk
    assert audited() == [("discussions.delete_post", first.pk)]


def test_others_must_say_why_they_remove_a_post_and_authors_need_not(cast, thread):
    with pytest.raises(Invalid):
        delete_post(person=cast.moderator, post=thread.posts.get(), reason=" ")
    assert delete_post(person=cast.member, post=thread.posts.get()).is_deleted
    assert audited() == []


def test_a_removed_post_cannot_be_changed_any_more(cast, thread):
    post = thread.posts.get()
    delete_post(person=cast.member, post=post)
    for act in (
        lambda: delete_post(person=cast.member, post=post),
        lambda: edit_post(author=cast.member, post=post, text="Doch", version=1),
        lambda: set_helpful(person=cast.chair, post=post, helpful=True),
    ):
        with pytest.raises(Conflict):
            act()


def test_helpful_counts_each_person_once_and_can_be_taken_back(cast, thread):
    post = thread.posts.get()
    for _ in range(2):
        set_helpful(person=cast.chair, post=post, helpful=True)
    set_helpful(person=cast.moderator, post=post, helpful=True)
    assert post.reactions.count() == 2
    set_helpful(person=cast.chair, post=post, helpful=False)
    assert list(post.reactions.values_list("user", flat=True)) == [cast.moderator.pk]


def test_closing_and_reopening_are_audited_and_done_once(cast, thread):
    for _ in range(2):
        closed = close_thread(person=cast.member, thread=thread, note="Geklärt")
    assert (closed.is_open, closed.closed_by, closed.closing_note) == (False, cast.member, "Geklärt")
    for _ in range(2):
        opened = reopen_thread(person=cast.member, thread=closed)
    assert (opened.is_open, opened.closed_at, opened.closed_by, opened.closing_note) == (True, None, None, "")
    assert audited() == [("discussions.close_thread", thread.pk), ("discussions.reopen_thread", thread.pk)]


def test_pinning_is_audited_and_done_once(cast, thread):
    for _ in range(2):
        assert pin_thread(person=cast.moderator, thread=thread).is_pinned is True
    for _ in range(2):
        assert unpin_thread(person=cast.moderator, thread=thread).is_pinned is False
    assert audited() == [("discussions.pin_thread", thread.pk), ("discussions.unpin_thread", thread.pk)]
