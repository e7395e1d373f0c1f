"""What LibreOffice makes of our files; only where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.formats.exports import write_docx, write_odt
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, one_picture

OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")]
WORDS = [
    "Positionspapier",
    "Fassung 3",
    "Ausgangslage",
    "3. a",
    "erledigt",
    "Zitat",
    "zusammen 5",
    "@Leitung",
    "Bericht von 2017",
]


@pytest.mark.parametrize(("ending", "write"), [("docx", write_docx), ("odt", write_odt)])
def test_file_opens_and_shows_everything(tmp_path: Path, ending, write):
    source = tmp_path / f"text.{ending}"
    source.write_bytes(write(HEAD, EVERYTHING, one_picture))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "text.pdf").pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())

    assert [words for words in WORDS if words not in text] == []
    assert ".Ausgangslage" not in text, "headings are not numbered, and nothing of a number is left"
    assert sum(len(page.images) for page in pages) == 1
