"""What was written into a text after a person looked at it: found by the clocks of Yjs, kept when a version returns."""

from dialog.common.errors import Invalid
from documents.comments.standing import Standing, standing_from
from documents.editing.state import Page, clocks
from documents.editing.updates import Malformed

# About ten bytes for each time that somebody opened the page and wrote.
MAX_VECTOR_BYTES = 512 * 1024


def newer_than(page: Page, vector: bytes) -> Standing:
    """Return what the text holds beyond a state vector. Raises Invalid for bytes that are none."""
    if len(vector) > MAX_VECTOR_BYTES:
        raise Invalid
    try:
        seen = clocks(vector)
    except Malformed as error:
        raise Invalid from error
    now = clocks(page.get_state())
    ranges = {client: [(seen.get(client, 0), end)] for client, end in now.items() if end > seen.get(client, 0)}
    return standing_from(page, ranges) if ranges else Standing()
