"""Documents that posts carry: a link to one says what it leads to, and says so when that is gone."""

import re
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.library.models import Document
from documents.library.queries import with_files
from documents.library.templatetags.library import file_kind, file_size
from workgroups.spaces.models import Space

_LINK = r'<a href="(?:https?://{host})?/gremien/{slug}/dokumente/(?:seiten|dateien)/([0-9]{{1,9}})/"[^>]*>(.*?)</a>'


def say_documents(request: HttpRequest, space: Space, html: SafeString) -> SafeString:
    """Return safe HTML with kind and size beside each link to a document of this space; a link that leads nowhere any
    more becomes words. One query for all links.
    """
    links = re.compile(_LINK.format(host=re.escape(request.get_host()), slug=re.escape(space.slug)), re.DOTALL)
    numbers = {int(found[1]) for found in links.finditer(html)}
    if not numbers or not request.user.has_perm("library.read", space):
        return html
    rows = Document.objects.filter(space=space, pk__in=numbers, trashed_at__isnull=True)
    there = {row.pk: row for row in with_files(rows)}
    # Safe before, and what is added is.
    return mark_safe(links.sub(lambda found: _said(found, there), html))  # noqa: S308


def _said(found: "re.Match[str]", there: Mapping[int, Document]) -> str:
    document = there.get(int(found[1]))
    if document is None:
        words = mark_safe(found[2])  # noqa: S308  # what stood in the link
        return format_html('{} <span class="muted">({})</span>', words, _("Document no longer available"))
    return format_html('{} <span class="muted">({})</span>', mark_safe(found[0]), _kind(document))  # noqa: S308


def _kind(document: Document) -> str:
    current = document.file_entry.current if document.kind == Document.Kind.FILE else None
    if current is None:
        return str(document.get_kind_display())
    return f"{file_kind(current.stored_file)}, {file_size(current.stored_file.size)}"
