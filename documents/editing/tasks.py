"""Background work: rows are drawn together into the snapshot. The rows themselves say what is to be done."""

import logging

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from dialog.common.errors import NotFound
from documents.editing.compaction import COMPACT_AFTER, COMPACT_ON_LEAVE, compact
from documents.editing.models import DocumentUpdate
from documents.editing.queries import pages_to_compact
from documents.editing.state import Unusable

logger = logging.getLogger("dialog.editing")


@db_task()
def compact_page(document_id: int) -> None:
    """Draw the rows of one page together, if it still exists."""
    try:
        compact(document_id=document_id)
    except NotFound:
        return
    except Unusable:
        logger.exception("page %s cannot be compacted; its rows stay as they are", document_id)


def compact_when_left(document_id: int) -> None:
    """Wake the worker for a page that the last person has left, if it is worth it."""
    if DocumentUpdate.objects.filter(document_id=document_id).count() >= COMPACT_ON_LEAVE:
        compact_page(document_id)


@db_periodic_task(crontab(minute="17"))
def compact_left_behind() -> None:
    """Draw together what a crash left in rows."""
    for document_id in pages_to_compact(COMPACT_AFTER):
        compact_page.call_local(document_id)
