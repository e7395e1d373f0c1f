from typing import Literal, TypedDict

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid, NotFound
from dialog.common.richtext import clean_text, render_markdown
from workgroups.meetings.actions.changes import lock_open, one_line, refuse_stale
from workgroups.meetings.models import AgendaItem, Meeting
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MAX_DESCRIPTION = 10_000
MAX_ITEMS = 60
LONGEST_ITEM = 600


class ItemFields(TypedDict):
    """What people set about an item: title, kind, minutes planned (1 to 600), description in Markdown."""

    title: str
    kind: str
    minutes_planned: int | None
    description: str


@transaction.atomic
def add_agenda_item(*, user: User, meeting: Meeting, fields: ItemFields) -> AgendaItem:
    """Put an item at the end of the agenda. Raises Conflict when the meeting is over, Invalid, TooLarge."""
    require(user, "meetings.plan", meeting)
    lock_open(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    if last >= MAX_ITEMS:
        raise Invalid(_("An agenda has at most 60 items."))
    item = AgendaItem(meeting=meeting, position=last + 1, **acting(user, meeting.space))
    _fill(item, fields)
    item.save()
    return item


@transaction.atomic
def edit_agenda_item(*, user: User, item: AgendaItem, fields: ItemFields, seen: int | None = None) -> AgendaItem:
    """Change an item. `seen` is the version the person had before their eyes.

    Raises Conflict when the meeting is over or somebody else changed the item, Invalid, TooLarge.
    """
    require(user, "meetings.plan", item.meeting)
    lock_open(item.meeting)
    _reread(item)
    refuse_stale(item.version, seen)
    _fill(item, fields)
    item.version += 1
    item.save()
    return item


@transaction.atomic
def move_agenda_item(*, user: User, item: AgendaItem, direction: Literal["up", "down"]) -> AgendaItem:
    """Change places with the item before or after; at the end of the list nothing happens.

    Raises Conflict when the meeting is over.
    """
    require(user, "meetings.plan", item.meeting)
    lock_open(item.meeting)
    _reread(item)
    here = item.position
    other = item.meeting.items.filter(position=here - 1 if direction == "up" else here + 1).first()
    if other is not None:
        there = other.position
        _place(other, 0)
        _place(item, there)
        _place(other, here)
    return item


@transaction.atomic
def remove_agenda_item(*, user: User, item: AgendaItem) -> None:
    """Take an item off the agenda; those behind it move up.

    Raises Conflict when the meeting is over or the minutes say something about the item.
    """
    require(user, "meetings.plan", item.meeting)
    lock_open(item.meeting)
    _reread(item)
    try:
        with transaction.atomic():
            item.delete()
    except ProtectedError as error:
        raise Conflict(_("The minutes have a text for this item; it stays on the agenda.")) from error
    for later in item.meeting.items.filter(position__gt=item.position):
        _place(later, later.position - 1)


def _fill(item: AgendaItem, fields: ItemFields) -> None:
    minutes = fields["minutes_planned"]
    if minutes is not None and not 1 <= minutes <= LONGEST_ITEM:
        raise Invalid(_("Please give between 1 and 600 minutes."))
    if fields["kind"] not in AgendaItem.Kind.values:
        raise Invalid
    item.title = one_line(fields["title"], 200)
    item.kind = fields["kind"]
    item.minutes_planned = minutes
    description = fields["description"]
    item.source = clean_text(description, limit=MAX_DESCRIPTION) if description.strip() else ""
    item.html = render_markdown(item.source) if item.source else ""


def _reread(item: AgendaItem) -> None:
    """Read an item again under the lock of its meeting; raises NotFound when it was removed meanwhile."""
    try:
        item.refresh_from_db(fields=["position", "version", "title", "kind", "minutes_planned", "source", "html"])
    except AgendaItem.DoesNotExist as error:
        raise NotFound from error


def _place(item: AgendaItem, position: int) -> None:
    item.position = position
    item.save(update_fields=["position"])
