"""Mail as rows: written in the transaction of their cause, sent by the worker, tried again after a failure."""

import logging
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from dialog.common.models import OutgoingMail

logger = logging.getLogger("dialog.mail")
MAX_ATTEMPTS = 8


def queue_mail(*, recipient: str, language: str, template: str, context: dict[str, Any]) -> OutgoingMail:
    """Write a mail in the recipient's language; the worker sends it after commit.

    `template` names a text file whose first line is the subject and whose rest is the body.
    """
    with translation.override(language):
        subject, _, body = render_to_string(template, context).strip().partition("\n")
    mail = OutgoingMail.objects.create(
        recipient=recipient, subject=subject.strip()[:200], body=body.strip() + "\n"
    )
    transaction.on_commit(_wake_worker, robust=True)
    return mail


def _wake_worker() -> None:
    from dialog.common.tasks import send_waiting_mail

    send_waiting_mail()


def send_due(*, limit: int = 100) -> int:
    """Send mails that are due, oldest first, and return how many went out. A failure is tried again later."""
    due = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, not_before__lte=timezone.now())
    return sum(_send_one(pk) for pk in due.order_by("pk").values_list("pk", flat=True)[:limit])


def _send_one(pk: int) -> bool:
    """Send one mail. The row is taken first, so that two workers never send it twice at the same time."""
    taken = OutgoingMail.objects.filter(
        pk=pk, state=OutgoingMail.State.WAITING, not_before__lte=timezone.now()
    ).update(attempts=F("attempts") + 1, not_before=timezone.now() + timedelta(minutes=10))
    if not taken:
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.recipient]).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        logger.warning("mail %s not sent, attempt %s: %s", pk, mail.attempts, type(error).__name__)
        mail.state = mail.State.FAILED if mail.attempts >= MAX_ATTEMPTS else mail.State.WAITING
        mail.not_before = timezone.now() + timedelta(minutes=2**mail.attempts)
        mail.save(update_fields=["state", "not_before"])
        return False
    mail.state, mail.sent_at = mail.State.SENT, timezone.now()
    mail.save(update_fields=["state", "sent_at"])
    return True
