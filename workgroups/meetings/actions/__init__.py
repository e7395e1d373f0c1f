"""What people do to meetings, split by noun. Each action authorises first and is one transaction."""

from workgroups.meetings.actions.agenda import (
    add_agenda_item,
    edit_agenda_item,
    move_agenda_item,
    remove_agenda_item,
)
from workgroups.meetings.actions.answers import answer_invitation, mark_read
from workgroups.meetings.actions.planning import edit_meeting, plan_meeting
from workgroups.meetings.actions.states import cancel_meeting, close_meeting, publish_agenda, start_meeting

__all__ = [
    "add_agenda_item",
    "answer_invitation",
    "cancel_meeting",
    "close_meeting",
    "edit_agenda_item",
    "edit_meeting",
    "mark_read",
    "move_agenda_item",
    "plan_meeting",
    "publish_agenda",
    "remove_agenda_item",
    "start_meeting",
]
