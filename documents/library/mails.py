"""Mails about documents, in the language of who gets them."""

from dialog.accounts.models import User
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from documents.library.models import Document, FileEntry


def lock_lifted(entry: FileEntry, document: Document, *, by: User) -> None:
    """Tell who had locked a file that somebody else has ended this."""
    holder = entry.locked_by
    if not holder or not holder.is_active:
        return
    context = {
        "person": holder,
        "by": by,
        "document": document,
        "space": document.space,
        "address": absolute_url(document.get_absolute_url()),
    }
    queue_mail(
        recipient=holder.email, language=holder.language, template="mail/library/lock_lifted.txt", context=context
    )
