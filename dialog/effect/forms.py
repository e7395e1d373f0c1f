import re
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from realtime.chat.models import Message
from realtime.chat.templatetags.chat import address_of
from workgroups.discussions.views.reading import quotation

TITLE_LENGTH = 80
_MARKS = re.compile(r"^[\s>#*+-]+")
_BRACKETS = re.compile(r"([\\\[\]])")


def first_words(message: Message) -> dict[str, Any]:
    """Return what a discussion about a message begins with: its first line as title, and a post that quotes it."""
    lines = [_MARKS.sub("", line) for line in message.source.splitlines()]
    title = Truncator(next(filter(None, lines), "")).chars(TITLE_LENGTH)
    quoted = quotation(message.source) if message.source else ""
    day = date_format(localtime(message.created_at), "SHORT_DATE_FORMAT")
    name = _BRACKETS.sub(r"\\\1", message.author.display_name)
    source = _("%(name)s in the chat, %(day)s") % {"name": name, "day": day}
    return {"title": title, "text": f"{quoted}[{source}]({address_of(message)})\n\n"}
