import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.workgroups.discussions.factories import PostFactory, ThreadFactory, thread_with
from tests.workgroups.discussions.pages import address, text_of
from workgroups.discussions.models import ReadMark, Thread


def test_the_empty_list_says_what_to_do_to_those_who_may(cast, client_for):
    page = reverse("discussions:thread_list", args=[cast.space.slug])
    create = reverse("discussions:thread_create", args=[cast.space.slug])
    assert client_for(cast.member).get(page).content.decode().count(create) == 2
    assert create not in client_for(cast.guest).get(page).content.decode()


def test_the_list_shows_pinned_threads_first_then_the_last_written_to(cast, member):
    old, pinned, new = (thread_with(1, space=cast.space, title=title) for title in ("Alt", "Fest", "Frisch"))
    thread_with(1, space=cast.other_space, title="Fremd")
    Thread.objects.filter(pk=pinned.pk).update(is_pinned=True)
    PostFactory(thread=old)
    response = member.get(reverse("discussions:thread_list", args=[cast.space.slug]))
    assert [thread.title for thread in response.context["threads"]] == ["Fest", "Alt", "Frisch"]
    assert new.title in text_of(response)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, {"Offen", "Zu", "Gelesen"}),
        ({"show": "open"}, {"Offen", "Gelesen"}),
        ({"show": "closed"}, {"Zu"}),
        ({"show": "unread"}, {"Offen", "Zu"}),
        ({"show": "nonsense", "page": "x"}, {"Offen", "Zu", "Gelesen"}),
        ({"q": "ele"}, {"Gelesen"}),
        ({"q": "x" * 101}, {"Offen", "Zu", "Gelesen"}),
        ({"q": "%"}, set()),
    ],
)
def test_the_list_can_be_narrowed(cast, member, query, titles):
    thread_with(1, space=cast.space, title="Offen")
    thread_with(1, space=cast.space, title="Zu", closed=True)
    ReadMark.objects.create(user=cast.member, thread=thread_with(1, space=cast.space, title="Gelesen"), position=1)
    response = member.get(reverse("discussions:thread_list", args=[cast.space.slug]), query)
    assert {thread.title for thread in response.context["threads"]} == titles


def test_the_list_has_pages_of_25(cast, member):
    ThreadFactory.create_batch(26, space=cast.space)
    page = reverse("discussions:thread_list", args=[cast.space.slug])
    response = member.get(page, {"show": "open"})
    assert len(response.context["threads"]) == 25
    assert "?show=open&amp;page=2" in response.content.decode()
    assert len(member.get(page, {"page": 2}).context["threads"]) == 1


def test_a_thread_is_started_from_the_form(cast, member):
    page = reverse("discussions:thread_create", args=[cast.space.slug])
    key = str(uuid4())
    data = {"kind": "proposal", "title": "Vorschlag", "text": "Ich schlage vor.", "client_id": key}
    first, second = member.post(page, data), member.post(page, data)
    thread = Thread.objects.get()
    assert first.url == second.url == address("thread_detail", thread)


def test_starting_keeps_everything_typed_after_an_error(cast, member):
    page = reverse("discussions:thread_create", args=[cast.space.slug])
    response = member.post(page, {"kind": "proposal", "title": "", "text": "Langer Text & mehr"})
    assert response.status_code == 422
    assert "Langer Text &amp; mehr" in response.content.decode()
    assert re.search(r'value="proposal"[^>]*checked', response.content.decode())


def test_the_thread_page_shows_posts_with_replies_below_their_post(cast, member, thread):
    first = thread.posts.get(position=1)
    PostFactory(thread=thread, parent=first, author=cast.ministry, is_official=True, capacity="Referat")
    entries = member.get(address("thread_detail", thread)).context["list"].entries
    assert [entry.post.position for entry in entries] == [1, 2, 3]
    assert [entry.post.position for entry in entries[0].replies] == [4]


def test_permalinks_are_the_addresses_of_the_router(member, thread):
    (entry, *_others) = member.get(address("thread_detail", thread)).context["list"].entries
    assert entry.permalink == address("post_detail", thread, 1)
    content = member.get(address("thread_detail", thread)).content.decode()
    assert f'href="{address("thread_detail", thread)}?zitat=1#antwort"' in content


def test_reading_marks_what_was_shown_and_the_line_stands_before_the_first_new_post(cast, member, thread):
    ReadMark.objects.create(user=cast.member, thread=thread, position=1)
    page = member.get(address("thread_detail", thread))
    assert "2 neue Beiträge" in text_of(page)
    assert 'href="#neu"' in page.content.decode()
    assert ReadMark.objects.get().position == 3
    again = member.get(address("thread_detail", thread))
    assert "neue Beiträge" not in text_of(again)
    assert 'href="#neu"' not in again.content.decode()


def test_a_new_reply_further_up_is_where_the_jump_leads(cast, member, thread):
    ReadMark.objects.create(user=cast.member, thread=thread, position=3)
    PostFactory(thread=thread, parent=thread.posts.get(position=1), author=cast.chair)
    page = member.get(address("thread_detail", thread)).content.decode()
    assert 'href="#beitrag-4"' in page
    assert 'id="neu"' not in page


def test_loading_ahead_marks_nothing_as_read(member, thread):
    member.get(address("thread_detail", thread), headers={"sec-purpose": "prefetch;prerender"})
    assert not ReadMark.objects.exists()


def test_closing_says_who_and_why_and_takes_the_composer_away(cast, client_for, member, thread):
    chair = client_for(cast.chair)
    chair.post(address("thread_close", thread), {"note": "Beschlossen in Sitzung 4"})
    page = text_of(member.get(address("thread_detail", thread)))
    assert "Geschlossen von Leitung der Arbeitsgruppe" in page
    assert "Beschlossen in Sitzung 4" in page
    assert "Beitrag senden" not in page
    chair.post(address("thread_reopen", thread))
    assert "Beitrag senden" in text_of(member.get(address("thread_detail", thread)))


def test_a_closing_note_may_not_be_a_novel(cast, client_for, thread):
    page = client_for(cast.chair).post(address("thread_close", thread), {"note": "x" * 501})
    assert page.status_code == 422
    assert "x" * 501 in page.content.decode()


def test_pinning_and_unpinning(cast, client_for, thread):
    chair = client_for(cast.chair)
    chair.post(address("thread_pin", thread), {"pinned": "1"})
    assert Thread.objects.get().is_pinned
    chair.post(address("thread_pin", thread), {"pinned": "0"})
    assert not Thread.objects.get().is_pinned


def test_marking_as_read_one_by_one_and_all(cast, member, thread):
    other = thread_with(2, space=cast.space)
    member.post(address("thread_read", thread))
    assert list(ReadMark.objects.values_list("thread", "position")) == [(thread.pk, 3)]
    member.post(reverse("discussions:all_read", args=[cast.space.slug]))
    assert set(ReadMark.objects.values_list("thread", "position")) == {(thread.pk, 3), (other.pk, 2)}


def test_the_way_to_the_first_new_post(cast, member, thread):
    ReadMark.objects.create(user=cast.member, thread=thread, position=1)
    assert member.get(address("thread_first_new", thread)).url == address("post_detail", thread, 2)
    member.get(address("thread_detail", thread))
    assert member.get(address("thread_first_new", thread)).url == address("post_detail", thread, 3)


def test_beyond_200_posts_the_permalink_lands_on_the_right_page(member, cast):
    thread = thread_with(201, space=cast.space, author=cast.chair)
    PostFactory(thread=thread, parent=thread.posts.get(position=1), author=cast.chair)
    detail = address("thread_detail", thread)
    assert member.get(address("post_detail", thread, 199)).url == f"{detail}#beitrag-199"
    assert member.get(address("post_detail", thread, 201)).url == f"{detail}?page=2#beitrag-201"
    assert member.get(address("post_detail", thread, 202)).url == f"{detail}#beitrag-202"
    second = member.get(detail, {"page": "2"})
    assert 'id="beitrag-201"' in second.content.decode()
    assert not ReadMark.objects.exists(), "the first page has not been seen"
    member.get(detail)
    assert ReadMark.objects.get().position == 199
    member.get(detail, {"page": "2"})
    assert ReadMark.objects.get().position == 201
    member.get(detail)
    assert ReadMark.objects.get().position == 202


@pytest.mark.parametrize("pk", ["99999", "9" * 25])
def test_unknown_threads_and_posts_are_not_found(cast, member, thread, pk):
    base = reverse("discussions:thread_list", args=[cast.space.slug])
    assert member.get(f"{base}{pk}/").status_code == 404
    assert member.get(f"{base}{thread.pk}/beitrag/{pk}/").status_code == 404


def test_a_thread_of_another_group_is_not_found_under_ours(cast, member):
    foreign = thread_with(1, space=cast.other_space)
    for name in ("thread_detail", "thread_first_new", "thread_close"):
        ours = reverse(f"discussions:{name}", args=[cast.space.slug, foreign.pk])
        assert member.get(ours).status_code == 404
    assert (
        member.post(reverse("discussions:post_create", args=[cast.space.slug, foreign.pk]), {"text": "x"}).status_code
        == 404
    )
