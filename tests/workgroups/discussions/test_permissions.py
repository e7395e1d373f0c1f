"""Every action and every page x everybody. Who is missing here is refused: see `refusal_for`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from tests.workgroups.discussions.factories import PostFactory, thread_with
from workgroups.discussions import actions
from workgroups.discussions.models import Thread
from workgroups.spaces.rules import running_memberships

INSIDE = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
WRITERS = INSIDE - {"guest"}
MODERATION = {"chair", "moderator"}

MATRIX: dict[str, set[str]] = {
    "start_thread": WRITERS,
    "reply_to_thread": WRITERS,
    "edit_post": {"member"},
    "delete_post": MODERATION | {"member"},
    "set_helpful": WRITERS - {"member"},
    "close_thread": MODERATION | {"member"},
    "reopen_thread": MODERATION,
    "pin_thread": MODERATION,
    "unpin_thread": MODERATION,
    "mark_thread_read": INSIDE,
    "mark_all_read": INSIDE,
}
# The thread and its posts belong to `member`; the closed one was closed by the chair.


class Stage(NamedTuple):
    cast: Any
    thread: Thread
    closed: Thread


@pytest.fixture
def stage(cast) -> Stage:
    thread = thread_with(1, space=cast.space, author=cast.member)
    closed = thread_with(1, space=cast.space, author=cast.member, closed=True, closed_by=cast.chair)
    return Stage(cast, thread, closed)


CALLS: dict[str, Callable[[Any, Stage], object]] = {
    "start_thread": lambda who, s: actions.start_thread(
        author=who, space=s.cast.space, kind="question", title="Titel", text="Text"
    ),
    "reply_to_thread": lambda who, s: actions.reply_to_thread(author=who, thread=s.thread, text="Text"),
    "edit_post": lambda who, s: actions.edit_post(author=who, post=s.thread.posts.get(), text="Neu", version=1),
    "delete_post": lambda who, s: actions.delete_post(person=who, post=s.thread.posts.get(), reason="Grund"),
    "set_helpful": lambda who, s: actions.set_helpful(person=who, post=s.thread.posts.get(), helpful=True),
    "close_thread": lambda who, s: actions.close_thread(person=who, thread=s.thread),
    "reopen_thread": lambda who, s: actions.reopen_thread(person=who, thread=s.closed),
    "pin_thread": lambda who, s: actions.pin_thread(person=who, thread=s.thread),
    "unpin_thread": lambda who, s: actions.unpin_thread(person=who, thread=s.thread),
    "mark_thread_read": lambda who, s: actions.mark_thread_read(person=who, thread=s.thread),
    "mark_all_read": lambda who, s: actions.mark_all_read(person=who, space=s.cast.space),
}


def refusal_for(name: str, action: str) -> type[Exception]:
    """Return how somebody is refused: those inside see the thing, those outside do not know of it."""
    if name == "anonymous":
        return SignInNeeded
    # The group itself is listed, so that it exists is no secret; what is in it is.
    on_group = action in ("start_thread", "mark_all_read")
    return NotAllowed if name in INSIDE or on_group else NotFound


@contextmanager
def undone() -> Iterator[None]:
    """Let each person find the stage as it was set."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_action_has_a_row():
    assert set(actions.__all__) == set(MATRIX) == set(CALLS)


def test_everybody_of_the_cast_is_asked(cast):
    assert set(cast.people()) == INSIDE | {"stranger", "former", "administrator", "anonymous"}


@pytest.mark.parametrize("action", MATRIX)
def test_action(stage, action):
    for name, person in stage.cast.people().items():
        with undone():
            if name in MATRIX[action]:
                CALLS[action](person, stage)
            else:
                with pytest.raises(refusal_for(name, action)):
                    CALLS[action](person, stage)


class Page(NamedTuple):
    allowed: set[str]
    method: str = "get"
    data: dict[str, str] = {}
    closed: bool = False
    """Asked for the closed thread."""


# What an address does with a method: everything that reads, and the page of every action.
PAGES: dict[str, list[Page]] = {
    "thread_list": [Page(INSIDE)],
    "thread_detail": [Page(INSIDE)],
    "thread_first_new": [Page(INSIDE)],
    "post_detail": [Page(INSIDE)],
    "post_history": [Page(INSIDE)],
    "thread_create": [
        Page(WRITERS),
        Page(WRITERS, "post", {"kind": "question", "title": "Titel", "text": "Text"}),
    ],
    "post_create": [Page(INSIDE), Page(WRITERS, "post", {"text": "Text"})],
    "post_edit": [Page({"member"}), Page({"member"}, "post", {"text": "Neu", "version": "1"})],
    "post_delete": [
        Page(MODERATION | {"member"}),
        Page(MODERATION | {"member"}, "post", {"reason": "Grund"}),
    ],
    "post_helpful": [Page(WRITERS - {"member"}, "post")],
    "thread_close": [Page(MODERATION | {"member"}), Page(MODERATION | {"member"}, "post", {"note": "Ende"})],
    "thread_reopen": [Page(MODERATION, "post", closed=True)],
    "thread_pin": [Page(MODERATION, "post"), Page(MODERATION, "post", {"pinned": "0"})],
    "thread_read": [Page(INSIDE, "post")],
    "all_read": [Page(INSIDE, "post")],
}
REQUESTS = [(name, page) for name, pages in PAGES.items() for page in pages]


def test_every_page_has_a_row():
    names = {name for name in get_resolver().namespace_dict["discussions"][1].reverse_dict if isinstance(name, str)}
    assert names == set(PAGES)


@pytest.mark.parametrize(("page_name", "page"), REQUESTS)
def test_page(stage, client_for, page_name, page):
    thread = stage.closed if page.closed else stage.thread
    args: dict[str, object] = {"slug": stage.cast.space.slug}
    if page_name not in ("thread_list", "thread_create", "all_read"):
        args["pk"] = thread.pk
    if page_name.startswith("post_") and page_name != "post_create":
        args["position"] = 1
    address = reverse(f"discussions:{page_name}", kwargs=args)
    for name, person in stage.cast.people().items():
        with undone():
            response = getattr(client_for(person), page.method)(address, page.data)
        sign_in = response.get("Location", "").startswith(reverse("account_login"))
        if name in page.allowed:
            assert response.status_code in (200, 302), name
            assert not sign_in, name
        elif name == "anonymous":
            assert sign_in
        else:
            assert response.status_code == (403 if name in INSIDE else 404), name


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_the_page_offers_what_the_person_may_do_and_nothing_else(stage, client_for, name):
    post = PostFactory(thread=stage.thread, author=stage.cast.member)
    page = reverse("discussions:thread_detail", args=[stage.cast.space.slug, stage.thread.pk])
    html = client_for(stage.cast.people()[name]).get(page).content.decode()
    base = reverse("discussions:post_detail", args=[stage.cast.space.slug, stage.thread.pk, post.position])
    offered = {
        "edit_post": f"{base}bearbeiten/" in html,
        "delete_post": f"{base}entfernen/" in html,
        "set_helpful": f"{base}hilfreich/" in html,
        "reply_to_thread": "?antwort=2" in html,
        "close_thread": "/schliessen/" in html,
        "pin_thread": "/anheften/" in html,
    }
    assert {action for action, shown in offered.items() if shown} == {a for a in offered if name in MATRIX[a]}


def test_authors_may_reopen_what_they_closed_themselves_only(stage):
    member = stage.cast.member
    actions.close_thread(person=member, thread=stage.thread)
    assert actions.reopen_thread(person=member, thread=Thread.objects.get(pk=stage.thread.pk)).is_open
    with pytest.raises(NotAllowed):
        actions.reopen_thread(person=member, thread=stage.closed)


def test_who_became_a_guest_may_not_change_what_they_wrote(stage):
    running_memberships(stage.cast.member)[stage.cast.space.pk].role = "guest"
    for action in ("edit_post", "delete_post", "close_thread"):
        with pytest.raises(NotAllowed):
            CALLS[action](stage.cast.member, stage)


@pytest.mark.parametrize("action", sorted(set(MATRIX) - {"mark_thread_read", "mark_all_read"}))
def test_a_concluded_group_is_only_read(stage, action):
    stage.cast.space.state = "concluded"
    stage.cast.space.save()
    stage.thread.space = stage.closed.space = stage.cast.space
    with pytest.raises(NotAllowed):
        CALLS[action](stage.cast.chair if action != "edit_post" else stage.cast.member, stage)
