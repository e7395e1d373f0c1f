"""Background work: what is kept of pages, and what is dropped again. The rows say what is to be done."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from documents.versions.keeping import keep_due, thin_out


@db_periodic_task(crontab(minute="*"))
def keep_versions() -> None:
    """Keep a version of pages that rest for ten minutes, and each hour of those that are written on."""
    keep_due(timezone.now())


@db_periodic_task(crontab(hour="3", minute="20"))
def thin_out_versions() -> None:
    """Keep one automatic version a day of what is older than thirty days."""
    thin_out(timezone.now())
