"""Makes pages and the updates that a browser would send."""

from collections.abc import Callable

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.actions import create_page
from documents.editing.blocks import blocks_of, paragraph
from documents.editing.queries import load_document
from documents.editing.state import Page, build_page
from documents.editing.updates import FIELD
from documents.editing.walkers import to_text
from documents.library.models import Document


def make_page(cast, *, title: str = "Positionspapier Clusterpolitik", author=None, blocks=None) -> Document:
    return create_page(
        author=author or cast.chair, space=cast.space, title=title, blocks=blocks or [paragraph("Ausgangslage")]
    )


class Browser:
    """A copy of the text as a browser holds one; `write` gives the update that it would send."""

    def __init__(self, *payloads: bytes) -> None:
        self.page = build_page(payloads)
        self.updates: list[bytes] = []
        self._watch = self.page.observe(lambda event: self.updates.append(event.update))

    @classmethod
    def on(cls, document: Document) -> "Browser":
        return cls(*load_document(document.pk)[0])

    @property
    def root(self) -> XmlFragment:
        return self.page.get(FIELD, type=XmlFragment)

    @property
    def text(self) -> str:
        return text_of_page(self.page)

    def change(self, edit: Callable[[XmlFragment], None]) -> bytes:
        self.updates.clear()
        with self.page.transaction():
            edit(self.root)
        return self.updates[-1]

    def write(self, text: str) -> bytes:
        """Add a paragraph at the end."""
        return self.change(lambda root: _add_paragraph(root, text))

    def type(self, text: str, *, at: int | None = None) -> bytes:
        """Put text into the first paragraph."""

        def edit(root: XmlFragment) -> None:
            node = root.children[0].children[0]
            node.insert(len(node) if at is None else min(at, len(node)), text)

        return self.change(edit)

    def drop_last(self) -> bytes:
        """Delete the last paragraph."""

        def edit(root: XmlFragment) -> None:
            del root.children[len(root.children) - 1]

        return self.change(edit)


def _add_paragraph(root: XmlFragment, text: str) -> None:
    node = XmlElement("paragraph")
    root.children.append(node)
    node.children.append(XmlText(text))


def text_of_page(page: Page) -> str:
    return to_text(blocks_of(page))


def nested(depth: int) -> bytes:
    """Return an update with nodes inside each other, as no editor writes it."""
    page = Page()
    parent: XmlFragment | XmlElement = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        for _level in range(depth):
            child = XmlElement("blockquote")
            parent.children.append(child)
            parent = child
    return page.get_update()
