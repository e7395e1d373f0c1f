"""What the tests of the pages share."""

import re

from django.urls import reverse


def address(name, thread, *more, **query):
    return reverse(f"discussions:{name}", args=[thread.space.slug, thread.pk, *more], query=query or None)


def text_of(response) -> str:
    """Return the words of a page without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
