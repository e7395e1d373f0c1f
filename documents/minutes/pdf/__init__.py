"""Minutes as a PDF: the frozen content goes as data into a fixed typst template, never as markup."""

from documents.minutes.pdf.render import pdf_name, render_pdf

__all__ = ["pdf_name", "render_pdf"]
