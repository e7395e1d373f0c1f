from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from documents.library import actions, queries
from documents.library.models import Document
from tests.documents.library.factories import DocumentFactory
from tests.factories import MembershipFactory, UserFactory


def make(cast, author=None, **fields) -> Document:
    return DocumentFactory(space=cast.space, author=author or cast.chair, **fields)


def test_list_holds_own_space_only_and_nothing_from_the_trash(cast):
    kept = make(cast)
    make(cast, trashed_at=timezone.now())
    DocumentFactory(space=cast.other_space, author=cast.stranger)

    assert list(queries.documents_visible_to(cast.member, cast.space)) == [kept]
    assert list(queries.documents_visible_to(cast.stranger, cast.space)) == []
    assert list(queries.documents_visible_to(AnonymousUser(), cast.space)) == []


def test_document_is_new_until_it_was_seen_and_again_after_a_change(cast):
    document = make(cast)
    assert queries.unread_counts(cast.member, [cast.space]) == {cast.space.pk: 1}

    actions.mark_document_seen(user=cast.member, document=document)
    assert queries.unread_counts(cast.member, [cast.space]) == {}

    actions.touch(document=document, by=cast.moderator)
    assert queries.unread_counts(cast.member, [cast.space]) == {cast.space.pk: 1}
    assert queries.unread_counts(cast.moderator, [cast.space]) == {}
    assert [row.is_new for row in queries.documents_visible_to(cast.member, cast.space)] == [True]


def test_what_was_there_before_one_joined_is_not_new(cast):
    make(cast, updated_at=timezone.now() - timedelta(days=3))
    newcomer = MembershipFactory(space=cast.space, user=UserFactory()).user

    assert queries.unread_counts(newcomer, [cast.space]) == {}
    assert queries.news_for(newcomer, [cast.space]) == []
    assert [row.is_new for row in queries.documents_visible_to(newcomer, cast.space)] == [False]


def test_unread_counts_leave_out_spaces_where_one_is_no_member(cast):
    make(cast)
    for person in (cast.stranger, cast.former, cast.administrator, AnonymousUser()):
        assert queries.unread_counts(person, [cast.space, cast.other_space]) == {}


def test_a_former_and_new_membership_counts_each_document_once(cast):
    MembershipFactory(space=cast.space, user=cast.former)
    make(cast)

    assert queries.unread_counts(cast.former, [cast.space]) == {cast.space.pk: 1}
    assert len(queries.documents_visible_to(cast.former, cast.space)) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_news_take_one_query_whatever_their_number(cast, django_assert_num_queries, n):
    for number in range(n):
        make(cast, title=f"Fassung {number}", kind=Document.Kind.FILE)
    queries.unread_counts(cast.member, [cast.space])

    with django_assert_num_queries(1):
        news = queries.news_for(cast.member, [cast.space, cast.other_space])
    assert [(line.title, line.unread) for line in news] == [(f"Fassung {i}", True) for i in reversed(range(n))]
    assert news[0].url.startswith("/gremien/cluster-atlas/dokumente/")

    with django_assert_num_queries(1):
        assert queries.unread_counts(cast.member, [cast.space, cast.other_space]) == {cast.space.pk: n}


def test_document_for_names_the_refusal(cast):
    page = make(cast, kind=Document.Kind.PAGE)
    slug = cast.space.slug

    assert queries.document_for(cast.guest, slug, page.pk) == page
    with pytest.raises(SignInNeeded):
        queries.document_for(AnonymousUser(), slug, page.pk)
    with pytest.raises(NotFound):
        queries.document_for(cast.stranger, slug, page.pk)
    with pytest.raises(NotFound):
        queries.document_for(cast.member, cast.other_space.slug, page.pk)
    with pytest.raises(NotFound):
        queries.document_for(cast.member, slug, page.pk, kind=Document.Kind.FILE)
    with pytest.raises(NotAllowed):
        queries.document_for(cast.guest, slug, page.pk, permission="library.rename")
    actions.trash_document(by=cast.moderator, document=page)
    with pytest.raises(NotFound):
        queries.document_for(cast.member, slug, page.pk)


def test_recent_documents_are_the_last_changed(cast):
    old = make(cast, updated_at=timezone.now() - timedelta(hours=2))
    new = make(cast)
    make(cast, trashed_at=timezone.now())

    assert list(queries.recent_documents(cast.space)) == [new, old]
    assert list(queries.recent_documents(cast.space, limit=1)) == [new]
