"""What people do with the state of a page. Each step takes the row of the page first, so steps come one by one."""

from documents.releases.actions.answering import approve_release, refuse_release
from documents.releases.actions.describing import set_details
from documents.releases.actions.requesting import request_release, withdraw_request
from documents.releases.actions.states import archive_page, begin_draft, unarchive_page
from documents.releases.actions.translating import add_translation, link_translation, unlink_translation

__all__ = [
    "add_translation",
    "approve_release",
    "archive_page",
    "begin_draft",
    "link_translation",
    "refuse_release",
    "request_release",
    "set_details",
    "unarchive_page",
    "unlink_translation",
    "withdraw_request",
]
