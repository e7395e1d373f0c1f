"""Everything that changes a chat. Each function authorises first and is one transaction."""

from realtime.chat.actions.changing import edit_message, remove_message
from realtime.chat.actions.moderating import (
    hide_message,
    lift_mute,
    mute_person,
    report_message,
    settle_report,
    show_message,
)
from realtime.chat.actions.posting import post_message
from realtime.chat.actions.preferring import silence_room
from realtime.chat.actions.reacting import set_reaction
from realtime.chat.actions.reading import mark_read
from realtime.chat.actions.ruling import set_retention, set_room_rules

__all__ = [
    "edit_message",
    "hide_message",
    "lift_mute",
    "mark_read",
    "mute_person",
    "post_message",
    "remove_message",
    "report_message",
    "set_reaction",
    "set_retention",
    "set_room_rules",
    "settle_report",
    "show_message",
    "silence_room",
]
