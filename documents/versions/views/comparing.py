from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict, Invalid, NotFound
from documents.editing.blocks import Block, blocks_of
from documents.editing.queries import load_document, page_for
from documents.editing.state import Page, build_page
from documents.library.models import Document
from documents.versions import actions, queries
from documents.versions.comparing import compare
from documents.versions.models import PageVersion
from documents.versions.views.common import render_version_page
from workgroups.spaces.pages import signed_in

NOW = "jetzt"
INLINE = "fortlaufend"


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts: a version, or the text as it stands now."""

    version: PageVersion | None
    blocks: tuple[Block, ...]

    @property
    def choice(self) -> str:
        return str(self.version.number) if self.version else NOW


@never_cache
@require_safe
def version_compare(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Compare two versions, or one with the text as it stands now; side by side or inline.

    Without `bis` the text of now, without `von` the version before that one.
    """
    document = page_for(request.user, slug, pk, permission="versions.read")
    choices = list(queries.choices_of(signed_in(request), document))
    newer = _side(request, document, request.GET.get("bis") or NOW)
    chosen = request.GET.get("von") or _before(choices, newer)
    if chosen is None:
        return render_version_page(request, document, "version_compare", {"choices": choices, "comparison": None})
    older = _side(request, document, chosen)
    if older.version is None or (newer.version and newer.version.number < older.version.number):
        older, newer = newer, older
    context = {
        "choices": choices,
        "older": older,
        "newer": newer,
        "comparison": compare(older.blocks, newer.blocks),
        "is_inline": request.GET.get("ansicht") == INLINE,
        "can_take_back": newer.version is None and older.version is not None,
    }
    return render_version_page(request, document, "version_compare", context)


def _before(choices: list[PageVersion], side: _Side) -> str | None:
    limit = side.version.number if side.version else None
    return next((str(row.number) for row in choices if limit is None or row.number < limit), None)


def _side(request: HttpRequest, document: Document, choice: str) -> _Side:
    if choice == NOW:
        return _Side(None, blocks_of(_page_now(document)))
    if not choice.isdecimal() or len(choice) > 9:
        raise NotFound
    version = queries.version_for(signed_in(request), document, int(choice))
    return _Side(version, queries.blocks_of_version(version))


def _page_now(document: Document) -> Page:
    payloads, _head = load_document(document.pk)
    return build_page(payloads)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def version_restore(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Show what would change, then bring the text back to the version."""
    document = page_for(request.user, slug, pk, permission="versions.restore")
    version = queries.version_for(signed_in(request), document, number)
    version.document = document
    if request.method == "POST":
        return _restored(request, version)
    page = _page_now(document)
    comparison = compare(blocks_of(page), queries.blocks_of_version(version))
    seen = b64encode(page.get_state()).decode()
    context = {"version": version, "comparison": comparison, "seen": seen, "is_inline": True}
    return render_version_page(request, document, "version_restore", context)


def _restored(request: HttpRequest, version: PageVersion) -> HttpResponse:
    sent = request.POST.get("seen", "")
    if not sent:
        # Without it nothing would protect what others wrote since.
        raise Invalid(_("Please look at what will change first, and restore the version from there."))
    try:
        seen = b64decode(sent, validate=True)
    except (BadBase64, ValueError) as error:
        raise Invalid from error
    try:
        before = actions.restore_version(by=signed_in(request), version=version, seen=seen)
    except Conflict:
        messages.info(request, _("The text already reads like that; nothing was changed."))
    else:
        said = {"number": version.number, "before": before.number}
        text = _("The text is that of version %(number)s again. How it read before is kept as version %(before)s.")
        messages.success(request, text % said)
    return redirect(version.document.get_absolute_url())


@require_POST
def version_restore_block(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Take back one change, from the page that compares a version with the text of now."""
    document = page_for(request.user, slug, pk, permission="versions.restore")
    version = queries.version_for(signed_in(request), document, number)
    version.document = document
    try:
        actions.restore_block(by=signed_in(request), version=version, key=request.POST.get("key", ""))
    except Conflict:
        messages.warning(request, _("Somebody has changed this passage in the meantime. Here is how it reads now."))
    else:
        messages.success(request, _("The passage has been restored."))
    address = reverse("versions:version_compare", args=[slug, pk])
    view = f"&ansicht={INLINE}" if request.POST.get("ansicht") == INLINE else ""
    return redirect(f"{address}?von={number}&bis={NOW}{view}")
