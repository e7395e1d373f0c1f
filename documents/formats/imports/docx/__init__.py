"""Word files as a tree of HTML. Runs in a process of its own."""

from documents.formats.imports.docx.html import docx_html

__all__ = ["docx_html"]
