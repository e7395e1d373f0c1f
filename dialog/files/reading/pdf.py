"""Text and page pictures of a PDF by PDFium. Runs in a bounded process only."""

import time
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from dialog.files.bounded import TooMuch, Unreadable
from dialog.files.reading.gathering import Enough, Gathered
from dialog.files.reading.pictures import MAX_PAGES, MAX_SIDES, packed

MAX_PAGES_READ = 2_000
CPU = 12.0  # seconds after which the next page is no longer begun: what is there by then is kept


def text_of(path: Path) -> bytes:
    """Return the text of the pages in order, as far as it comes within bounds. Broken pages are left out."""
    document, found = _opened(path), Gathered()
    try:
        for number in range(min(len(document), MAX_PAGES_READ)):
            if time.process_time() > CPU:
                break
            found.add(_page_text(document, number) + "\n")
    except Enough:
        pass
    return found.as_bytes()


def pictures_of(path: Path) -> bytes:
    """Return pictures of the first pages, packed; raises Unreadable where not even the first can be drawn."""
    document, pages = _opened(path), []
    for number in range(min(len(document), MAX_PAGES)):
        if time.process_time() > CPU:
            break
        try:
            pages.append(_drawn(document[number]))
        except pypdfium2.PdfiumError:
            break
    if not pages:
        raise Unreadable
    return packed(pages, page_count=len(document))


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("protected" if needs_password else "") from None
    if not len(document):
        raise Unreadable
    return document


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage()
        found = str(text.get_text_bounded())
    except pypdfium2.PdfiumError:
        return ""
    text.close()
    page.close()
    # A hyphen at the end of a line, as PDFium marks it.
    return found.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\x02", "")


def _drawn(page: pypdfium2.PdfPage) -> Any:
    width, height = page.get_size()
    if width < 1 or height < 1:
        raise TooMuch
    # Neither a page of ten metres nor one of a hair's width makes a picture that is larger than others.
    scale = min(MAX_SIDES[0] / width, MAX_SIDES[1] / height)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    return picture
