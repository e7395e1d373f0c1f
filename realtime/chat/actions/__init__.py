"""Everything that changes a chat. Each function authorises first and is one transaction."""

from realtime.chat.actions.posting import post_message
from realtime.chat.actions.reading import mark_read

__all__ = ["mark_read", "post_message"]
