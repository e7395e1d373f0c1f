"""Background work of the ground. The queue only wakes the worker; the rows say what is to be done."""

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from dialog.common.mail import forget_sent, send_due


@db_task()
def send_waiting_mail() -> None:
    send_due()


@db_periodic_task(crontab(minute="*"))
def send_left_behind_mail() -> None:
    """Send what a crash or a failed attempt left behind."""
    send_due()


@db_periodic_task(crontab(hour="3", minute="30"))
def forget_sent_mail() -> None:
    """Keep the list of sent mails as short as the privacy notice says."""
    forget_sent()


@db_periodic_task(crontab(hour="3", minute="40"))
def forget_ended_sessions() -> None:
    call_command("clearsessions")
