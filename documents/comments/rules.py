"""Guests read comments; members write them as long as a page is a draft or in review, and settle suggestions in drafts.

The rules hold for a document and for what hangs on it (comments, suggestions).
"""

from collections.abc import Callable

import rules

from documents.comments.models import Comment, Suggestion
from documents.library.models import Document
from workgroups.spaces.rules import Person, can

On = Document | Comment | Suggestion


def _document(thing: On) -> Document:
    return thing if isinstance(thing, Document) else thing.document


def _page_in(*states: str) -> Callable[[Person, On], bool]:
    def in_state(_user: Person, thing: On) -> bool:
        document = _document(thing)
        return document.kind == Document.Kind.PAGE and (not states or document.state in states)

    return in_state


is_on_page = rules.predicate(_page_in(), name="is_on_page")
takes_comments = rules.predicate(_page_in(Document.State.DRAFT, Document.State.REVIEW), name="takes_comments")
takes_changes = rules.predicate(_page_in(Document.State.DRAFT), name="takes_changes")


@rules.predicate
def is_own(user: Person, comment: Comment) -> bool:
    return comment.author_id == user.pk


@rules.predicate
def is_shown(_user: Person, comment: Comment) -> bool:
    return comment.deleted_at is None


may_comment = takes_comments & can("edit_documents")

rules.add_perm("comments.read", is_on_page & can("enter"))
rules.add_perm("comments.add", may_comment)
rules.add_perm("comments.resolve", may_comment)
rules.add_perm("comments.edit", may_comment & is_own & is_shown)
rules.add_perm("comments.delete", is_shown & ((may_comment & is_own) | (is_on_page & can("manage_documents"))))
rules.add_perm("comments.suggest", takes_changes & can("edit_documents"))
rules.add_perm("comments.settle", takes_changes & can("edit_documents"))
# The mark of a comment leaves the text with it, also after the page was released or archived.
rules.add_perm(
    "comments.delete_mark", (takes_comments & can("edit_documents")) | (is_on_page & can("manage_documents"))
)
