"""Background work of the chat. The rows say what is to be done, so that a run that was missed loses nothing."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from realtime.chat.mentioning import tell_waiting
from realtime.chat.muting import end_mutes
from realtime.chat.retention import empty_expired


@db_periodic_task(crontab(minute="*"))
def tell_mentioned() -> None:
    """Tell people by mail who named them in a message that they have not read for five minutes."""
    tell_waiting()


@db_periodic_task(crontab(minute="*"))
def end_run_out_mutes() -> None:
    """Let open pages offer to write again when a mute has run out."""
    end_mutes()


@db_periodic_task(crontab(hour="3", minute="50"))
def empty_expired_rooms() -> None:
    """Delete the messages of meetings whose rooms keep them no longer."""
    empty_expired()
