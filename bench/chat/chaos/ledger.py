"""What was sent and acknowledged; and the judgement: is it in the database and in every view, once and in order?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.chat.chaos.view import View


@dataclass
class Sent:
    """One message: who sent it as their how-manieth, what it may say by now, and when it was acknowledged."""

    person: int
    number: int
    texts: set[str]
    acked_at: float | None = None
    position: int | None = None
    removal: str = ""  # "asked" or "acked"


@dataclass
class Ledger:
    """All messages by the UUID that their sender made."""

    sent: dict[str, Sent] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def acked(self) -> dict[str, Sent]:
        return {client: note for client, note in self.sent.items() if note.acked_at is not None}


def judge_database(ledger: Ledger, truth: dict[str, Any]) -> Counter[str]:
    """Compare what was acknowledged with what is stored."""
    stored, wrong = truth["stored"], Counter[str]()
    rows = {row["client"]: row for row in stored}
    wrong["doubled"] = len(stored) - len(rows)
    html = {event["client"]: event["html"] for event in truth["events"] if event["kind"] == "message"}
    for client, note in ledger.acked().items():
        row = rows.get(client)
        if row is None or row["position"] != note.position:
            wrong["lost"] += 1
        elif not note.removal and row["source"] not in note.texts:
            wrong["lost_edits"] += 1
        elif note.removal == "acked" and 'data-state="shown"' in html[client]:
            wrong["lost_removals"] += 1
    wrong["disordered"] = disordered(ledger, [row["client"] for row in stored])
    return wrong


def disordered(ledger: Ledger, clients: Iterable[str]) -> int:
    """Count messages that stand behind a later one of their sender: each waits for its answer before the next."""
    last, found = dict[int, int](), 0
    for client in clients:
        if note := ledger.sent.get(client):
            found += note.number < last.get(note.person, -1)
            last[note.person] = max(note.number, last.get(note.person, -1))
    return found


def judge_view(ledger: Ledger, truth: dict[str, Any], view: View) -> Counter[str]:
    """Compare a view with the database: every message once, in order, as it is now."""
    events = {event["position"]: event for event in truth["events"] if event["kind"] == "message"}
    shown = [view.messages[position] for position in sorted(view.messages) if position > view.floor]
    wrong = Counter(doubled=view.doubled, disordered=view.disordered)
    for event in shown:
        real = events.get(event["position"])
        if real is None or real["client"] != event["client"]:
            wrong["invented"] += 1
        elif real["html"] != event["html"]:
            wrong["stale"] += 1
    present = Counter(event["client"] for event in shown)
    wrong["doubled"] += sum(count - 1 for count in present.values())
    acked = ledger.acked()
    for position, event in events.items():
        if position > view.floor and event["client"] not in present:
            wrong["lost" if event["client"] in acked else "missing"] += 1
    wrong["disordered"] += disordered(ledger, [event["client"] for event in shown])
    return wrong


def reach_times(ledger: Ledger, views: Sequence[View]) -> dict[str, tuple[float, float]]:
    """Return, by UUID, when a message was acknowledged and when the last one saw it; without those not seen by all."""
    times = {}
    for client, note in ledger.acked().items():
        seen = [view.seen_at.get(client) for view in views]
        if note.acked_at is not None and None not in seen:
            times[client] = (note.acked_at, max(moment for moment in seen if moment is not None))
    return times


def all_saw(ledger: Ledger, views: Sequence[View], clients: Iterable[str]) -> bool:
    return all(client in view.seen_at for client in clients for view in views)
