"""A text as a PDF: its tree goes as data into a fixed typst template, never as markup."""

from documents.formats.exports.pdf.render import write_pdf

__all__ = ["write_pdf"]
