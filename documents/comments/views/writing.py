from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialog.common.errors import Conflict, Invalid
from documents.comments import actions, queries
from documents.comments.forms import BodyForm, CommentForm, ReplyForm
from documents.comments.models import Comment
from documents.comments.views.listing import done, is_fragment
from documents.editing.queries import page_for
from documents.library.models import Document
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.rules import require


@require_POST
def comment_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="comments.add")

    def act(form: BodyForm) -> Comment:
        data = form.cleaned_data
        return actions.add_comment(
            author=signed_in(request),
            document=document,
            body=data["body"],
            quote=data["exact"],
            prefix=data["prefix"],
            suffix=data["suffix"],
            client_id=data["client_id"],
        )

    return _write(request, document, CommentForm(request.POST), act, (_("Add a comment"), _("Add the comment")))


@require_POST
def comment_reply(request: HttpRequest, slug: str, pk: int, comment_pk: int) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="comments.add")
    comment = queries.comment_on(document, comment_pk)

    def act(form: BodyForm) -> Comment:
        data = form.cleaned_data
        return actions.reply_to_comment(
            author=signed_in(request), comment=comment, body=data["body"], client_id=data["client_id"]
        )

    form = ReplyForm(request.POST, place=f"{comment.pk}-antwort")
    return _write(request, document, form, act, (_("Reply to a comment"), _("Send the reply")))


@require_POST
def comment_edit(request: HttpRequest, slug: str, pk: int, comment_pk: int) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="comments.read")
    comment = queries.comment_on(document, comment_pk)
    require(request.user, "comments.edit", comment)

    def act(form: BodyForm) -> Comment:
        return actions.edit_comment(by=signed_in(request), comment=comment, body=form.cleaned_data["body"])

    form = BodyForm(request.POST, place=f"{comment.pk}-aendern")
    return _write(request, document, form, act, (_("Edit your comment"), _("Save")))


def _write(
    request: HttpRequest, document: Document, form: BodyForm, act: Callable[[BodyForm], Comment], words: tuple[str, str]
) -> HttpResponse:
    """Act on a valid form; else show it again with what was typed: alone for the panel, as a page for others.

    `words`: the title of that page, and what the button said in the panel and still says.
    """
    if form.is_valid():
        try:
            comment = act(form)
            return done(request, document, f"#kommentar-{comment.pk}")
        except Invalid as error:
            form.add_error("body", str(error))
        except Conflict as error:
            form.add_error(None, str(error))
            # What is sent next is a comment of its own.
            form.data = {**{name: form.data[name] for name in form.data}, "client_id": str(uuid4())}
    title, submit = words
    context = {"space": document.space, "document": document, "form": form, "title": title, "submit": submit}
    context["action"] = request.path
    if is_fragment(request):
        return render(request, "comments/_form.html", context | {"in_panel": True, "shown": True}, status=400)
    return render_in_space(request, document.space, "comments/comment_form.html", context, tab="documents", status=400)
