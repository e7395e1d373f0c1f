"""Names of what documents publish."""

from dialog.common.live import publish_on_commit


def topic_of(document_id: int) -> str:
    """Return the topic of a document's numbered log; its events are Yjs updates (bytes)."""
    return f"document.{document_id}"


def side_topic_of(document_id: int) -> str:
    """Return the topic that tells what changed beside a document's text; not logged, may be lost."""
    return f"document.{document_id}.side"


def tell_side(document_id: int, kind: str) -> None:
    """Tell open pages after commit that something beside the text changed: "comments", "versions" or "state"."""
    publish_on_commit(side_topic_of(document_id), 0, {"kind": kind})
