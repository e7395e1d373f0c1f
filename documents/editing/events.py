"""Names of what documents publish."""


def topic_of(document_id: int) -> str:
    """Return the topic of a document's numbered log; its events are Yjs updates (bytes)."""
    return f"document.{document_id}"
