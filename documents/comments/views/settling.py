from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from documents.comments import actions, queries
from documents.comments.models import Comment
from documents.comments.suggested import Suggested
from documents.comments.views.listing import done
from documents.editing.queries import page_for
from workgroups.spaces.pages import signed_in


def _on_comment(
    request: HttpRequest, slug: str, pk: int, comment_pk: int, act: Callable[..., Comment | None]
) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="comments.read")
    act(by=signed_in(request), comment=queries.comment_on(document, comment_pk))
    return done(request, document, f"#kommentar-{comment_pk}" if act is not actions.delete_comment else "")


@require_POST
def comment_resolve(request: HttpRequest, slug: str, pk: int, comment_pk: int) -> HttpResponse:
    return _on_comment(request, slug, pk, comment_pk, actions.resolve_comment)


@require_POST
def comment_reopen(request: HttpRequest, slug: str, pk: int, comment_pk: int) -> HttpResponse:
    return _on_comment(request, slug, pk, comment_pk, actions.reopen_comment)


@require_POST
def comment_delete(request: HttpRequest, slug: str, pk: int, comment_pk: int) -> HttpResponse:
    return _on_comment(request, slug, pk, comment_pk, actions.delete_comment)


@require_POST
def suggestion_register(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the id of a suggestion that the editor has just begun; safe to repeat."""
    document = page_for(request.user, slug, pk, permission="comments.suggest")
    actions.register_suggestion(author=signed_in(request), document=document, key=request.POST.get("id", ""))
    return HttpResponse(status=204)


@require_POST
def suggestion_accept(request: HttpRequest, slug: str, pk: int, key: str) -> HttpResponse:
    return _on_suggestion(request, slug, pk, key, actions.accept_suggestion)


@require_POST
def suggestion_refuse(request: HttpRequest, slug: str, pk: int, key: str) -> HttpResponse:
    return _on_suggestion(request, slug, pk, key, actions.refuse_suggestion)


def _on_suggestion(request: HttpRequest, slug: str, pk: int, key: str, act: Callable[..., Suggested]) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="comments.settle")
    act(by=signed_in(request), document=document, key=key)
    return done(request, document)
