"""The fonts of all PDF files: those that we ship, so that a file looks the same wherever it is made."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

# The library takes 7 MB in each process that loads it, so that happens with the first PDF.
if TYPE_CHECKING:
    import typst


@lru_cache(maxsize=1)
def pdf_fonts() -> "typst.Fonts":
    """Return our fonts and those inside the library (for signs that ours lack), none of the system."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(Path(__file__).parent)])
