import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import MembershipFactory, SpaceFactory
from tests.workgroups.discussions.factories import PostFactory, ThreadFactory, thread_with
from workgroups.discussions.actions import delete_post, mark_all_read, mark_thread_read
from workgroups.discussions.models import ReadMark
from workgroups.discussions.queries import news_for, recent_threads, threads_visible_to, unread_counts
from workgroups.discussions.queries.page import Outline, in_pages, is_new, read_up_to


@pytest.fixture
def thread(cast):
    return thread_with(3, space=cast.space, author=cast.chair, title="Felder")


def test_everything_of_others_is_new_until_it_is_read(cast, thread):
    PostFactory(thread=thread, author=cast.member)
    thread_with(5, space=cast.other_space)
    spaces = [cast.space, cast.other_space]
    assert unread_counts(cast.member, spaces) == {cast.space.pk: 3}
    assert unread_counts(cast.chair, spaces) == {cast.space.pk: 1}
    mark_thread_read(person=cast.member, thread=thread, position=2)
    assert unread_counts(cast.member, spaces) == {cast.space.pk: 1}
    mark_thread_read(person=cast.member, thread=thread)
    assert unread_counts(cast.member, spaces) == {}


def test_those_outside_are_told_nothing(cast, thread):
    for person in (cast.stranger, cast.former, cast.administrator, cast.anonymous):
        assert unread_counts(person, [cast.space]) == {}
        assert news_for(person, [cast.space]) == []
        assert list(threads_visible_to(person, cast.space)) == []
        assert recent_threads(person, cast.space) == []


def test_removed_posts_are_no_news(cast, thread):
    delete_post(person=cast.chair, post=thread.posts.get(position=3))
    assert unread_counts(cast.member, [cast.space]) == {cast.space.pk: 2}


def test_a_read_mark_never_goes_back_nor_beyond_the_end(cast, thread):
    for position, expected in ((2, 2), (1, 2), (99, 3), (-1, 3)):
        mark_thread_read(person=cast.member, thread=thread, position=position)
        assert ReadMark.objects.get().position == expected


def test_marking_all_leaves_other_groups_and_people_alone(cast, thread):
    second = thread_with(2, space=cast.space)
    foreign = thread_with(2, space=cast.other_space)
    MembershipFactory(space=cast.other_space, user=cast.member)
    ReadMark.objects.create(user=cast.member, thread=thread, position=1)
    ReadMark.objects.create(user=cast.guest, thread=thread, position=1)
    mark_all_read(person=cast.member, space=cast.space)
    marks = set(ReadMark.objects.values_list("user", "thread", "position"))
    assert marks == {
        (cast.member.pk, thread.pk, 3),
        (cast.member.pk, second.pk, 2),
        (cast.guest.pk, thread.pk, 1),
    }
    assert unread_counts(cast.member, [cast.space, cast.other_space]) == {cast.other_space.pk: 2}
    assert foreign.read_marks.count() == 0


def test_news_are_one_line_for_each_thread_latest_first(cast, thread):
    second = thread_with(1, space=cast.space, title="Zielfelder")
    newest = PostFactory(thread=thread)
    lines = news_for(cast.member, [cast.space, cast.other_space])
    assert [(line.object_id, line.count, line.title) for line in lines] == [
        (thread.pk, 4, "Felder"),
        (second.pk, 1, "Zielfelder"),
    ]
    assert (lines[0].at, lines[0].space_id, lines[0].unread) == (newest.created_at, cast.space.pk, True)
    assert lines[0].url == reverse("discussions:thread_first_new", args=[cast.space.slug, thread.pk])
    assert len(news_for(cast.member, [cast.space], limit=1)) == 1


def test_recent_threads_name_who_wrote_last(cast, thread):
    thread_with(1, space=cast.space, author=cast.member)
    PostFactory(thread=thread, author=cast.ministry)
    first, second = recent_threads(cast.member, cast.space)
    assert (first.pk, first.unread, first.last_author) == (thread.pk, 4, cast.ministry.display_name)
    assert (second.unread, second.last_author) == (0, cast.member.display_name)


@pytest.mark.parametrize("count", [1, 3])
def test_counts_and_news_take_one_query_whatever_the_number_of_groups(cast, count, django_assert_num_queries):
    spaces = [SpaceFactory() for _ in range(count)]
    for space in spaces:
        MembershipFactory(space=space, user=cast.member)
        thread_with(2, space=space)
    threads_visible_to(cast.member, cast.space)
    with django_assert_num_queries(1):
        assert len(unread_counts(cast.member, spaces)) == count
    with django_assert_num_queries(1):
        assert len(news_for(cast.member, spaces)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_recent_threads_take_three_queries(cast, count, django_assert_num_queries):
    for _ in range(count):
        thread_with(2, space=cast.space)
    threads_visible_to(cast.member, cast.space)
    with django_assert_num_queries(3):
        assert len(recent_threads(cast.member, cast.space)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_page_queries(cast, client_for, count, django_assert_num_queries):
    ThreadFactory.create_batch(count, space=cast.space)
    for thread in cast.space.threads.all():
        PostFactory.create_batch(2, thread=thread)
    client = client_for(cast.member)
    page = reverse("discussions:thread_list", args=[cast.space.slug])
    with django_assert_num_queries(9):
        response = client.get(page)
    assert len(response.context["threads"]) == count


@pytest.mark.parametrize("count", [1, 3, 200])
def test_thread_page_queries(cast, client_for, count, django_assert_num_queries):
    thread = thread_with(count, space=cast.space, author=cast.chair)
    mark_thread_read(person=cast.member, thread=thread)
    client = client_for(cast.member)
    with django_assert_num_queries(11):
        response = client.get(reverse("discussions:thread_detail", args=[cast.space.slug, thread.pk]))
    assert response.content.decode().count('<article class="post__card"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_history_page_queries(cast, client_for, count, django_assert_num_queries):
    post = PostFactory(thread=ThreadFactory(space=cast.space), version=count + 1)
    for version in range(1, count + 1):
        post.revisions.create(version=version, source="x", html="<p>x</p>", written_at=post.created_at)
    client = client_for(cast.member)
    with django_assert_num_queries(7):
        client.get(reverse("discussions:post_history", args=[cast.space.slug, post.thread_id, 1]))


# For each post of a thread: which earlier post it answers (0: none), its author, whether it is gone.
SHAPES = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3), st.booleans()), max_size=25)


def families_of(shape):
    """Return the families that a thread of this shape has, positions from 1, replies one level deep."""
    families: list[list[Outline]] = []
    for position, (answers, author, gone) in enumerate(shape, start=1):
        top = families[(answers - 1) % len(families)] if answers and families else None
        row = Outline(position, position, top[0].pk if top else None, author, gone)
        if top is None:
            families.append([row])
        else:
            top.append(row)
    return families


@settings(deadline=None)
@given(SHAPES, st.integers(1, 7))
def test_pages_hold_every_post_once_and_never_part_a_post_from_its_replies(shape, size):
    families = families_of(shape)
    pages = in_pages(families, size)
    assert [family for page in pages for family in page] == families
    assert all(sum(map(len, page)) <= size or len(page) == 1 for page in pages)
    assert all(pages) or pages == [[]]


@settings(deadline=None)
@given(SHAPES, st.integers(1, 7), st.lists(st.integers(0, 10), max_size=12))
def test_reading_pages_in_any_order_never_skips_a_new_post_and_ends_with_nothing_new(shape, size, visits):
    pages = in_pages(families_of(shape), size)
    rows = [row for page in pages for family in page for row in family]
    seen: set[int] = set()
    mark = 0

    def visit(number):
        nonlocal mark
        shown = [row.position for family in pages[number % len(pages)] for row in family]
        new = {row.position for row in rows if is_new(row, reader=1, read_to=mark)}
        seen.update(shown)
        mark = max(mark, read_up_to(new, shown, last=len(rows)))
        must_be_seen = {r.position for r in rows if r.position <= mark and r.author_id != 1 and not r.is_deleted}
        assert must_be_seen <= seen

    for number in visits:
        visit(number)
    while mark < len(rows):
        before = mark
        for number in range(len(pages)):
            visit(number)
        assert mark > before
