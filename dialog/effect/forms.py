import re
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from documents.contents.templatetags.contents import markdown_link
from documents.library.queries import documents_visible_to
from realtime.chat.models import Message
from realtime.chat.templatetags.chat import address_of
from workgroups.discussions.views.reading import quotation
from workgroups.spaces.rules import Person

TITLE_LENGTH = 80
_MARKS = re.compile(r"^[\s>#*+-]+")
_BRACKETS = re.compile(r"([\\\[\]])")


def first_words(user: Person, message: Message) -> dict[str, Any]:
    """Return what a discussion about a message begins with: its first line as title, and a post that quotes it.

    Documents that the message carries follow as links.
    """
    lines = [_MARKS.sub("", line) for line in message.source.splitlines()]
    title = Truncator(next(filter(None, lines), "")).chars(TITLE_LENGTH)
    quoted = quotation(message.source) if message.source else ""
    day = date_format(localtime(message.created_at), "SHORT_DATE_FORMAT")
    name = _BRACKETS.sub(r"\\\1", message.author.display_name)
    source = _("%(name)s in the chat, %(day)s") % {"name": name, "day": day}
    begins = f"{quoted}[{source}]({address_of(message)})\n\n"
    return {"title": title, "text": begins + "".join(f"- {line}\n" for line in _documents(user, message))}


def _documents(user: Person, message: Message) -> list[str]:
    carried = message.documents.values("document")
    return [markdown_link(row) for row in documents_visible_to(user, message.space).filter(pk__in=carried)]
