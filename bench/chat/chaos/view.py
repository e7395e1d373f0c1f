"""What one client has of a room, built from frames by the rules of docs/protocol.md; and what is wrong with it."""

from typing import Any

KEPT_ON_RELOAD = 50  # messages on the page that is loaded anew when a client is too far behind
Event = dict[str, Any]


class View:
    """Messages by position, the number up to which they are known, and when each was seen first."""

    def __init__(self) -> None:
        self.number = 0
        self.floor = 0  # positions up to here were given up with a reload
        self.messages: dict[int, Event] = {}
        self.positions: dict[str, int] = {}  # by the client's UUID
        self.seen_at: dict[str, float] = {}
        self.gaps = self.reloads = self.doubled = self.disordered = 0

    def apply(self, frame: dict[str, Any], now: float) -> bool:
        """Take in a frame `changes`; False when something is missing before it, so that one has to join again."""
        if frame["prev"] > self.number:
            self.gaps += 1
            return False
        last = 0
        for event in frame["events"]:
            change = event["change"]
            # Within a frame each number comes once, and in order; numbers known already are passed over.
            self.doubled += change == last
            self.disordered += change < last
            last = max(last, change)
            if change > self.number and event["kind"] == "message":
                self._take(event, now)
        self.number = max(self.number, frame["head"])
        return True

    def _take(self, event: Event, now: float) -> None:
        client, position = event["client"], event["position"]
        self.doubled += self.positions.get(client, position) != position
        self.positions[client] = position
        self.messages[position] = event
        self.seen_at.setdefault(client, now)

    def reload(self, head: int) -> None:
        """Too far behind: begin anew, as a page does that is loaded again."""
        self.reloads += 1
        self.number = self.floor = max(0, head - KEPT_ON_RELOAD)
        self.messages.clear()
        self.positions.clear()
