"""What concepts tell pages above them about a space."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class News:
    """One line of "what is new": which thing, since when, how much of it is unread for this person."""

    space_id: int
    kind: str
    title: str
    url: str
    at: datetime
    count: int
    unread: bool
    object_id: int
