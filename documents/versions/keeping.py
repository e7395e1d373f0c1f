"""The worker's rounds: versions at rest and by the hour, and fewer of them when they are old. Nobody needs a right."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from documents.versions.making import make_version
from documents.versions.models import PageVersion
from documents.versions.queries import pages_due

logger = logging.getLogger("dialog.versions")

# Automatic versions older than this stay one a day; all others stay for ever.
ALL_FOR = timedelta(days=30)


def keep_due(now: datetime) -> int:
    """Make a version of each page that is due, each in a transaction of its own; return how many pages were due."""
    pages = list(pages_due(now))
    for page in pages:
        first = page.held < 0 and page.head == 0  # type: ignore[attr-defined]  # annotated by the query
        try:
            make_version(page, PageVersion.Kind.IMPORTED if first else PageVersion.Kind.AUTOMATIC)
        except Exception:
            # One page must not keep all others waiting; it is tried again in the next round.
            logger.exception("no version of page %s could be kept", page.pk)
    return len(pages)


def thin_out(now: datetime) -> int:
    """Delete automatic versions that are old and not the last of their day; return how many. Two queries."""
    old = PageVersion.objects.filter(kind=PageVersion.Kind.AUTOMATIC, created_at__lt=now - ALL_FOR)
    rows = old.order_by("document_id", "-number").values_list("pk", "document_id", "created_at")
    kept: set[tuple[int, object]] = set()
    surplus = []
    for pk, document_id, created_at in rows.iterator():
        day = (document_id, timezone.localdate(created_at))
        if day in kept:
            surplus.append(pk)
        kept.add(day)
    for start in range(0, len(surplus), 500):
        PageVersion.objects.filter(pk__in=surplus[start : start + 500], kind=PageVersion.Kind.AUTOMATIC).delete()
    return len(surplus)
