import pytest

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotFound, TooLarge
from documents.comments import actions
from documents.comments.models import Comment, CommentMention, Suggestion
from documents.comments.queries import open_suggestions, side_of
from documents.editing.actions import append_update, change_page
from documents.editing.compaction import take_authors
from documents.editing.queries import text_of
from documents.library.models import Document
from tests.documents.comments.factories import KEY, first_text, make_comment, make_text, marked
from tests.documents.editing.factories import Browser


@pytest.fixture
def page(cast):
    return make_text(cast)


def test_a_comment_marks_its_passage_also_in_review(cast, page):
    Document.objects.filter(pk=page.pk).update(state="review")
    page.refresh_from_db()
    comment = make_comment(page, cast.member)
    assert marked(page, comment) == "seit Juli"
    assert text_of(page.pk).startswith("Ausgangslage\nDie Arbeitsgruppe besteht seit Juli.")


def test_a_passage_that_is_gone_meanwhile_keeps_its_quotation(cast, page):
    comment = make_comment(page, cast.member, quote="stand hier nie")
    assert [thread.comment for thread in side_of(cast.guest, page).lost] == [comment]
    assert comment.quote == "stand hier nie"


@pytest.mark.parametrize("body", ["", "  ", "a\x00b"])
def test_empty_and_broken_words_are_refused(cast, page, body):
    with pytest.raises(Invalid):
        make_comment(page, cast.member, body=body)
    assert not Comment.objects.exists()


def test_what_is_too_long_is_refused(cast, page):
    with pytest.raises(TooLarge):
        make_comment(page, cast.member, body="x" * 4_001)
    with pytest.raises(TooLarge):
        make_comment(page, cast.member, quote="x" * 5_001)


def test_a_resolved_comment_leaves_the_text_and_comes_back_where_it_stood(cast, page):
    comment = make_comment(page, cast.member)
    browser = Browser.on(page)
    append_update(
        author=cast.chair, document=page, payload=browser.change(lambda _root: first_text(browser).insert(35, " wohl"))
    )
    actions.resolve_comment(by=cast.chair, comment=comment)
    assert marked(page, comment) == ""
    assert [thread.comment for thread in side_of(cast.guest, page).resolved] == [comment]
    comment = actions.reopen_comment(by=cast.member, comment=comment)
    assert marked(page, comment) == comment.quote != ""


def test_resolving_twice_is_noted_once(cast, page):
    comment = make_comment(page, cast.member)
    for _time in range(2):
        actions.resolve_comment(by=cast.chair, comment=comment)
    assert AuditEntry.objects.filter(action="comments.resolve").count() == 1


def test_a_reply_to_a_reply_stands_in_the_same_thread(cast, page):
    comment = make_comment(page, cast.member)
    reply = actions.reply_to_comment(author=cast.chair, comment=comment, body="Seit 2007")
    again = actions.reply_to_comment(author=cast.member, comment=reply, body="Danke")
    (thread, _suggestion) = side_of(cast.guest, page).standing
    assert (thread.comment, list(thread.replies)) == (comment, [reply, again])


def test_replies_are_no_threads_of_their_own(cast, page):
    reply = actions.reply_to_comment(author=cast.chair, comment=make_comment(page, cast.member), body="Seit 2007")
    with pytest.raises(NotFound):
        actions.resolve_comment(by=cast.chair, comment=reply)


def test_a_deleted_comment_with_replies_leaves_a_stump_until_the_last_reply_goes(cast, page):
    comment = make_comment(page, cast.member)
    reply = actions.reply_to_comment(author=cast.chair, comment=comment, body="Seit 2007")
    actions.delete_comment(by=cast.member, comment=comment)
    comment.refresh_from_db()
    assert (comment.body, comment.quote, marked(page, comment)) == ("", "", "")
    assert comment.deleted_at
    actions.delete_comment(by=cast.chair, comment=reply)
    assert not Comment.objects.exists()


def test_a_deleted_comment_without_replies_is_gone_with_its_mark(cast, page):
    comment = make_comment(page, cast.member)
    actions.delete_comment(by=cast.moderator, comment=comment)
    assert not Comment.objects.exists()
    assert marked(page, comment) == ""


def test_members_who_are_named_are_noted_once_and_never_the_author(cast, page):
    body = "@Leitung der Arbeitsgruppe und @Cluster-Kontakt Neckar-Alb bitte ansehen"
    comment = make_comment(page, cast.member, body=body)
    actions.edit_comment(by=cast.member, comment=comment, body=body + " @Moderation")
    assert set(CommentMention.objects.values_list("user_id", flat=True)) == {cast.chair.pk, cast.moderator.pk}


def test_the_audit_log_holds_no_words(cast, page):
    comment = make_comment(page, cast.member)
    actions.edit_comment(by=cast.member, comment=comment, body="Geheim")
    actions.accept_suggestion(by=cast.chair, document=page, key=KEY)
    told = str(list(AuditEntry.objects.values_list("action", "data")))
    assert "comments.settle" in told
    assert not [word for word in ("Geheim", "genau", "fünf", "vier") if word in told]


def test_lost_marks_are_placed_again_by_their_quotations(cast, page):
    comment = make_comment(page, cast.member)
    settled = actions.resolve_comment(by=cast.chair, comment=make_comment(page, cast.member, quote="empfiehlt"))

    def unmark(text):
        from documents.comments.marks import remove_mark

        remove_mark(text, str(comment.key))

    change_page(author=cast.chair, document=page, change=unmark)
    assert marked(page, comment) == ""
    assert actions.reanchor(by=cast.chair, document=page) == 1
    assert (marked(page, comment), marked(page, settled)) == ("seit Juli", "")
    assert actions.reanchor(by=cast.chair, document=page) == 0


def test_a_suggestion_has_the_author_who_registered_it_first(cast, page):
    for person in (cast.chair, cast.member):
        actions.register_suggestion(author=person, document=page, key=KEY)
    row = Suggestion.objects.get()
    assert row.author == cast.chair
    assert side_of(cast.guest, page).standing[0].row == row
    with pytest.raises(Invalid):
        actions.register_suggestion(author=cast.member, document=page, key="kein-uuid")


def test_a_suggestion_that_nobody_registered_is_of_who_typed_it(cast, page):
    other = KEY[:-1] + "b"
    browser = Browser.on(page)
    update = browser.change(lambda _root: first_text(browser).insert(4, "neue ", {"insertion": {"id": other}}))
    append_update(author=cast.member, document=page, payload=update)
    found = {card.suggested.key: card.author for card in side_of(cast.guest, page).standing}
    assert found == {KEY: cast.chair, other: cast.member}


@pytest.mark.parametrize(
    ("name", "state", "text"), [("accept", "accepted", "vier Felder"), ("refuse", "refused", "fünf Felder")]
)
def test_a_suggestion_is_settled_and_keeps_its_words(cast, page, name, state, text):
    actions.register_suggestion(author=cast.chair, document=page, key=KEY)
    assert open_suggestions(page) == 1
    getattr(actions, f"{name}_suggestion")(by=cast.chair, document=page, key=KEY)
    row = Suggestion.objects.get()
    assert (row.state, row.settled_by, row.old_text, row.new_text) == (state, cast.chair, "fünf", "vier")
    assert text_of(page.pk).endswith(f"empfiehlt {text}.")
    assert open_suggestions(page) == 0
    with pytest.raises(Conflict):
        getattr(actions, f"{name}_suggestion")(by=cast.chair, document=page, key=KEY)


def test_what_others_type_while_a_suggestion_is_settled_stays(cast, page):
    browser = Browser.on(page)
    node = browser.root.children[3].children[0]
    update = browser.change(lambda _root: node.insert(4, "kleine "))
    actions.accept_suggestion(by=cast.chair, document=page, key=KEY)
    append_update(author=cast.member, document=page, payload=update)
    assert text_of(page.pk).endswith("Die kleine Arbeitsgruppe empfiehlt vier Felder.")


def test_who_comments_has_not_written(cast, page):
    before = Document.objects.get(pk=page.pk)
    comment = make_comment(page, cast.member)
    actions.resolve_comment(by=cast.moderator, comment=comment)
    after = Document.objects.get(pk=page.pk)
    assert (after.updated_at, after.updated_by) == (before.updated_at, before.updated_by)
    assert take_authors(page.pk) == [cast.chair.pk]


def test_open_pages_are_told(cast, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        comment = make_comment(page, cast.member)
        actions.resolve_comment(by=cast.chair, comment=comment)
    assert len(callbacks) >= 4
