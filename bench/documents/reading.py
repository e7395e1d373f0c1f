"""Long pages and long lists: what they cost, in a process of its own with Django: python -m bench.documents.reading."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from statistics import median
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  (needs Django set up)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.chat.helper import Answer, serve  # noqa: E402
from dialog.accounts.models import User  # noqa: E402
from dialog.files.models import StoredFile  # noqa: E402
from documents.editing.actions import create_page  # noqa: E402
from documents.editing.blocks import Block, Run  # noqa: E402
from documents.editing.queries import blocks_for, html_of, text_of  # noqa: E402
from documents.formats.exports import write_pdf  # noqa: E402
from documents.formats.head import ExportHead  # noqa: E402
from documents.library.models import Document, FileEntry, FileVersion  # noqa: E402
from tests.documents.editing.texts import sections  # noqa: E402
from workgroups.spaces.models import Membership, Space  # noqa: E402

SLUG = "messung"
TIMES, PDF_TIMES = 15, 5
BATCH = 2_000


def member() -> User:
    found: User | None = get_user_model().objects.order_by("pk").first()
    assert found is not None
    return found


def long_page(many: int) -> Answer:
    """Make a page of so many sections of about 200 words; return it, its address and how many words it has."""
    page = create_page(
        author=member(), space=Space.objects.get(slug=SLUG), title="Bericht in Abschnitten", blocks=sections(many)
    )
    return {"document": page.pk, "path": page.get_absolute_url(), "words": len(text_of(page.pk).split())}


def cpu_of(work: Callable[[], object], times: int = TIMES) -> float:
    """Return the median of the CPU-seconds of this process for doing it, once it has been done before."""
    work()
    costs = []
    for _time in range(times):
        before = time.process_time()
        work()
        costs.append(time.process_time() - before)
    return median(costs)


def html_cost(document: int) -> Answer:
    """Return what it costs to read a page from the database and write it as HTML."""
    return {"cpu_s": cpu_of(lambda: html_of(document)), "bytes": len(html_of(document))}


def pdf_cost(document: int) -> Answer:
    """Return what it costs to read a page from the database and write it as a tagged PDF.

    Each time with other words: the typesetter keeps what it has set.
    """
    head = ExportHead(title="Bericht in Abschnitten", state="Entwurf", date=timezone.now(), space="Messung")
    numbers, sizes = count(), list[int]()

    def write() -> None:
        number = next(numbers)
        sizes.append(len(write_pdf(head, [_varied(block, number) for block in blocks_for(document)])))

    return {"cpu_s": cpu_of(write, PDF_TIMES), "bytes": sizes[-1]}


def _varied(block: Block, number: int) -> Block:
    content = (
        replace(part, text=f"{part.text} {number}") if isinstance(part, Run) else _varied(part, number)
        for part in block.content
    )
    return replace(block, content=tuple(content))


def other_pages() -> Answer:
    """Return addresses of pages without an editor."""
    return {"paths": [reverse("home:start"), reverse("library:document_list", args=[SLUG])]}


def files(many: int, cookie: str) -> Answer:
    """Make a group with so many files; return what its list of documents costs, and how many queries it takes."""
    path = reverse("library:document_list", args=[_group_with_files(many).slug])
    browser = Client(SERVER_NAME="localhost")
    name, _equals, value = cookie.partition("=")
    browser.cookies[name] = value

    def look() -> Any:
        response = browser.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers {response.status_code}")
        return response

    cpu = cpu_of(look)
    with CaptureQueriesContext(connection) as captured:
        response = look()
    return {"path": path, "queries": len(captured), "cpu_s": cpu, "bytes": len(response.content)}


def _group_with_files(many: int) -> Space:
    author, slug = member(), f"ablage-{many}"
    space = Space.objects.create(kind=Space.Kind.WORKING_GROUP, name=f"Ablage mit {many} Dateien", slug=slug)
    Membership.objects.create(space=space, user=author)
    for begin in range(0, many, BATCH):
        _add_files(space, author, range(begin, min(begin + BATCH, many)))
    return space


def _add_files(space: Space, author: User, numbers: range) -> None:
    """Put files there, written in bulk as the action writes them one by one."""
    now = timezone.now()
    documents = Document.objects.bulk_create(
        Document(
            space=space,
            kind=Document.Kind.FILE,
            title=f"Anlage {number}",
            author=author,
            updated_by=author,
            updated_at=now - timedelta(minutes=number),
        )
        for number in numbers
    )
    entries = FileEntry.objects.bulk_create(FileEntry(document=document) for document in documents)
    stored = StoredFile.objects.bulk_create(
        StoredFile(
            sha256="0" * 64,
            size=10_000 + number,
            media_type="application/pdf",
            original_name=f"anlage-{number}.pdf",
            storage_name=f"bench/{space.slug}/{number}",
            scan=StoredFile.Scan.UNSCANNED,
            uploaded_by=author,
        )
        for number in numbers
    )
    versions = FileVersion.objects.bulk_create(
        FileVersion(entry=entry, number=1, stored_file=file, author=author)
        for entry, file in zip(entries, stored, strict=True)
    )
    for entry, version in zip(entries, versions, strict=True):
        entry.current = version
    FileEntry.objects.bulk_update(entries, ["current"], batch_size=500)


if __name__ == "__main__":
    serve({each.__name__: each for each in (long_page, html_cost, pdf_cost, other_pages, files)})
