from typing import Any

from bench.documents.bars import bars, faults, last_line, shares


def trace(label: str, cpu: float, **more: Any) -> dict[str, Any]:
    good = {"readers": 2, "converged": 2, "dropped": 0, "cold_ok": True, "cold_ms": 10, "stored_payload": 1000}
    return {"work": "trace", "label": label, "cpu_s": cpu, **good, **more}


def typing(label: str, **more: Any) -> dict[str, Any]:
    good = {"writers": 3, "converged": 3, "dropped": 0, "same_text": True, "cpu_s": 1.0, "p50_ms": 10, "p99_ms": 30}
    return {"work": "typing", "label": label, **good, **more}


def test_shares_are_medians_of_pairs() -> None:
    """Each pair was measured one after the other; a noisy minute touches both."""
    lines = [trace("ours", 1.0), trace("hocuspocus", 2.0), trace("ours", 9.0), trace("hocuspocus", 9.0)]
    lines += [trace("ours", 1.0), trace("hocuspocus", 4.0)]
    assert shares(lines, "hocuspocus")["trace_cpu"] == 0.5
    assert shares(lines, "y-websocket") == {}


def test_a_bar_is_held_against_the_median_of_ours() -> None:
    lines = [typing("ours", p50_ms=value) for value in (19, 90, 20)] + [typing("hocuspocus", p50_ms=1)]
    found = {bar["what"]: (bar["value"], bar["within"]) for bar in bars(lines)}
    assert found == {
        "typing_cpu, ours / hocuspocus": (1.0, False),
        "typing, p50_ms": (20, True),
        "typing, p99_ms": (30, True),
    }


def test_one_query_more_for_many_files_is_over_the_bar() -> None:
    lines = [{"work": "documents list", "label": "ours", "files": n, "queries": q} for n, q in ((10, 6), (10_000, 7))]
    assert [(bar["value"], bar["within"]) for bar in bars(lines)] == [(1, False)]


def test_a_run_in_which_everybody_has_the_text_is_valid() -> None:
    last = last_line([trace("ours", 1.0), trace("hocuspocus", 2.0), typing("ours"), typing("hocuspocus")])
    assert (last["valid"], last["faults"], last["ratios"]["trace_cpu"]) == (True, [], 0.5)


def test_lost_work_makes_a_run_worthless() -> None:
    lines = [
        trace("ours", 1.0, converged=1),
        trace("y-websocket", 1.0, cold_ok=False),
        trace("hocuspocus", 1.0, dropped=1),
        typing("ours", same_text=False),
        typing("hocuspocus", converged=0),
    ]
    assert faults(lines) == [
        "trace ours: 1 of 2 converged, 0 dropped",
        "trace y-websocket: not loaded whole",
        "trace hocuspocus: 2 of 2 converged, 1 dropped",
        "typing ours: texts differ",
        "typing hocuspocus: 0 of 3 converged, 0 dropped",
    ]
    assert last_line(lines)["valid"] is False


def test_what_the_browser_could_not_do_is_said() -> None:
    assert faults([{"work": "page in the browser", "label": "ours", "failed": "timeout"}]) == [
        "page in the browser: timeout"
    ]
