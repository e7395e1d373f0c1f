"""Background work: documents are read for the search. The rows themselves say what is to be done."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from documents.contents.reading import read_due


@db_periodic_task(crontab(minute="*"))
def read_changed_documents() -> None:
    """Read what is new, what has changed and rests, and what a crash left."""
    read_due()
