from collections.abc import Sequence
from dataclasses import dataclass, field

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from documents.comments.attributing import suggesters
from documents.comments.belonging import pieces_by_writer
from documents.comments.marks import Anchor, anchors_of
from documents.comments.models import Comment, Suggestion
from documents.comments.pieces import Piece, pieces_of
from documents.comments.suggested import Suggested, suggested_in
from documents.editing.queries import load_document, owners_of
from documents.editing.state import Page, build_page
from documents.library.models import Document
from workgroups.spaces.rules import require


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the replies to it, and where it stands now (None: on the whole page, or its passage is gone)."""

    comment: Comment
    replies: Sequence[Comment]
    anchor: Anchor | None

    @property
    def place(self) -> int:
        return self.anchor.place if self.anchor else -1

    @property
    def is_lost(self) -> bool:
        return bool(self.comment.quote) and self.anchor is None


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """What stands in the text as a suggestion, its row (None: nobody registered it), and its author where known."""

    suggested: Suggested
    row: Suggestion | None
    author: User | None

    @property
    def place(self) -> int:
        return self.suggested.place


@dataclass(slots=True)
class Side:
    """All that is said beside a page, as its panel shows it."""

    standing: list[Thread | OpenSuggestion] = field(default_factory=list)  # in the order of the text
    lost: list[Thread] = field(default_factory=list)  # open, but their passage is gone
    resolved: list[Thread] = field(default_factory=list)  # the last resolved first

    @property
    def open_count(self) -> int:
        return len(self.standing) + len(self.lost)


def side_of(user: User, document: Document) -> Side:
    """Return comments and suggestions of a page in the order of the text, remarks on the whole page first.

    Six queries, whatever their number; one more where not all suggestions are of who registered them. Raises
    NotAllowed, NotFound.
    """
    require(user, "comments.read", document)
    payloads, _head = load_document(document.pk)
    page = build_page(payloads)
    suggestions, pieces = _suggestions(document, page)
    side = Side()
    for thread in _threads(document, anchors_of(pieces)):
        if thread.comment.resolved_at:
            side.resolved.append(thread)
        elif thread.is_lost:
            side.lost.append(thread)
        else:
            side.standing.append(thread)
    side.standing += suggestions
    side.standing.sort(key=lambda card: card.place)
    side.resolved.sort(key=lambda thread: thread.comment.resolved_at or thread.comment.created_at, reverse=True)
    return side


def _threads(document: Document, anchors: dict[str, Anchor]) -> list[Thread]:
    found = Comment.objects.filter(document=document).select_related("author", "resolved_by")
    rows = list(found.prefetch_related("mentions__user"))
    for row in rows:
        row.document = document
    replies: dict[int | None, list[Comment]] = {}
    for row in rows:
        replies.setdefault(row.parent_id, []).append(row)
    return [Thread(row, replies.get(row.pk, ()), anchors.get(str(row.key))) for row in replies.get(None, [])]


def _suggestions(document: Document, page: Page) -> tuple[list[OpenSuggestion], list[Piece]]:
    rows = Suggestion.objects.filter(document=document).select_related("author").order_by()
    by_key = {str(row.key): row for row in rows}
    owners = owners_of(document.pk)
    pieces, others = pieces_by_writer(page, {key: row.author_id for key, row in by_key.items()}, owners)
    found = suggested_in(pieces)
    unknown = found.keys() - by_key.keys() - others.keys()
    people = others | (suggesters(page, pieces, unknown, owners) if unknown else {})
    known = User.objects.in_bulk(people.values()) if people else {}
    authors = {key: known[pk] for key, pk in people.items()} | {key: row.author for key, row in by_key.items()}
    return [OpenSuggestion(suggested, by_key.get(key), authors.get(key)) for key, suggested in found.items()], pieces


def standing_suggestions(document: Document) -> list[OpenSuggestion]:
    """Return what stands in the text as suggestions, for work that has no viewer. Three queries, or one more."""
    return _suggestions(document, build_page(load_document(document.pk)[0]))[0]


def pieces_as_shown(document: Document, page: Page) -> list[Piece]:
    """Return the pieces of a page's text with the ids of suggestions as they are shown. Two queries."""
    rows = Suggestion.objects.filter(document=document).order_by()
    authors = {str(key): author for key, author in rows.values_list("key", "author_id")}
    return pieces_by_writer(page, authors, owners_of(document.pk))[0]


def open_suggestions(document: Document) -> int:
    """Return how many suggestions stand in the text as it is stored now. One query."""
    payloads, _head = load_document(document.pk)
    return len(suggested_in(pieces_of(build_page(payloads))))


def comment_on(document: Document, pk: int) -> Comment:
    """Return a comment or reply on this page, also a stump. Raises NotFound."""
    comment = Comment.objects.filter(document=document, pk=pk).select_related("author", "parent").first()
    if comment is None:
        raise NotFound
    comment.document = document
    return comment
