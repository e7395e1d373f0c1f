"""Background work on the library."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from documents.library.actions.removal import purge_trash
from documents.library.previews import make_previews


@db_periodic_task(crontab(hour="3", minute="20"))
def empty_the_trash() -> None:
    """Delete what has been in the trash for 30 days."""
    purge_trash()


@db_task()
def make_new_previews() -> None:
    """Make what waits; told after an upload."""
    make_previews()


@db_periodic_task(crontab(minute="*"))
def make_previews_left_behind() -> None:
    """Make what became readable by its malware check, came back from the trash, or was left by a crash."""
    make_previews()
