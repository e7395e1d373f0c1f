"""The formats in which a page leaves us, in the order in which they are offered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.formats import exports


@dataclass(frozen=True, slots=True)
class Format:
    key: str
    name: str | Promise
    purpose: str | Promise
    ending: str
    media_type: str
    write: exports.Writer


FORMATS = {
    chosen.key: chosen
    for chosen in (
        Format(
            "pdf",
            _("PDF"),
            _("To read, print and pass on. It cannot be changed easily and works with screen readers."),
            "pdf",
            "application/pdf",
            exports.write_pdf,
        ),
        Format(
            "docx",
            _("Word (DOCX)"),
            _("To work on in Microsoft Word or LibreOffice."),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            exports.write_docx,
        ),
        Format(
            "odt",
            _("OpenDocument (ODT)"),
            _("To work on in LibreOffice; the open standard for text documents of the administration."),
            "odt",
            "application/vnd.oasis.opendocument.text",
            exports.write_odt,
        ),
        Format(
            "html",
            _("Web page (HTML)"),
            _("One file for the browser, with style and images inside."),
            "html",
            "text/html; charset=utf-8",
            exports.write_html,
        ),
        Format(
            "markdown",
            _("Markdown"),
            _("Plain text with simple signs, for websites and technical systems. Images stand as links."),
            "md",
            "text/markdown; charset=utf-8",
            exports.write_markdown,
        ),
    )
}
