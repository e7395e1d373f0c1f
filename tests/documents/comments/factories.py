from pycrdt import XmlText

from documents.comments.actions import add_comment
from documents.comments.models import Comment
from documents.comments.pieces import pieces_of
from documents.editing.blocks import Run, heading, paragraph
from documents.editing.queries import load_document
from documents.editing.state import build_page
from tests.documents.editing.factories import make_page

KEY = "6f0e1c2a-0000-4000-8000-00000000000a"
TEXT = [
    heading(2, "Ausgangslage"),
    paragraph("Die Arbeitsgruppe besteht seit Juli."),
    heading(2, "Vorschlag"),
    paragraph(
        "Die Arbeitsgruppe empfiehlt ",
        Run("fünf", {"deletion": {"id": KEY}}),
        Run("vier", {"insertion": {"id": KEY}}),
        " Felder.",
    ),
]


def make_text(cast, *, author=None):
    """A page with a suggestion, written by the chair if by nobody else."""
    return make_page(cast, author=author, blocks=TEXT)


def make_comment(page, author, body="Seit wann genau?", quote="seit Juli", **around) -> Comment:
    return add_comment(author=author, document=page, body=body, quote=quote, **around)


def marked(page, comment) -> str:
    """Return the letters of the stored text that carry the mark of a comment."""
    pieces = pieces_of(build_page(load_document(page.pk)[0]))
    return "".join(piece.text for piece in pieces if str(comment.key) in piece.ids_of("comment"))


def first_text(browser) -> XmlText:
    return browser.root.children[1].children[0]
