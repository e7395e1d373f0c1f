"""Says things beside a page, and lets the worker tell whom they concern."""

from datetime import timedelta

from django.utils import timezone

from dialog.common.models import OutgoingMail
from documents.comments import actions
from documents.comments.concerning import tell_concerned
from documents.comments.models import Comment, Notice
from documents.editing.actions import append_update
from tests.documents.comments.factories import KEY, first_text
from tests.documents.editing.factories import Browser

OTHER = KEY[:-1] + "b"


def wait(minutes=6, rows=Notice) -> None:
    rows.objects.filter(told_at=None).update(created_at=timezone.now() - timedelta(minutes=minutes))


def reply(comment, author, body="Seit 2007") -> Comment:
    return actions.reply_to_comment(author=author, comment=comment, body=body)


def suggest(page, author, key=OTHER, at=4) -> None:
    browser = Browser.on(page)
    update = browser.change(lambda _root: first_text(browser).insert(at, "neue ", {"insertion": {"id": key}}))
    append_update(author=author, document=page, payload=update)
    actions.register_suggestion(author=author, document=page, key=key)


def told() -> list[str]:
    """Let everything rest, and return to whom mails went, in order."""
    wait()
    count = tell_concerned()
    recipients = sorted(OutgoingMail.objects.values_list("recipient", flat=True))
    assert count == len(recipients)
    return recipients
