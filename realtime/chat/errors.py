"""Why somebody who may be in a room cannot write in it now. Each has a code of its own, and words for people."""

from datetime import datetime
from math import ceil

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialog.common.errors import Conflict, TooFast


class RoomClosed(Conflict):
    code = "room_closed"
    message = gettext_lazy("This room opens and closes with its meeting. You can read it, but not write now.")


class ByRule(Conflict):
    """A rule of the room keeps people from writing; with the reason that the moderation has given."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(f"{self.message} {_('Reason:')} {reason}" if reason else None)


class RoomLocked(ByRule):
    code = "room_locked"
    message = gettext_lazy("The moderation has locked this room. You can read it, but not write now.")


class ModeratorsOnly(ByRule):
    code = "moderators_only"
    message = gettext_lazy("Only the moderation writes in this room at the moment.")


class Muted(Conflict):
    """The person is muted until a moment; the message says until when and why."""

    code = "muted"

    def __init__(self, until: datetime, reason: str) -> None:
        self.until, self.reason = until, reason
        moment = timezone.localtime(until)
        day = "" if moment.date() == timezone.localdate() else f"{date_format(moment, 'SHORT_DATE_FORMAT')}, "
        super().__init__(
            _("The moderation has muted you until %(until)s. Reason: %(reason)s")
            % {"until": f"{day}{moment:%H:%M}", "reason": reason}
        )


class SlowMode(TooFast):
    """The room asks for a pause between two messages; `wait` is what is left of it, in seconds."""

    code = "slow_mode"

    def __init__(self, wait: float) -> None:
        self.wait = ceil(wait)
        super().__init__(
            ngettext(
                "This room asks for a pause between two messages. Yours can be sent in %(n)d second.",
                "This room asks for a pause between two messages. Yours can be sent in %(n)d seconds.",
                self.wait,
            )
            % {"n": self.wait}
        )
