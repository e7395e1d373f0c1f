"""Background work of comments. The rows say what is to be done, so that a run that was missed loses nothing."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from documents.comments.mentioning import tell_waiting


@db_periodic_task(crontab(minute="*"))
def tell_mentioned_in_comments() -> None:
    """Tell people by mail who named them in a comment."""
    tell_waiting()
