"""The text of a page written as HTML and as plain text. What the editor does not know shows only its text."""

from documents.editing.walkers.addresses import safe_address
from documents.editing.walkers.html import to_html
from documents.editing.walkers.text import to_text

__all__ = ["safe_address", "to_html", "to_text"]
