"""Background work of comments. The rows say what is to be done, so that a run that was missed loses nothing."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from documents.comments.concerning import tell_concerned
from documents.comments.mentioning import tell_waiting
from documents.comments.page_mentions import note_named_in_pages, tell_named_in_pages


@db_periodic_task(crontab(minute="*"))
def tell_mentioned_in_comments() -> None:
    """Tell people by mail who named them in a comment."""
    tell_waiting()


@db_periodic_task(crontab(minute="*"))
def tell_whom_it_concerns() -> None:
    """Tell people by mail what was said on their pages and in threads where they have written, when it rests."""
    tell_concerned()


@db_periodic_task(crontab(minute="*"))
def tell_named_in_pages_at_rest() -> None:
    """Tell people by mail that the text of a page names them, when it rests."""
    note_named_in_pages()
    tell_named_in_pages()
