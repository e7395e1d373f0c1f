"""A text as a Word file with real styles: headings, numbered lists, tables with a head, footnotes, check boxes."""

from documents.formats.exports.docx.file import write_docx

__all__ = ["write_docx"]
