"""Background work on files. The queue only wakes the worker; the rows say what is to be done."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from dialog.files.actions import remove_expired_uploads
from dialog.files.removing import remove_leftovers
from dialog.files.scanning import scan_waiting


@db_task()
def scan_waiting_files() -> None:
    scan_waiting()


@db_periodic_task(crontab(minute="*"))
def scan_left_behind_files() -> None:
    """Check what a crash or an absent scanner left behind."""
    scan_waiting()


@db_periodic_task(crontab(minute="17"))
def clean_expired_uploads() -> None:
    remove_expired_uploads()


@db_task()
def remove_discarded() -> None:
    remove_leftovers()


@db_periodic_task(crontab(minute="47"))
def remove_discarded_left_behind() -> None:
    """Remove what a crash or an absent storage left behind."""
    remove_leftovers()
