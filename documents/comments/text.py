"""The words of a comment as HTML: plain text with line breaks; people whom it names stand out."""

from collections.abc import Iterable

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from workgroups.spaces.naming import Named, pattern_of


def render_comment(body: str, people: Iterable[Named] = ()) -> SafeString:
    """Return safe HTML; `people` are those who may be named as "@Name"."""
    names = [person.name for person in people]
    parts = pattern_of(names).split(body) if names and "@" in body else [body]
    # Every second part is a name that the pattern has found.
    html = "".join(_mention(part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return mark_safe(linebreaks(html))  # noqa: S308  (each part is escaped)


def _mention(name: str) -> str:
    return f'<strong class="mention">@{escape(name)}</strong>'
