"""The text of a message: a small Markdown subset, links, and people who are named with "@"."""

import re
from collections.abc import Iterable

from django.utils.html import escape

from dialog.common.richtext import render_markdown
from realtime.chat.names import Named, pattern_of

# Words, figures and punctuation in which neither Markdown nor a link can hide; checked against the full way in a test.
_PLAIN = re.compile(r"^(?!\s|\d+[.)]|[-+=#>*])(?:[^\W_]|[ ,;:?!'\"()/%€§„“–…·-]|[.](?![^\W\d]|-)|~(?!~))+$")
_PROTOCOL = re.compile(r"https?:|mailto:|//", re.IGNORECASE)
# Stands for a name while Markdown is rendered: characters that no text may hold.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ATTRIBUTE = re.compile(r'="[^"]*"')


def without_private_characters(text: str) -> str:
    """Return the text without the characters that stand for names while it is rendered."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def is_plain(source: str) -> bool:
    """Tell whether the text is nothing but words: then Markdown and the sanitiser would only wrap it."""
    return bool(_PLAIN.match(source)) and not _PROTOCOL.search(source)


def render_message(source: str, people: Iterable[Named] = ()) -> str:
    """Return the sanitised HTML of a message; `people` are those it names as "@Name"."""
    if is_plain(source):
        return "<p>" + source.replace('"', "&quot;") + "</p>\n"
    marked = without_private_characters(source)
    if not (by_name := {person.name: person for person in people}):
        return render_markdown(marked)
    found = list(by_name.values())
    places = {person.name: f"{_OPEN}{index}{_CLOSE}" for index, person in enumerate(found)}
    html = render_markdown(pattern_of(by_name).sub(lambda match: places[match.group(1)], marked))
    # In an attribute a name stays a name.
    html = _ATTRIBUTE.sub(lambda value: _PLACE.sub(lambda place: _name(found, place), value.group()), html)
    return _PLACE.sub(lambda place: _mention(found[int(place.group(1))]), html)


def _name(people: list[Named], place: re.Match[str]) -> str:
    return escape(f"@{people[int(place.group(1))].name}")


def _mention(person: Named) -> str:
    return f'<strong class="mention" data-person="{person.pk}">@{escape(person.name)}</strong>'
