"""One tree, five formats: each writer takes the head, the blocks and who gives images, and returns bytes.

The libraries are loaded inside the writers: a server that has written no file yet carries none of them.
"""

from documents.formats.exports.html import body_of, write_html
from documents.formats.exports.pdf import write_pdf

__all__ = ["body_of", "write_html", "write_pdf"]
