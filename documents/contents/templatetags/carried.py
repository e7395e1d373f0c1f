"""Documents that posts carry: a link to one says what it leads to, and says so when that is gone."""

import re
from collections.abc import Mapping

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.library.models import Document
from documents.library.queries import with_files
from documents.library.templatetags.library import file_kind, file_size
from workgroups.spaces.models import Space

register = template.Library()
_LINK = r'<a href="(?:https?://{host})?/gremien/{slug}/dokumente/(?:seiten|dateien)/([0-9]{{1,9}})/"[^>]*>(.*?)</a>'


class CarriedNode(template.Node):
    def __init__(self, space: FilterExpression, inner: NodeList) -> None:
        self.space, self.nodelist = space, inner

    def render(self, context: template.Context) -> SafeString:
        html = self.nodelist.render(context)
        space: Space = self.space.resolve(context)
        request = context["request"]
        links = re.compile(_LINK.format(host=re.escape(request.get_host()), slug=re.escape(space.slug)), re.DOTALL)
        numbers = {int(found[1]) for found in links.finditer(html)}
        if not numbers or not request.user.has_perm("library.read", space):
            return html
        rows = Document.objects.filter(space=space, pk__in=numbers, trashed_at__isnull=True)
        there = {row.pk: row for row in with_files(rows)}
        return mark_safe(links.sub(lambda found: _said(found, there), html))  # noqa: S308  # safe before, and what is added is


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


@register.tag
def carried_documents(parser: Parser, token: Token) -> CarriedNode:
    """`{% carried_documents space %} … {% endcarried_documents %}`: one query for all links to documents in between."""
    _name, space = token.split_contents()
    inner = parser.parse(("endcarried_documents",))
    parser.delete_first_token()
    return CarriedNode(parser.compile_filter(space), inner)
