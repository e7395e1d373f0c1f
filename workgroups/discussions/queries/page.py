"""A thread as one person reads it: posts with their replies, in pages, with what is new."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workgroups.discussions.models import Post, Reaction, ReadMark, Thread
from workgroups.spaces.rules import Person

POSTS_ON_A_PAGE = 200


class Outline(NamedTuple):
    """One post without its words: enough to order and to count."""

    pk: int
    position: int
    parent_id: int | None
    author_id: int
    is_deleted: bool


Family = list[Outline]


@dataclass(frozen=True, slots=True)
class PostRights:
    """What the reader may do to the posts of one author."""

    edit: bool
    delete: bool
    react: bool
    moderate: bool


@dataclass(slots=True)
class Entry:
    """A post as the reader sees it."""

    post: Post
    permalink: str
    is_own: bool
    is_new: bool
    helpful: int
    is_helpful: bool
    """The reader said that it is helpful."""
    rights: PostRights
    replies: "list[Entry]" = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"beitrag-{self.post.position}"

    @property
    def removed(self) -> str:
        """What stands in place of a removed post: who, when and why; empty while the post is there."""
        post = self.post
        if post.deleted_at is None:
            return ""
        moment = timezone.localtime(post.deleted_at)
        at = f"{date_format(moment, 'SHORT_DATE_FORMAT')}, {moment:%H:%M}"
        words = _("Removed by %(name)s, %(at)s.") % {"name": post.deleted_by, "at": at}
        if not post.deletion_reason:
            return words
        reason = pgettext("removal", "Reason: %(reason)s") % {"reason": post.deletion_reason}
        return f"{words} {reason}"


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread."""

    entries: list[Entry]
    page: Page[list[Family]]
    unread: int
    """Posts in the whole thread that are new for the reader."""
    first_new: int | None
    """Position of the first new post in reading order."""
    first_new_page: int
    line_before: int | None
    """Position of the post on this page before which the line "new posts" stands."""
    line_count: int
    """How many new posts follow that line on this page."""
    read_to: int
    """How far the thread is read once this page has been shown; the mark itself is not yet moved."""
    was_read_to: int


def thread_page(user: Person, thread: Thread, *, number: str | int | None = 1) -> ThreadPage:
    """Return a page of up to 200 posts (a post and its replies stay together), whatever the thread's length.

    Page numbers that do not exist give the nearest page. Constant in queries: five.
    """
    families = _families(_outline(thread))
    paginator = Paginator(in_pages(families), 1)
    page = paginator.get_page(number)
    shown: list[Family] = page.object_list[0]
    mark = _mark_of(user, thread)
    new = {row.position for family in families for row in family if is_new(row, reader=user.pk, read_to=mark)}
    first = next((row.position for family in families for row in family if row.position in new), None)
    line = next((family[0].position for family in shown if family[0].position in new), None)
    positions = [row.position for family in shown for row in family]
    return ThreadPage(
        entries=_entries(user, thread, shown, new),
        page=page,
        unread=len(new),
        first_new=first,
        first_new_page=_page_with(paginator, first) if first else page.number,
        line_before=line,
        line_count=len([p for p in positions[positions.index(line) :] if p in new]) if line else 0,
        read_to=read_up_to(new, positions, last=max((row.position for f in families for row in f), default=0)),
        was_read_to=mark,
    )


def page_number_of(thread: Thread, position: int) -> int:
    """Return the number of the page on which the post at a position stands."""
    return _page_with(Paginator(in_pages(_families(_outline(thread))), 1), position)


def is_new(row: Outline, *, reader: int | None, read_to: int) -> bool:
    """Return whether a post is new for somebody: behind their mark, written by somebody else, still there."""
    return row.position > read_to and row.author_id != reader and not row.is_deleted


def read_up_to(new: Collection[int], shown: Iterable[int], *, last: int) -> int:
    """Return the highest position up to which nothing new is left once the `shown` positions have been seen."""
    missed = set(new) - set(shown)
    return min(missed) - 1 if missed else last


def in_pages(families: Sequence[Family], size: int = POSTS_ON_A_PAGE) -> list[list[Family]]:
    """Cut families into pages of at most `size` posts; a family is never cut. At least one page, perhaps empty."""
    pages: list[list[Family]] = [[]]
    room = size
    for family in families:
        if len(family) > room and pages[-1]:
            pages.append([])
            room = size
        pages[-1].append(family)
        room -= len(family)
    return pages


def _outline(thread: Thread) -> list[Outline]:
    rows = thread.posts.order_by("position").values_list("pk", "position", "parent_id", "author_id", "deleted_at")
    return [Outline(*row[:4], row[4] is not None) for row in rows]


def _families(rows: Iterable[Outline]) -> list[Family]:
    """Return each top post with its replies behind it, in order."""
    families: dict[int, Family] = {}
    for row in rows:
        families.setdefault(row.parent_id or row.pk, []).append(row)
    return list(families.values())


def _page_with(paginator: Paginator[list[Family]], position: int) -> int:
    for number, families in enumerate(paginator.object_list, start=1):
        if any(row.position == position for family in families for row in family):
            return number
    return 1


def _mark_of(user: Person, thread: Thread) -> int:
    mark = ReadMark.objects.filter(user_id=user.pk or 0, thread=thread).values_list("position", flat=True).first()
    return mark or 0


def _entries(user: Person, thread: Thread, shown: list[Family], new: Collection[int]) -> list[Entry]:
    pks = [row.pk for family in shown for row in family]
    posts = Post.objects.defer("source").select_related("author", "deleted_by").in_bulk(pks)
    helpful = _helpful(user, pks)
    rights: dict[int, PostRights] = {}
    # Each post's address begins with the thread's; asking the router 200 times costs more than the queries.
    address = reverse("discussions:thread_detail", args=[thread.space.slug, thread.pk])

    def entry(row: Outline) -> Entry:
        post = posts[row.pk]
        post.thread = thread
        # What one may do to a post depends on its author and the space only, so it is asked once per author.
        if row.author_id not in rights:
            rights[row.author_id] = rights_on(user, post)
        count, mine = helpful.get(row.pk, (0, 0))
        return Entry(
            post,
            f"{address}beitrag/{row.position}/",
            row.author_id == user.pk,
            row.position in new,
            count,
            bool(mine),
            rights[row.author_id],
        )

    tops = []
    for family in shown:
        top, *replies = (entry(row) for row in family)
        top.replies = replies
        tops.append(top)
    return tops


def rights_on(user: Person, post: Post) -> PostRights:
    """Ask the rules what a person may do to a post, apart from whether it and its thread are still open."""
    return PostRights(
        edit=user.has_perm("discussions.edit_post", post),
        delete=user.has_perm("discussions.delete_post", post),
        react=user.has_perm("discussions.react", post),
        moderate=user.has_perm("discussions.moderate", post),
    )


def _helpful(user: Person, pks: list[int]) -> dict[int, tuple[int, int]]:
    """Return for each post how many people found it helpful, and whether this person is one of them."""
    rows = Reaction.objects.filter(post__in=pks).values_list("post_id")
    counted = rows.annotate(n=Count("pk"), mine=Count("pk", filter=Q(user_id=user.pk)))
    return {pk: (n, mine) for pk, n, mine in counted}
