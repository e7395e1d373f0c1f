"""A text as an OpenDocument file for LibreOffice and others."""

from documents.formats.exports.odt.file import write_odt

__all__ = ["write_odt"]
