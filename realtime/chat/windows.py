"""A person's several windows and devices: what is read in one is read in all."""

from functools import partial
from typing import Any

from dialog.common.access import person_key
from realtime.chat.actions.reading import READS
from realtime.hub import Hub, hub
from realtime.protocol import encode


async def follow_reads() -> None:
    """Hear on this event loop what people have read; once for all rooms."""
    here = hub()
    if READS not in here.followers:
        await here.follow(READS, partial(_tell_windows, here))


def _tell_windows(here: Hub, event: dict[str, Any]) -> None:
    frame = encode({"type": "read", "position": event["position"]})
    for connection in here.people.get(person_key(event["user"]), ()):
        if any(room.topic == event["room"] for room in connection.rooms):
            connection.push(frame)
