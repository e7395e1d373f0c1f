from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, NotFound
from dialog.common.richtext import clean_text, render_markdown
from documents.minutes import mails
from documents.minutes.content import build_content, sha256_of
from documents.minutes.models import Minutes, MinutesEntry, MinutesRead, MinutesSection
from documents.minutes.parsing import Parsed, parse_entries
from workgroups.meetings.models import AgendaItem, Meeting
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting, capacity_in
from workgroups.spaces.rules import require

MAX_TEXT = 40_000
FROZEN = _("These minutes are published; they can no longer be changed.")


@transaction.atomic
def begin_minutes(*, user: User, meeting: Meeting) -> Minutes:
    """Begin the minutes of an announced meeting, or return those that somebody has begun already.

    Raises Conflict for a meeting that is only a draft or was cancelled.
    """
    require(user, "minutes.write", meeting)
    if meeting.state in (Meeting.State.DRAFT, Meeting.State.CANCELLED):
        raise Conflict(_("This meeting has no minutes: it is in preparation or cancelled."))
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        try:
            with transaction.atomic():
                minutes = Minutes.objects.create(meeting=meeting, **acting(user, meeting.space))
        except IntegrityError:
            return Minutes.objects.get(meeting=meeting)
        record(actor=user, action="minutes.begin", target=minutes, space_id=meeting.space_id)
    return minutes


@transaction.atomic
def write_section(
    *, user: User, minutes: Minutes, item: AgendaItem, text: str, seen: int | None = None
) -> MinutesSection:
    """Save what the minutes say about one item (Markdown with marks, up to 40,000 characters; empty removes it all).

    `seen` is the version the person had before their eyes, 0 when there was none yet. Raises Conflict when somebody
    else saved meanwhile or the minutes are published, Invalid for broken text or a due date that does not exist,
    TooLarge, NotFound for an item of another meeting.
    """
    require(user, "minutes.write", minutes)
    _lock_draft(minutes)
    if item.meeting_id != minutes.meeting_id:
        raise NotFound
    section = MinutesSection.objects.filter(minutes=minutes, item=item).first()
    if seen is not None and seen != (section.version if section else 0):
        raise Conflict
    source = clean_text(text, limit=MAX_TEXT) if text.strip() else ""
    parsed = parse_entries(source, on=timezone.localtime(minutes.meeting.starts_at).date())
    section = section or MinutesSection(minutes=minutes, item=item, version=0)
    section.source, section.created_at = source, timezone.now()
    for field, value in acting(user, minutes.space).items():
        setattr(section, field, value)
    section.version += 1
    section.save()
    _keep_entries(section, parsed)
    minutes.version += 1
    minutes.save(update_fields=["version"])
    return section


@transaction.atomic
def publish_minutes(*, user: User, minutes: Minutes, seen: int | None = None) -> Minutes:
    """Number the decisions, freeze what the minutes say with its SHA-256, and tell the group by mail.

    `seen` is the version the person had before their eyes. Raises Conflict when the text was changed meanwhile, the
    minutes are empty or published already, or the meeting is not closed.
    """
    require(user, "minutes.publish", minutes)
    _lock_draft(minutes)
    if seen is not None and seen != minutes.version:
        raise Conflict(
            _("Somebody has changed the minutes in the meantime. Please read them again before you publish.")
        )
    if minutes.meeting.state != Meeting.State.CLOSED:
        raise Conflict(_("Please close the meeting before you publish its minutes."))
    if not MinutesEntry.objects.filter(section__minutes=minutes).exists():
        raise Conflict(_("These minutes are still empty."))
    _number_decisions(minutes)
    minutes.state, minutes.published_at = Minutes.State.PUBLISHED, timezone.now()
    minutes.published_by_id = user.pk
    minutes.published_capacity = capacity_in(user, minutes.space).label
    minutes.content = build_content(minutes)
    minutes.sha256 = sha256_of(minutes.content)
    minutes.save()
    record(actor=user, action="minutes.publish", target=minutes, space_id=minutes.space.pk, sha256=minutes.sha256)
    mails.published(minutes)
    return minutes


@transaction.atomic
def approve_minutes(*, user: User, minutes: Minutes, seen: int | None = None) -> Minutes:
    """Note that the group has accepted the published minutes; their content and SHA-256 stay as they are.

    `seen` is the version the person had before their eyes. Raises Conflict when it is another one, or the minutes are
    a draft or approved already. Nobody gets a mail.
    """
    require(user, "minutes.approve", minutes)
    minutes.refresh_from_db(from_queryset=Minutes.objects.select_for_update())
    if minutes.is_draft:
        raise Conflict(_("Please publish the minutes before you approve them."))
    if minutes.state == Minutes.State.APPROVED:
        raise Conflict(_("These minutes are approved already."))
    if seen is not None and seen != minutes.version:
        raise Conflict(
            _("Somebody has changed the minutes in the meantime. Please read them again before you approve them.")
        )
    minutes.state, minutes.approved_at = Minutes.State.APPROVED, timezone.now()
    minutes.approved_by_id = user.pk
    minutes.approved_capacity = capacity_in(user, minutes.space).label
    minutes.save(update_fields=["state", "approved_at", "approved_by", "approved_capacity"])
    record(actor=user, action="minutes.approve", target=minutes, space_id=minutes.space.pk, sha256=minutes.sha256)
    return minutes


@transaction.atomic
def mark_read(*, user: User, minutes: Minutes) -> None:
    """Note that somebody has opened the minutes now."""
    require(user, "minutes.read", minutes)
    MinutesRead.objects.update_or_create(minutes=minutes, person_id=user.pk, defaults={"read_at": timezone.now()})


def _lock_draft(minutes: Minutes) -> None:
    """Wait until nobody else writes these minutes and read them again; raises Conflict for frozen ones."""
    stored = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if not stored.is_draft:
        raise Conflict(FROZEN)
    minutes.version = stored.version
    minutes.meeting.refresh_from_db(fields=["state"])


def _keep_entries(section: MinutesSection, parsed: list[Parsed]) -> None:
    """Make the rows say what was parsed. An entry whose words stay the same keeps its row, and with it its links."""
    unused = list(section.entries.all())
    for position, entry in enumerate(parsed, start=1):
        row = next((old for old in unused if (old.kind, old.source) == (entry.kind, entry.source)), None)
        if row is not None:
            unused.remove(row)
        row = row or MinutesEntry(section=section)
        row.position, row.kind, row.source = position, entry.kind, entry.source
        row.html = render_markdown(entry.source)
        row.responsible, row.due_on = entry.responsible, entry.due_on
        row.save()
    MinutesEntry.objects.filter(pk__in=[row.pk for row in unused]).delete()


def _number_decisions(minutes: Minutes) -> None:
    """Give the decisions the next numbers of the meeting's year, in the order of the agenda.

    The lock on the body makes two minutes that are published at once take two ranges.
    """
    space = Space.objects.select_for_update(no_key=True).get(pk=minutes.space.pk)
    year = minutes.meeting.year
    taken = MinutesEntry.objects.filter(decision_space=space, decision_year=year)
    last = taken.aggregate(last=Max("decision_number"))["last"] or 0
    decisions = MinutesEntry.objects.filter(section__minutes=minutes, kind=MinutesEntry.Kind.DECISION)
    for number, entry in enumerate(decisions.order_by("section__item__position", "position"), start=last + 1):
        entry.decision_space, entry.decision_year, entry.decision_number = space, year, number
        entry.save(update_fields=["decision_space", "decision_year", "decision_number"])
