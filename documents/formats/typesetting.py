"""A PDF made by typst: here where it is small, in a bounded process of its own where it is not.

The library takes some 300 bytes of memory for each byte of text and keeps it. So small files are made one after the
other, and large ones where memory and time have an end. The bytes are the same either way.
"""

import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from django.utils.translation import gettext_lazy as _

from dialog.common.errors import TooLarge, Unavailable
from dialog.files.bounded import TooMuch, run_bounded
from documents.formats.fonts import pdf_fonts

TEMPLATE = Path(__file__).parent / "exports" / "pdf" / "page.typ"
SMALL = 300 * 1024  # bytes of text with its structure
SMALL_PIXELS = 8_000_000  # of all pictures
PATIENCE = 20  # seconds that somebody waits for others' files
SECONDS, MEMORY_MB, OUTPUT_LIMIT = 30, 1024, 128 * 1024 * 1024
_ONE_AT_A_TIME = Lock()


class TooLargeForPdf(TooLarge):
    """The text wants more memory or time than a file may take."""

    code = "too_large_for_pdf"
    message = _("This page is too large for a PDF. Please divide it into several pages.")


class WritersBusy(Unavailable):
    """Others' files are being made; nothing was changed."""

    code = "writers_busy"
    message = _("Other files are being made at the moment. Please try again in a minute.")


@dataclass(frozen=True, slots=True)
class Job:
    """What the template gets: its data as JSON, the moment of the file in seconds since 1970, pictures by file name."""

    data: str
    timestamp: int
    pictures: Mapping[str, bytes]

    def packed(self) -> bytes:
        pictures = {name: b64encode(data).decode() for name, data in self.pictures.items()}
        return json.dumps([self.data, self.timestamp, pictures]).encode()


def typeset(job: Job, *, pixels: int = 0) -> bytes:
    """Return the PDF. `pixels`: of all pictures together.

    Waits for others up to 20 seconds where it is small, for large ones up to 90. Raises WritersBusy, TooLargeForPdf.
    """
    if len(job.data) > SMALL or pixels > SMALL_PIXELS:
        return typeset_apart(job)
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise WritersBusy
    try:
        return compile_job(job)
    finally:
        _ONE_AT_A_TIME.release()


def typeset_apart(job: Job) -> bytes:
    """Return the PDF, made in a process of its own. Raises WritersBusy, TooLargeForPdf."""
    path = f"{__name__}.compile_packed"
    try:
        return run_bounded(path, job.packed(), seconds=SECONDS, memory_mb=MEMORY_MB, output_limit=OUTPUT_LIMIT)
    except TooMuch as error:
        raise (WritersBusy if error.reason == "busy" else TooLargeForPdf) from error


def compile_packed(payload: bytes) -> bytes:
    """Do a packed job. Runs in the bounded process, where each thread of the library would take address space."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    data, timestamp, pictures = json.loads(payload)
    return compile_job(Job(data, timestamp, {name: b64decode(text) for name, text in pictures.items()}))


def compile_job(job: Job) -> bytes:
    """Return a PDF/UA, or, where a text holds characters that no font can show, a tagged PDF that does not claim it."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = _root(Path(folder), job.pictures)
        try:
            return _compile(root, job, "ua-1")
        except typst.TypstError:
            return _compile(root, job, None)


def _root(folder: Path, pictures: Mapping[str, bytes]) -> Path:
    """Return the folder that the template may read: its own, or one with the pictures beside it."""
    if not pictures:
        return TEMPLATE.parent
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
    return folder


def _compile(root: Path, job: Job, standard: Literal["ua-1"] | None) -> bytes:
    import typst

    return typst.compile(
        root / TEMPLATE.name,
        root=root,
        font_paths=pdf_fonts(),
        format="pdf",
        sys_inputs={"data": job.data},
        pdf_standards=standard,
        timestamp=job.timestamp,
    )
