"""Letters about comments and mentions, in each reader's own language and without what was written.

Called in transactions.
"""

from collections.abc import Sequence

from django.urls import reverse

from dialog.accounts.models import User
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from documents.comments.models import Comment, Suggestion
from documents.library.models import Document


def mentioned(person: User, document: Document, comments: Sequence[Comment]) -> None:
    """Tell a person which comments on a page name them, all in one letter."""
    page = absolute_url(reverse("comments:comment_list", args=[document.space.slug, document.pk]))
    named = [(comment, f"{page}#kommentar-{comment.pk}") for comment in comments]
    context = {"recipient": person, "space": document.space, "document": document, "named": named, "count": len(named)}
    queue_mail(
        recipient=person.email, language=person.language, template="mail/comments/mentioned.txt", context=context
    )


def said_beside(
    person: User, document: Document, comments: Sequence[Comment], suggestions: Sequence[Suggestion]
) -> None:
    """Tell a person what others said beside a page, all in one letter; suggestions are counted by who made them."""
    page = absolute_url(reverse("comments:comment_list", args=[document.space.slug, document.pk]))
    by_author: dict[User, list[Suggestion]] = {}
    for suggestion in suggestions:
        by_author.setdefault(suggestion.author, []).append(suggestion)
    context = {
        "recipient": person,
        "space": document.space,
        "document": document,
        "said": [(comment, f"{page}#kommentar-{comment.pk}") for comment in comments],
        "suggested": [(author, len(made), f"{page}#vorschlag-{made[0].key}") for author, made in by_author.items()],
        "profile_url": absolute_url(reverse("accounts:profile")),
    }
    queue_mail(
        recipient=person.email, language=person.language, template="mail/comments/said_beside.txt", context=context
    )


def named_in_page(person: User, document: Document) -> None:
    """Tell a person that the text of a page names them."""
    url = absolute_url(document.get_absolute_url())
    context = {"recipient": person, "space": document.space, "document": document, "url": url}
    queue_mail(
        recipient=person.email, language=person.language, template="mail/comments/named_in_page.txt", context=context
    )
