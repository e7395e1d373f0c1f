"""What starting a thread and replying share: checked text, positions without gaps, posting once."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid, TooLarge
from dialog.common.richtext import MAX_CHARACTERS, clean_text, render_markdown
from workgroups.discussions.models import Post, Thread
from workgroups.spaces.queries import acting

TITLE_LIMIT = 200
REASON_LIMIT = 500


def too_long(length: int, limit: int) -> str:
    """Say that a text is too long, and by how much."""
    return ngettext(
        "This is too long: at most %(limit)s characters, yours has %(length)s.",
        "This is too long: at most %(limit)s characters, yours has %(length)s.",
        limit,
    ) % {"limit": f"{limit:,}".replace(",", "."), "length": f"{length:,}".replace(",", ".")}


def checked_text(text: str, *, limit: int = MAX_CHARACTERS) -> str:
    """Return text that can be stored. Raises Invalid when it is empty or broken, TooLarge above the limit."""
    try:
        return clean_text(text, limit=limit)
    except TooLarge:
        raise TooLarge(too_long(len(text), limit)) from None
    except Invalid:
        raise Invalid(_("Write at least one word; characters that cannot be shown are not possible.")) from None


def checked_post(text: str) -> tuple[str, str]:
    """Return the source of a post and its HTML. Raises Invalid and TooLarge as `checked_text` does."""
    source = checked_text(text)
    html = render_markdown(source).strip()
    if not html:
        raise Invalid(_("Nothing of this text would be visible. Please write a sentence."))
    return source, html


def checked_line(text: str, *, limit: int, required: bool = True) -> str:
    """Return one line of text, spaces joined; empty only where it is not required."""
    line = " ".join(text.split())
    return checked_text(line, limit=limit) if line or required else ""


def sent_before(*, author: User, client_id: UUID, source: str) -> Post | None:
    """Return the post that this form has made already, None if it has made none.

    Raises Conflict when the same form comes again with other words: neither may be lost silently.
    """
    post = Post.objects.select_related("thread").filter(author=author, client_id=client_id).first()
    if post is None or post.source == source or post.revisions.filter(source=source).exists():
        return post
    raise Conflict(
        _("This form has been sent before with other words. Send it again if your text is to become a post of its own.")
    )


def append_post(
    *, author: User, thread: Thread, source: str, html: str, client_id: UUID, parent: Post | None = None
) -> Post:
    """Write the next post of a thread whose row the caller has locked."""
    now = timezone.now()
    thread.last_position += 1
    thread.last_post_at = now
    thread.save(update_fields=["last_position", "last_post_at"])
    return Post.objects.create(
        thread=thread,
        parent=parent,
        position=thread.last_position,
        source=source,
        html=html,
        client_id=client_id,
        created_at=now,
        **acting(author, thread.space),
    )


def locked(thread: Thread) -> Thread:
    """Return the thread as it is now, its row locked until the transaction ends: writers come one by one."""
    fresh = Thread.objects.select_for_update().get(pk=thread.pk)
    fresh.space = thread.space
    return fresh


def require_open(thread: Thread) -> None:
    """Raise Conflict if a thread is closed; call it under the lock."""
    if not thread.is_open:
        raise Conflict(_("This discussion has been closed in the meantime. Your text is kept in the form."))
