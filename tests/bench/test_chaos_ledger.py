from collections import Counter
from typing import Any

from bench.chat.chaos.ledger import Ledger, Sent, all_saw, judge_database, judge_view, reach_times
from bench.chat.chaos.view import View


def ledger_of(*clients: str) -> Ledger:
    """Return one person's messages, acknowledged at positions 1, 2, ..."""
    notes = {
        client: Sent(0, number, {f"text {client}"}, acked_at=float(number), position=number + 1)
        for number, client in enumerate(clients)
    }
    return Ledger(notes)


def truth_of(*clients: str, **html: str) -> dict[str, Any]:
    numbered = list(enumerate(clients, 1))
    events = [
        {"change": place, "kind": "message", "position": place, "client": client, "html": html.get(client, client)}
        for place, client in numbered
    ]
    stored = [{"position": place, "client": client, "source": f"text {client}"} for place, client in numbered]
    return {"stored": stored, "events": [*events, {"change": 99, "kind": "room"}], "head": 99}


def view_of(truth: dict[str, Any], *left_out: str) -> View:
    view = View()
    events = [event for event in truth["events"] if event.get("client") not in left_out]
    view.apply({"prev": 0, "head": truth["head"], "events": events}, 5.0)
    return view


def test_all_is_well() -> None:
    ledger, truth = ledger_of("a", "b"), truth_of("a", "b")
    assert +judge_database(ledger, truth) == Counter()
    assert +judge_view(ledger, truth, view_of(truth)) == Counter()


def test_acknowledged_and_not_stored_is_lost() -> None:
    assert +judge_database(ledger_of("a", "b"), truth_of("a")) == {"lost": 1}


def test_stored_twice_is_doubled() -> None:
    assert judge_database(ledger_of("a"), truth_of("a", "a"))["doubled"] == 1


def test_a_message_before_an_earlier_one_of_its_sender_is_disordered() -> None:
    ledger = ledger_of("a", "b")
    ledger.sent["a"].position, ledger.sent["b"].position = 2, 1
    truth = truth_of("b", "a")
    assert +judge_database(ledger, truth) == {"disordered": 1}
    assert +judge_view(ledger, truth, view_of(truth)) == {"disordered": 1}


def test_an_acknowledged_edit_that_is_not_stored_is_lost() -> None:
    ledger = ledger_of("a", "b")
    ledger.sent["a"].texts = {"text a", "perhaps edited"}
    ledger.sent["b"].texts = {"edited"}
    assert +judge_database(ledger, truth_of("a", "b")) == {"lost_edits": 1}


def test_an_acknowledged_removal_is_lost_when_the_message_is_still_shown() -> None:
    ledger = ledger_of("a", "b")
    ledger.sent["a"].removal, ledger.sent["b"].removal = "acked", "asked"
    shown = '<li data-state="shown">'
    assert +judge_database(ledger, truth_of("a", "b", a=shown, b=shown)) == {"lost_removals": 1}


def test_a_view_without_a_stored_message_has_lost_it() -> None:
    """What was not acknowledged, but is stored, is missing too."""
    ledger, truth = ledger_of("a"), truth_of("a", "b")
    assert +judge_view(ledger, truth, view_of(truth, "a", "b")) == {"lost": 1, "missing": 1}


def test_a_view_with_an_older_state_is_stale_and_with_something_else_invented() -> None:
    ledger, truth = ledger_of("a", "b"), truth_of("a", "b")
    view = view_of(truth)
    view.messages[1] = {**view.messages[1], "html": "old"}
    view.messages[7] = {**view.messages[1], "position": 7, "client": "z"}
    assert +judge_view(ledger, truth, view) == {"stale": 1, "invented": 1}


def test_what_a_reload_gave_up_is_not_asked_for() -> None:
    ledger, truth = ledger_of("a", "b"), truth_of("a", "b")
    view = view_of(truth, "a")
    view.floor = 1
    assert +judge_view(ledger, truth, view) == Counter()


def test_reach_is_when_the_last_one_saw_it() -> None:
    ledger, truth = ledger_of("a", "b"), truth_of("a", "b")
    first, second = view_of(truth), view_of(truth, "b")
    first.seen_at["a"] = 8.0
    assert reach_times(ledger, [first, second]) == {"a": (0.0, 8.0)}
    assert all_saw(ledger, [first, second], ["a"])
    assert not all_saw(ledger, [first, second], ["a", "b"])
