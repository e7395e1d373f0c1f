from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.comments import queries
from documents.comments.forms import BodyForm, CommentForm, ReplyForm
from documents.comments.models import Comment
from documents.comments.queries import OpenSuggestion, Thread
from documents.editing.queries import page_for
from documents.library.models import Document
from workgroups.spaces.pages import render_in_space, signed_in


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether the editor's panel asks, which wants the rows alone."""
    return "X-Fragment" in request.headers or "HX-Request" in request.headers


@never_cache
@require_safe
def comment_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show comments and suggestions of a page: as a page of its own, or as the inside of the editor's panel."""
    document = page_for(request.user, slug, pk, permission="comments.read")
    context = panel_context(request, document)
    if is_fragment(request):
        return render(request, "comments/panel.html", context)
    return render_in_space(request, document.space, "comments/comment_list.html", context, tab="documents")


def panel_context(request: HttpRequest, document: Document) -> dict[str, Any]:
    """Return what the panel shows to this person."""
    user = signed_in(request)
    side = queries.side_of(user, document)
    may = {name: user.has_perm(f"comments.{name}", document) for name in ("add", "settle")}
    return {
        "space": document.space,
        "document": document,
        "side": side,
        "cards": [_card(request, card, may) for card in side.standing],
        "lost": [_card(request, card, may) for card in side.lost],
        "resolved": [_card(request, card, may) for card in side.resolved],
        "may_add": may["add"],
        "may_settle": may["settle"],
        "in_panel": is_fragment(request),
        "form": CommentForm() if may["add"] else None,
    }


def _card(request: HttpRequest, card: Thread | OpenSuggestion, may: dict[str, bool]) -> dict[str, Any]:
    if isinstance(card, OpenSuggestion):
        own = card.author is not None and card.author.pk == request.user.pk
        return {"suggestion": card.suggested, "row": card.row, "author": card.author, "is_own": own}
    comments = [_said(request, comment) for comment in (card.comment, *card.replies)]
    reply = ReplyForm(place=f"{card.comment.pk}-antwort") if may["add"] else None
    return {"thread": card, "comments": comments, "reply_form": reply}


def _said(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    may_edit = request.user.has_perm("comments.edit", comment)
    form = BodyForm(place=f"{comment.pk}-aendern", initial={"body": comment.body}) if may_edit else None
    return {"comment": comment, "edit_form": form, "may_delete": request.user.has_perm("comments.delete", comment)}


def done(request: HttpRequest, document: Document, anchor: str = "") -> HttpResponse:
    """Answer a change: the panel fetches its rows again by itself, a page is led back to the list."""
    if is_fragment(request):
        return HttpResponse(status=204)
    return redirect(reverse("comments:comment_list", args=[document.space.slug, document.pk]) + anchor)
