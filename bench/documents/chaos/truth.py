"""The database side, a process of its own with Django: python -m bench.documents.chaos.truth."""

import django

django.setup()

from hashlib import sha256  # noqa: E402

from pycrdt import XmlFragment  # noqa: E402  (needs Django set up)

from bench.chat.helper import Answer, serve  # noqa: E402
from bench.documents import world  # noqa: E402
from dialog.accounts.models import User  # noqa: E402
from documents.editing.models import DocumentUpdate  # noqa: E402
from documents.editing.queries import html_of, load_document  # noqa: E402
from documents.editing.state import Page, build_page  # noqa: E402
from documents.editing.updates import FIELD  # noqa: E402
from documents.editing.walkers import to_html  # noqa: E402
from documents.library.models import Document  # noqa: E402
from documents.versions.making import blocks_in, make_version, page_in  # noqa: E402
from documents.versions.models import PageVersion  # noqa: E402


def _written(page: Page) -> str:
    return str(page.get(FIELD, type=XmlFragment))


def stored(document: int) -> Answer:
    """Return the text as the database holds it, the number of the last change, and the rows beside the snapshot."""
    payloads, head = load_document(document)
    rows = DocumentUpdate.objects.filter(document_id=document).count()
    return {"text": _written(build_page(payloads)), "head": head, "rows": rows, "html": len(html_of(document))}


def keep_version(document: int, name: str) -> Answer:
    """Make a named version, as the page of versions does; return its number and what its text is."""
    by = User.objects.order_by("pk").first()
    page = Document.objects.get(pk=document)
    version = make_version(page, PageVersion.Kind.NAMED, name, by)
    return {"number": version.number, "digest": _digest(page_in(version))}


def versions(document: int) -> Answer:
    """Read every version: return what its text is, by number, all names, and which could not be read or shown."""
    digests, names = dict[int, str](), list[str]()
    unreadable = list[str]()
    for version in PageVersion.objects.filter(document_id=document).order_by("number"):
        names.append(version.name)
        try:
            digests[version.number] = _digest(page_in(version))
            if "<p>" not in to_html(blocks_in(version)):
                unreadable.append(f"{version.number}: shows nothing")
        except Exception as failure:
            unreadable.append(f"{version.number}: {failure!r}")
    return {"digests": digests, "names": names, "unreadable": unreadable}


def _digest(page: Page) -> str:
    return sha256(_written(page).encode()).hexdigest()


if __name__ == "__main__":
    questions = (world.prepare, world.people, world.page, stored, keep_version, versions)
    serve({each.__name__: each for each in questions})
