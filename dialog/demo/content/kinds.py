"""The shapes of the demonstration's texts. People are named by the part of their address before the @."""

from dataclasses import dataclass, field

from documents.editing.blocks import Block


@dataclass(frozen=True)
class PostText:
    author: str
    days_ago: float
    text: str
    reply_to: int | None = None
    """Number of the post answered, counted from 1."""
    helpful: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThreadText:
    kind: str
    title: str
    posts: tuple[PostText, ...]
    pinned: bool = False
    closed: bool = False


@dataclass(frozen=True)
class CommentText:
    author: str
    days_ago: float
    text: str
    passage: str
    """The words of the page that it is about."""
    replies: "tuple[tuple[str, str], ...]" = ()


@dataclass(frozen=True)
class SuggestionText:
    author: str
    days_ago: float
    old: str
    new: str


@dataclass(frozen=True)
class PageText:
    author: str
    title: str
    days_ago: float
    blocks: tuple[Block, ...]
    folder: str = ""
    tags: str = ""
    file_reference: str = ""
    version: str = ""
    """The name under which its first version is kept."""
    added: tuple[str, ...] = ()
    """Paragraphs that a colleague wrote at its end afterwards, before the footnotes; author first, then texts."""
    comments: tuple[CommentText, ...] = ()
    suggestions: tuple[SuggestionText, ...] = ()
    released_by: tuple[str, ...] = ()
    """Who released it; its author laid it before them."""


@dataclass(frozen=True)
class FileText:
    author: str
    title: str
    name: str
    days_ago: float
    text: str
    description: str = ""
    folder: str = ""
    tags: str = ""


@dataclass(frozen=True)
class ItemText:
    title: str
    kind: str
    minutes: int
    description: str = ""
    recorded: str = ""
    """What the minutes say, with /b, /a and /n marks; `{due}` is a day two weeks after the meeting."""


@dataclass(frozen=True)
class MeetingText:
    days: int
    """Days from today; past meetings are held and have approved minutes."""
    hour: int
    hours: int
    title: str
    place: str
    items: tuple[ItemText, ...]
    answers: dict[str, str] = field(default_factory=dict)
    chat: "tuple[ChatText, ...]" = ()
    """What was written in the meeting's room while it ran; `at` is the clock time."""


@dataclass(frozen=True)
class ChatText:
    author: str
    days_ago: int
    at: str
    text: str
    reply_to: int | None = None
    """Number of the message answered, counted from 1."""
    first_text: str = ""
    """What it said before it was edited."""
    reactions: tuple[tuple[str, str], ...] = ()
    """Who added which word (a value of chat.Reaction.Kind)."""
    reported: tuple[str, str] = ("", "")
    """Who reported it, and why; the moderation has not settled it."""


@dataclass(frozen=True)
class RequestText:
    """A join request that waits for the chair."""

    author: str
    days_ago: float
    reason: str


@dataclass(frozen=True)
class InvitationText:
    """An invitation that has not been answered."""

    inviter: str
    invited: str
    days_ago: float
    role: str = "member"


@dataclass(frozen=True)
class GroupText:
    kind: str
    name: str
    summary: str
    charter: str
    roles: dict[str, str]
    """Address part -> role; the first chair founds the group."""
    region: str = ""
    joining: str = "request"
    threads: tuple[ThreadText, ...] = ()
    pages: tuple[PageText, ...] = ()
    files: tuple[FileText, ...] = ()
    meetings: tuple[MeetingText, ...] = ()
    chat: tuple[ChatText, ...] = ()
    requests: tuple[RequestText, ...] = ()
    invitations: tuple[InvitationText, ...] = ()
