"""What happened to a page after it was first written: a version, a colleague's lines, comments, suggestions, a release."""

from uuid import uuid4

from django.db.models import Model

from dialog.accounts.models import User
from dialog.demo.content.kinds import CommentText, PageText, SuggestionText
from dialog.demo.loading.clock import days_ago
from documents.comments.actions import add_comment, register_suggestion, reply_to_comment
from documents.comments.models import Comment, Suggestion
from documents.comments.pieces import Piece, pieces_of
from documents.editing.actions import change_page
from documents.editing.blocks import append_blocks, paragraph
from documents.editing.state import Page
from documents.library.models import Document
from documents.releases.actions import approve_release, request_release, set_details
from documents.versions.making import make_version
from documents.versions.models import PageVersion

REPLY_AFTER = 0.2  # days


def load_review(document: Document, text: PageText, people: dict[str, User]) -> None:
    author = people[text.author]
    if text.version:
        version = make_version(document, PageVersion.Kind.NAMED, name=text.version, by=author)
        _set_back(version, text.days_ago)
    if text.added:
        writer, *lines = text.added
        blocks = [paragraph(line) for line in lines]
        change_page(author=people[writer], document=document, change=lambda page: append_blocks(page, blocks))
    for comment in text.comments:
        _load_comment(document, comment, people)
    for suggestion in text.suggestions:
        _load_suggestion(document, suggestion, people)
    if text.file_reference:
        set_details(by=author, document=document, file_reference=text.file_reference, language=document.language)
    if text.released_by:
        _release(document, author, [people[key] for key in text.released_by])


def _load_comment(document: Document, text: CommentText, people: dict[str, User]) -> None:
    comment = add_comment(author=people[text.author], document=document, body=text.text, quote=text.passage)
    _set_back(comment, text.days_ago)
    for number, (author, words) in enumerate(text.replies, 1):
        reply = reply_to_comment(author=people[author], comment=comment, body=words)
        _set_back(reply, max(0.05, text.days_ago - REPLY_AFTER * number))


def _load_suggestion(document: Document, text: SuggestionText, people: dict[str, User]) -> None:
    author, key = people[text.author], str(uuid4())

    def suggest(page: Page) -> None:
        piece = next(piece for piece in pieces_of(page) if text.old in piece.text)
        start, stop = _place(piece, text.old)
        piece.node.insert(stop, text.new, {"insertion": {"id": key}})
        piece.node.format(start, stop, {"deletion": {"id": key}})

    change_page(author=author, document=document, change=suggest)
    suggestion = register_suggestion(author=author, document=document, key=key)
    _set_back(suggestion, text.days_ago)


def _place(piece: Piece, words: str) -> tuple[int, int]:
    """Return from where to where the words stand, in bytes as the shared text counts."""
    before = piece.text.partition(words)[0]
    start = piece.start + len(before.encode())
    return start, start + len(words.encode())


def _release(document: Document, author: User, approvers: list[User]) -> None:
    request = request_release(author=author, document=document, approvers=approvers)
    for approver in approvers:
        approve_release(user=approver, request=request)


def _set_back(row: Comment | Suggestion | PageVersion, days: float) -> None:
    model: type[Model] = type(row)
    model._base_manager.filter(pk=row.pk).update(created_at=days_ago(days))
