import re

from django import template

from documents.library.models import Document

register = template.Library()
_SIGNS = re.compile(r"([\\`*_\[\]<>~])")


@register.filter
def markdown_link(document: Document) -> str:
    """Return a link to a document as it is written in posts: "[Titel](/gremien/…)"."""
    title = _SIGNS.sub(r"\\\1", document.title)
    return f"[{title}]({document.get_absolute_url()})"
