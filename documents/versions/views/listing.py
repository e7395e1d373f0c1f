from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialog.common.errors import Invalid
from documents.editing.queries import page_for
from documents.editing.walkers import to_html
from documents.formats.responses import export_response, head_for
from documents.library.models import Document
from documents.versions import actions, queries
from documents.versions.forms import NameForm
from documents.versions.models import PageVersion
from documents.versions.views.common import list_address, render_version_page
from workgroups.spaces.pages import signed_in
from workgroups.spaces.rules import require

PER_PAGE = 50


@never_cache
@require_safe
def version_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the versions of a page, the newest first."""
    return _list(request, page_for(request.user, slug, pk, permission="versions.read"))


def _list(request: HttpRequest, document: Document, form: NameForm | None = None) -> HttpResponse:
    rows = queries.versions_of(signed_in(request), document)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may_name = request.user.has_perm("versions.name", document)
    context = {
        "page": page,
        "renamable": _renamable(request, document, page),
        "form": form or NameForm() if may_name else None,
    }
    return render_version_page(request, document, "version_list", context, status=400 if form else 200)


def _renamable(request: HttpRequest, document: Document, versions: Iterable[PageVersion]) -> set[int]:
    """Return which versions this person may name or rename."""
    found = set()
    for version in versions:
        version.document = document
        is_fixed = version.kind == PageVersion.Kind.RELEASED
        if not is_fixed and request.user.has_perm("versions.rename", version):
            found.add(version.pk)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def version_name(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep the text as it stands now under a name. The form stands on the list; asked for alone, the list comes."""
    document = page_for(request.user, slug, pk, permission="versions.name")
    if request.method != "POST":
        return redirect(list_address(document))
    form = NameForm(request.POST)

    def act(name: str) -> PageVersion:
        return actions.name_text(by=signed_in(request), document=document, name=name)

    version = _named(form, act)
    if version is None:
        return _list(request, document, form)
    messages.success(request, _("The text is kept as version %(number)s.") % {"number": version.number})
    return redirect(list_address(document))


@require_http_methods(["GET", "HEAD", "POST"])
def version_rename(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    document = page_for(request.user, slug, pk, permission="versions.read")
    version = queries.version_for(signed_in(request), document, number)
    version.document = document
    require(request.user, "versions.rename", version)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": version.shown_name})

    def act(name: str) -> PageVersion:
        return actions.rename_version(by=signed_in(request), version=version, name=name)

    if request.method == "POST" and _named(form, act):
        messages.success(request, _("The name has been changed."))
        return redirect(list_address(document))
    context = {"version": version, "form": form}
    return render_version_page(request, document, "version_rename", context, status=400 if form.is_bound else 200)


def _named(form: NameForm, act: Callable[[str], PageVersion]) -> PageVersion | None:
    if form.is_valid():
        try:
            return act(form.cleaned_data["name"])
        except Invalid as error:
            form.add_error("name", str(error))
    return None


@require_safe
def version_detail(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Show the text of a version, read only."""
    document = page_for(request.user, slug, pk, permission="versions.read")
    version = queries.version_for(signed_in(request), document, number)
    context = {
        "version": version,
        "html": to_html(queries.blocks_of_version(version)),
        "neighbours": queries.neighbours_of(version),
        "may_rename": bool(_renamable(request, document, [version])),
    }
    return render_version_page(request, document, "version_detail", context)


@require_safe
def version_export(request: HttpRequest, slug: str, pk: int, number: int, format: str) -> HttpResponse:
    """Send a version as a file. Raises NotFound for a format that there is not."""
    document = page_for(request.user, slug, pk, permission="versions.read")
    version = queries.version_for(signed_in(request), document, number)
    with head_for(document).words():
        label = _("Version %(number)s") % {"number": version.number}
        label = f"{label}: {version.shown_name}" if version.name else label
    head = head_for(document, version=label, date=version.created_at)
    return export_response(request, head, queries.blocks_of_version(version), format)
