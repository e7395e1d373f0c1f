"""Draws the log of one page together again and again until it is killed: python -m bench.documents.chaos.compactor ID.

Writes "b" when it begins and "e" when it has committed, so that one knows whether it was killed in between.
"""

import contextlib
import os
import sys
import time

import django

django.setup()

from django.db import DatabaseError  # noqa: E402  (needs Django set up)

from documents.editing.compaction import compact  # noqa: E402

PAUSE = 0.002
STDOUT = 1


def main() -> None:
    document = int(sys.argv[1])
    while True:
        os.write(STDOUT, b"b")
        # When somebody else held the lock for too long, the next round tries again.
        with contextlib.suppress(DatabaseError):
            compact(document_id=document)
        os.write(STDOUT, b"e")
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
