"""What the demonstration would have mailed: read from the folder into which it writes mails instead of sending them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

NEWEST = 50
# Django's file backend writes this line after each mail.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class DemoMail:
    recipient: str
    subject: str
    body: str
    sent_at: datetime | None


@never_cache
@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show the newest mails of the demonstration, to anybody: who has lost a password is not signed in."""
    mails = newest_mails(Path(settings.EMAIL_FILE_PATH))
    return render(request, "demo/mail_list.html", {"mails": mails, "limit": NEWEST})


def newest_mails(folder: Path) -> list[DemoMail]:
    """Return the newest mails in the folder, newest first; none if the folder is not there yet."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    mails = [mail for path in files[:NEWEST] for mail in reversed(list(_mails_in(path)))]
    return mails[:NEWEST]


def _mails_in(path: Path) -> Iterator[DemoMail]:
    for raw in path.read_bytes().split(SEPARATOR):
        if raw.strip():
            yield _read(raw.lstrip(b"\n"))


def _read(raw: bytes) -> DemoMail:
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    # Django writes the date in UTC without saying so.
    date = message["date"]
    return DemoMail(
        recipient=str(message["to"] or ""),
        subject=str(message["subject"] or ""),
        body=str(message.get_content()),
        sent_at=date.datetime.replace(tzinfo=UTC) if date else None,
    )
