"""The text of a message: a small Markdown subset, links, and people who are named with "@"."""

import re
from collections.abc import Iterable

from django.utils.html import escape

from dialog.common.richtext import render_markdown
from realtime.chat.names import Named

# Words, figures and punctuation in which neither Markdown nor a link can hide; checked against the full way in a test.
_PLAIN = re.compile(r"^(?!\s|\d+[.)]|[-+=#>*])(?:[^\W_]|[ ,;:?!'\"()/%€§„“–…·-]|[.](?![^\W\d]|-)|~(?!~))+$")
_PROTOCOL = re.compile(r"https?:|mailto:|//", re.IGNORECASE)
# Stands for a name while Markdown is rendered: characters that no text may hold.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def without_private_characters(text: str) -> str:
    """Return the text without the characters that stand for names while it is rendered."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def is_plain(source: str) -> bool:
    """Tell whether the text is nothing but words: then Markdown and the sanitiser would only wrap it."""
    return bool(_PLAIN.match(source)) and not _PROTOCOL.search(source)


def render_message(source: str, people: Iterable[Named] = ()) -> str:
    """Return the sanitised HTML of a message; `people` are those it names as "@Name", longest names first."""
    if is_plain(source):
        return "<p>" + source.replace('"', "&quot;") + "</p>\n"
    found = list(people)
    marked = without_private_characters(source)
    for index, person in enumerate(found):
        marked = marked.replace(f"@{person.name}", f"{_OPEN}{index}{_CLOSE}")
    return _PLACE.sub(lambda place: _mention(found[int(place.group(1))]), render_markdown(marked))


def _mention(person: Named) -> str:
    return f'<strong class="mention" data-person="{person.pk}">@{escape(person.name)}</strong>'
