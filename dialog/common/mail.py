"""Mail as rows: written in the transaction of their cause, sent by the worker, tried again after a failure."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from dialog.common.models import OutgoingMail

logger = logging.getLogger("dialog.mail")
MAX_ATTEMPTS = 8
KEEP_DAYS = 30
# No out-of-office replies to what a machine has written.
HEADERS = {"Auto-Submitted": "auto-generated"}


def queue_mail(*, recipient: str, language: str, template: str, context: dict[str, Any]) -> OutgoingMail:
    """Write a mail in the recipient's language; the worker sends it after commit.

    `template` names a text file whose first line is the subject and whose rest is the body. Values stand in it as
    they are: it is plain text, not HTML.
    """
    with translation.override(language):
        subject, _, body = render_text(template, context).strip().partition("\n")
    return queue_text(recipient=recipient, subject=subject, body=body)


def queue_text(*, recipient: str, subject: str, body: str) -> OutgoingMail:
    """Write a mail whose words are ready; the worker sends it after commit. Line breaks in the subject are removed."""
    mail = OutgoingMail.objects.create(
        recipient=recipient, subject=" ".join(subject.split())[:200], body=body.strip() + "\n"
    )
    transaction.on_commit(_wake_worker, robust=True)
    return mail


def render_text(template: str, context: dict[str, Any]) -> str:
    """Render a plain text template: nothing is escaped for HTML."""
    compiled = get_template(template).template  # type: ignore[attr-defined]  # Django's own engine
    return str(compiled.render(Context(context, autoescape=False)))


def _wake_worker() -> None:
    from dialog.common.tasks import send_waiting_mail

    send_waiting_mail()


def send_due(*, limit: int = 100) -> int:
    """Send mails that are due, oldest first, and return how many went out. A failure is tried again later."""
    due = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, not_before__lte=timezone.now())
    return sum(_send_one(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)[:limit]))


def forget_sent() -> int:
    """Delete mails that were sent or given up more than KEEP_DAYS days ago; return how many."""
    old = OutgoingMail.objects.exclude(state=OutgoingMail.State.WAITING)
    return old.filter(created_at__lt=timezone.now() - timedelta(days=KEEP_DAYS)).delete()[0]


def _send_one(pk: int) -> bool:
    """Send one mail. The row is taken first, so that two workers never send it twice at the same time."""
    taken = OutgoingMail.objects.filter(pk=pk, state=OutgoingMail.State.WAITING, not_before__lte=timezone.now()).update(
        attempts=F("attempts") + 1, not_before=timezone.now() + timedelta(minutes=10)
    )
    if not taken:
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.recipient], headers=HEADERS).send()
    except Exception as error:
        # Whatever it was: it is noted, it is tried again, and it keeps no other mail waiting.
        _note_failure(mail, error)
        return False
    # The words are not needed any more, and they may hold a link that opens an account.
    mail.state, mail.sent_at, mail.body = mail.State.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "body"])
    return True


def _note_failure(mail: OutgoingMail, error: Exception) -> None:
    logger.warning("mail %s not sent, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)
    given_up = mail.attempts >= MAX_ATTEMPTS or _is_refused_for_good(error)
    mail.state = mail.State.FAILED if given_up else mail.State.WAITING
    mail.not_before = timezone.now() + timedelta(minutes=2**mail.attempts)
    mail.save(update_fields=["state", "not_before"])


def _is_refused_for_good(error: Exception) -> bool:
    """Tell whether the mail server says that this address will never take mail (a code of 500 and above)."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _ in error.recipients.values())
