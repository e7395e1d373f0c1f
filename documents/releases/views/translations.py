from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict, Invalid
from documents.library.models import Document
from documents.releases import actions, queries
from documents.releases.forms import LinkForm, TranslationForm
from workgroups.spaces.pages import render_in_space, signed_in

FORM = ["GET", "HEAD", "POST"]
LIST = "releases:translation_list"


@require_safe
def translation_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a page's language versions, with the forms to add, link and take away."""
    return _page(request, queries.page_for(request.user, slug, pk))


@require_http_methods(FORM)
def translation_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Create a page for another language from the text of this one, and lead to it."""
    document = _page_for(request, slug, pk)
    form = _adding(request, document)
    if not form.is_valid():
        return _page(request, document, adding=form)
    try:
        page = actions.add_translation(author=signed_in(request), document=document, **form.cleaned_data)
    except (Conflict, Invalid) as error:
        form.add_error(None, str(error))
        return _page(request, document, adding=form)
    messages.success(request, _("The page has been created. It begins with the text of the other language."))
    return redirect(page)


@require_http_methods(FORM)
def translation_link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make a page that is there already a language version of this one."""
    document = _page_for(request, slug, pk)
    form = _linking(request, document)
    if not form.is_valid():
        return _page(request, document, linking=form)
    try:
        actions.link_translation(by=signed_in(request), document=document, other=form.cleaned_data["other"])
    except (Conflict, Invalid) as error:
        form.add_error(None, str(error))
        return _page(request, document, linking=form)
    messages.success(request, _("The two pages now show each other as language versions."))
    return redirect(LIST, slug, pk)


@require_POST
def translation_unlink(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    document = _page_for(request, slug, pk)
    try:
        actions.unlink_translation(by=signed_in(request), document=document)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The page now stands for itself."))
    return redirect(LIST, slug, pk)


def _page_for(request: HttpRequest, slug: str, pk: int) -> Document:
    return queries.page_for(request.user, slug, pk, permission="releases.translate")


def _adding(request: HttpRequest, document: Document) -> TranslationForm:
    data = request.POST if request.method == "POST" else None
    languages = queries.free_languages(document)
    return TranslationForm(data, languages=languages, initial={"title": document.title})


def _linking(request: HttpRequest, document: Document) -> LinkForm:
    data = request.POST if request.method == "POST" else None
    return LinkForm(data, pages=queries.linkable_pages(request.user, document))


def _page(
    request: HttpRequest, document: Document, *, adding: Form | None = None, linking: Form | None = None
) -> HttpResponse:
    """Show the page; with a form that was sent and has errors, with that one and status 400."""
    sent = next((form for form in (adding, linking) if form is not None and form.is_bound), None)
    context: dict[str, Any] = {
        "document": document,
        "translations": queries.translations_of(request.user, document),
        "may_translate": request.user.has_perm("releases.translate", document),
    }
    if context["may_translate"]:
        free = queries.free_languages(document)
        pages = queries.linkable_pages(request.user, document)
        context |= {
            "free": free,
            "pages": pages,
            "adding": adding or TranslationForm(languages=free, initial={"title": document.title}),
            "linking": linking or LinkForm(pages=pages),
        }
    status = 400 if sent is not None else 200
    return render_in_space(
        request, document.space, "releases/translation_list.html", context, tab="documents", status=status
    )
