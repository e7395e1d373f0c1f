"""What the moderation decides about messages and people. Each decision is recorded, and who it is about is told."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import person_key, raise_epoch
from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound
from realtime.chat import mails
from realtime.chat.actions.announcing import announce_message
from realtime.chat.actions.changing import STATE_FIELDS
from realtime.chat.actions.holding import held, held_while_shown
from realtime.chat.actions.reasons import checked_reason
from realtime.chat.models import Message, Mute, Report
from realtime.chat.queries.rooms import forget_mutes
from workgroups.spaces.models import Membership, Space
from workgroups.spaces.rules import ABILITIES, require

LONGEST_MUTE = 7 * 24 * 60  # minutes


@transaction.atomic
def hide_message(*, person: User, message: Message, reason: str) -> Message:
    """Hide a message from everybody but the moderation until `show_message`; its author is told why.

    Raises Invalid without a reason, Conflict when it is hidden or removed already.
    """
    require(person, "chat.hide", message)
    reason = checked_reason(reason)
    message = held_while_shown(message)
    message.state, message.state_by = Message.State.HIDDEN, person
    message.state_at, message.state_reason = timezone.now(), reason
    announce_message(message, *STATE_FIELDS)
    _record(person, "hide_message", message, message.space, reason=reason)
    if message.author_id != person.pk:
        mails.message_hidden(message)
    return message


@transaction.atomic
def show_message(*, person: User, message: Message) -> Message:
    """Show a hidden message again; its author is told. Raises Conflict when it is not hidden."""
    require(person, "chat.hide", message)
    message = held(message)
    if message.state != Message.State.HIDDEN:
        raise Conflict(_("This message is not hidden any more."))
    message.state, message.state_by = Message.State.SHOWN, None
    message.state_at, message.state_reason = None, ""
    announce_message(message, *STATE_FIELDS)
    _record(person, "show_message", message, message.space)
    if message.author_id != person.pk:
        mails.message_shown(message)
    return message


@transaction.atomic
def report_message(*, reporter: User, message: Message, reason: str) -> Report:
    """Tell the moderation that somebody else's message breaks the rules, and why.

    Who has reported it already gets that open report back. Raises Invalid without a reason, Conflict when the message
    is hidden or removed by now.
    """
    require(reporter, "chat.report", message)
    reason = checked_reason(reason)
    message = held_while_shown(message)
    report, is_new = Report.objects.get_or_create(
        message=message, reporter=reporter, state=Report.State.OPEN, defaults={"reason": reason}
    )
    if is_new:
        mails.report_arrived(report)
    return report


@transaction.atomic
def settle_report(*, person: User, report: Report, upheld: bool, answer: str) -> Report:
    """Decide on all open reports of a message at once; everybody who reported it reads the answer.

    What happens to the message is a step of its own. Raises Invalid without an answer, Conflict when it is settled.
    """
    require(person, "chat.moderate", report)
    answer = checked_reason(answer)
    waiting = Report.objects.select_for_update(of=("self",)).select_related("reporter")
    reports = list(waiting.filter(message_id=report.message_id, state=Report.State.OPEN))
    if report.pk not in {row.pk for row in reports}:
        raise Conflict(_("Somebody else has settled this report in the meantime."))
    for row in reports:
        row.message = report.message
        _settle(person, row, upheld, answer)
    return next(row for row in reports if row.pk == report.pk)


def _settle(person: User, report: Report, upheld: bool, answer: str) -> None:
    report.state = Report.State.UPHELD if upheld else Report.State.DISMISSED
    report.settled_by, report.settled_at, report.answer = person, timezone.now(), answer
    report.save(update_fields=["state", "settled_by", "settled_at", "answer"])
    _record(person, "settle_report", report, report.space, upheld=upheld, reason=answer)
    mails.report_settled(report)


@transaction.atomic
def mute_person(*, moderator: User, space: Space, person: User, minutes: int, reason: str) -> Mute:
    """Keep a member from writing in all chats of a space for so many minutes (a week at most); they are told why.

    It takes the place of a running one, and open connections notice at once. Raises NotFound for people who are no
    members, NotAllowed for those who moderate, Invalid without a reason or for another number of minutes.
    """
    now = timezone.now()
    mute = Mute(space=space, user=person, created_at=now)
    require(moderator, "chat.moderate", mute)
    mute.by = moderator
    mute.reason = checked_reason(reason)
    if not 1 <= minutes <= LONGEST_MUTE:
        raise Invalid(_("Please choose how long: from one minute to seven days."))
    mute.until = now + timedelta(minutes=minutes)
    _require_mutable(space, person)
    Mute.objects.filter(space=space, user=person, lifted_at=None, until__gt=now).update(lifted_at=now)
    mute.save(force_insert=True)
    _record(moderator, "mute_person", mute, space, user=person.pk, minutes=minutes, reason=mute.reason)
    _let_connections_notice(person)
    mails.muted(mute)
    return mute


@transaction.atomic
def lift_mute(*, moderator: User, mute: Mute) -> Mute:
    """Let a muted person write again before the time; they are told. Raises Conflict when it has ended already."""
    require(moderator, "chat.moderate", mute)
    fresh = Mute.objects.select_for_update(of=("self",)).select_related("user", "space").get(pk=mute.pk)
    now = timezone.now()
    if fresh.lifted_at or fresh.until <= now:
        raise Conflict(_("This person may write again already."))
    fresh.lifted_at = now
    fresh.save(update_fields=["lifted_at"])
    _record(moderator, "lift_mute", fresh, fresh.space, user=fresh.user_id)
    _let_connections_notice(fresh.user)
    mails.mute_lifted(fresh)
    return fresh


def _require_mutable(space: Space, person: User) -> None:
    """Look at the membership itself, locked: who is made a moderator at this moment is not muted as well."""
    running = Membership.objects.select_for_update().filter(space=space, user=person, ended_at__isnull=True)
    membership = running.first()
    if membership is None:
        raise NotFound(_("This person is not a member of the group."))
    if "moderate" in ABILITIES[membership.role]:
        raise NotAllowed(_("Who moderates cannot be muted."))


def _let_connections_notice(person: User) -> None:
    forget_mutes(person)
    raise_epoch(person_key(person.pk))


def _record(actor: User, verb: str, target: Message | Report | Mute, space: Space, **data: Any) -> None:
    record(actor=actor, action=f"chat.{verb}", target=target, space_id=space.pk, **data)
