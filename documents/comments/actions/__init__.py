from documents.comments.actions.answering import delete_comment, edit_comment, reply_to_comment
from documents.comments.actions.placing import add_comment, reanchor, reopen_comment, resolve_comment
from documents.comments.actions.settling import accept_suggestion, refuse_suggestion, register_suggestion

__all__ = [
    "accept_suggestion",
    "add_comment",
    "delete_comment",
    "edit_comment",
    "reanchor",
    "refuse_suggestion",
    "register_suggestion",
    "reopen_comment",
    "reply_to_comment",
    "resolve_comment",
]
