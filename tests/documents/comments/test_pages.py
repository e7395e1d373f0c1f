import re

import pytest
from django.urls import reverse

from documents.comments import actions
from documents.comments.models import Comment, Suggestion
from tests.documents.comments.factories import KEY, make_comment, make_text

FRAGMENT = {"headers": {"x-fragment": "1"}}


@pytest.fixture
def page(cast):
    return make_text(cast)


def address(page, route="comment_list", *more):
    return reverse(f"comments:{route}", args=[page.space.slug, page.pk, *more])


def test_comments_and_suggestions_stand_in_the_order_of_the_text(cast, page, client_for):
    last = make_comment(page, cast.member, quote="Felder")
    first = make_comment(page, cast.chair)
    whole = make_comment(page, cast.member, quote="", body="Insgesamt gut")
    lost = make_comment(page, cast.member, quote="weg")
    html = client_for(cast.guest).get(address(page), **FRAGMENT).content.decode()

    found = re.findall(r'id="((?:kommentar|vorschlag)-[^"-]+)', html)
    assert found == [f"kommentar-{c.pk}" for c in (whole, first)] + ["vorschlag-6f0e1c2a"] + [
        f"kommentar-{c.pk}" for c in (last, lost)
    ]
    assert "<html" not in html
    assert "<form" not in html


def test_the_panel_marks_what_the_script_looks_for(cast, page, client_for):
    comment = make_comment(page, cast.member)
    actions.register_suggestion(author=cast.chair, document=page, key=KEY)
    html = client_for(cast.chair).get(address(page), **FRAGMENT).content.decode()

    assert f'data-comment="{comment.key}"' in html
    assert re.search(rf'data-suggestion="{KEY}" data-own', html)
    assert "data-comment-new hidden" in html
    for name in ("body", "exact", "prefix", "suffix"):
        assert f'name="{name}"' in html
    assert "data-comment-quote" in html
    assert "data-comment-cancel" in html


def test_everything_works_by_plain_forms(cast, page, client_for):
    client = client_for(cast.member)
    answer = client.post(address(page, "comment_add"), {"body": "Seit wann?", "exact": "seit Juli"})
    comment = Comment.objects.get()
    assert answer["Location"] == f"{address(page)}#kommentar-{comment.pk}"
    html = client.get(address(page)).content.decode()
    assert "Seit wann?" in html
    assert '<label class="kern-label" for="kommentar-neu-exact">' in html
    client.post(address(page, "comment_reply", comment.pk), {"body": "Seit 2007"})
    client.post(address(page, "comment_resolve", comment.pk))
    client.post(address(page, "suggestion_accept", KEY))
    comment.refresh_from_db()
    assert comment.resolved_at
    assert comment.replies.get().body == "Seit 2007"


@pytest.mark.parametrize("is_fragment", [True, False])
def test_what_was_typed_stays_when_it_cannot_be_taken(cast, page, client_for, is_fragment):
    data = {"body": "x" * 4_001, "exact": "seit Juli", "prefix": " besteht ", "suffix": ""}
    extra = FRAGMENT if is_fragment else {}
    answer = client_for(cast.member).post(address(page, "comment_add"), data, **extra)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "x" * 4_001 in html
    assert 'value="seit Juli"' in html
    assert 'value=" besteht "' in html
    assert html.strip().startswith("<form") == is_fragment


def test_markup_in_a_comment_is_shown_as_text_and_people_stand_out(cast, page, client_for):
    make_comment(page, cast.member, body="<script>x</script> @Moderation\nneue Zeile")
    html = client_for(cast.guest).get(address(page)).content.decode()
    assert '&lt;script&gt;x&lt;/script&gt; <strong class="mention">@Moderation</strong><br>neue Zeile' in html


def test_a_panel_gets_an_empty_answer_when_something_was_done(cast, page, client_for):
    comment = make_comment(page, cast.member)
    client = client_for(cast.member)
    assert client.post(address(page, "comment_resolve", comment.pk), **FRAGMENT).status_code == 204
    assert client.post(address(page, "suggestion_accept", "fehlt"), **FRAGMENT).status_code == 409
    assert client.post(address(page, "suggestion_register"), {"id": "kaputt"}).status_code == 400
    assert client.post(address(page, "suggestion_register"), {"id": KEY}).status_code == 204
    assert Suggestion.objects.get().author == cast.member


def test_a_page_without_anything_says_so(cast, page, client_for):
    actions.refuse_suggestion(by=cast.member, document=page, key=KEY)
    for extra in ({}, FRAGMENT):
        html = client_for(cast.member).get(address(page), **extra).content.decode()
        assert '<p class="muted">' in html
        assert "<article" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries(cast, page, client_for, count, django_assert_num_queries):
    for _number in range(count):
        comment = make_comment(page, cast.chair, body="@Moderation bitte")
        actions.reply_to_comment(author=cast.member, comment=comment, body="@Moderation auch hier")
        settled = make_comment(page, cast.chair)
        actions.resolve_comment(by=cast.chair, comment=settled)
    client = client_for(cast.member)
    client.get(address(page))
    # session, person, page, membership, text in one, comments, mentions, people named, suggestions;
    # for the one that nobody registered: whose letters, people
    with django_assert_num_queries(11):
        client.get(address(page))


@pytest.mark.parametrize(
    ("author", "steps"), [("member", ["ablehnen", "annehmen"]), ("chair", ["annehmen", "ablehnen"])]
)
def test_who_made_a_suggestion_is_offered_to_withdraw_it_first(cast, client_for, author, steps):
    page = make_text(cast, author=getattr(cast, author))
    actions.register_suggestion(author=getattr(cast, author), document=page, key=KEY)
    html = client_for(cast.member).get(address(page), **FRAGMENT).content.decode()

    assert re.findall(r"/vorschlaege/[^/]+/(annehmen|ablehnen)/", html) == steps
    assert ("Zurücknehmen" in html) == (author == "member")


def test_a_quoted_passage_stands_in_quotation_marks_of_the_language(cast, page, client_for):
    make_comment(page, cast.member, quote="nicht „mehr“ da")
    client = client_for(cast.guest)
    assert ">„nicht ‚mehr‘ da“</blockquote>" in client.get(address(page)).content.decode()
    cast.guest.language = "en"
    cast.guest.save()
    assert ">“nicht ‚mehr‘ da”</blockquote>" in client.get(address(page)).content.decode()
