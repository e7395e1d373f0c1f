"""A server that has neither written nor read a file carries none of the libraries for it."""

import subprocess
import sys

LIBRARIES = ["typst", "docx", "odfdo", "mammoth", "lxml", "PIL"]
PROGRAM = """
import sys, django
django.setup()
import documents.formats.urls
print(",".join(name for name in {names} if name in sys.modules))
"""


def test_libraries_come_with_the_first_file(settings):
    program = PROGRAM.format(names=LIBRARIES)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
