"""What the figures are held against, and the last line that says so."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.chat.bars import Ratio, held
from bench.chat.figures import middle, middle_ratio
from bench.chat.kernel import load_average

KB = 1024
Figures = dict[str, Any]
Lines = Sequence[Figures]

# name -> kind of work, figure: ours as a share of Hocuspocus'
SHARES = {
    "trace_cpu": ("trace", "cpu_s"),
    "trace_cpu_closed": ("trace", "cpu_closed_s"),
    "cold": ("trace", "cold_ms"),
    "cold_cpu": ("trace", "cold_cpu_s"),
    "stored_bytes": ("trace", "stored_payload"),
    "typing_cpu": ("typing", "cpu_s"),
    "p50": ("typing", "p50_ms"),
    "p99": ("typing", "p99_ms"),
}
SHARE_BARS = {"trace_cpu": 0.7, "typing_cpu": 0.75, "cold": 0.5}
# kind of work, figure -> what it may be at most
BARS = {
    ("trace", "stored_payload"): 120 * KB,
    ("typing", "p50_ms"): 20,
    ("typing", "p99_ms"): 60,
    ("page html", "cpu_ms"): 20,
    ("page pdf", "cpu_s"): 0.2,
    ("page in the browser", "script_s"): 1,
    ("keys in the browser", "task_ms"): 16,  # a frame
    ("opened and closed", "grown_mb"): 5,
    ("editor bundle", "gz_kb"): 230,
    ("editor bundle", "on_other_pages"): 0,
}


def values(lines: Lines, work: str, label: str, name: str) -> list[float | None]:
    return [line.get(name) for line in lines if line["work"] == work and line["label"] == label]


def shares(lines: Lines, label: str) -> dict[str, float]:
    """Return ours as a share of a peer's, medians of pairs that were measured one after the other."""
    found = {}
    for name, (work, figure) in SHARES.items():
        if ratio := middle_ratio(values(lines, work, "ours", figure), values(lines, work, label, figure)):
            found[name] = ratio["ratio"]
    return found


def spreads(lines: Lines, label: str) -> dict[str, list[float]]:
    """Return the smallest and the largest of these shares."""
    found = {}
    for name, (work, figure) in SHARES.items():
        if ratio := middle_ratio(values(lines, work, "ours", figure), values(lines, work, label, figure)):
            found[name] = ratio["spread"]
    return found


def bars(lines: Lines) -> Iterator[Ratio]:
    """Yield each figure that was measured with its bar."""
    of_hocuspocus = shares(lines, "hocuspocus")
    for name, bar in SHARE_BARS.items():
        if name in of_hocuspocus:
            yield held(f"{name}, ours / hocuspocus", of_hocuspocus[name], bar)
    for (work, figure), bar in BARS.items():
        if (value := middle(values(lines, work, "ours", figure))) is not None:
            yield held(f"{work}, {figure}", value, bar)
    queries = values(lines, "documents list", "ours", "queries")
    if queries:
        yield held("documents list, queries more with many files", (queries[-1] or 0) - (queries[0] or 0), 0)


def faults(lines: Lines) -> list[str]:
    """Say what makes a run worthless: somebody without the whole text, whatever the other figures say."""
    found = []
    for line in lines:
        if "failed" in line:
            found.append(f"{line['work']}: {line['failed']}")
        everybody = {"trace": line.get("readers"), "typing": line.get("writers")}.get(line["work"])
        if everybody is None:
            continue
        who = f"{line['work']} {line['label']}"
        if line["converged"] != everybody or line["dropped"]:
            found.append(f"{who}: {line['converged']} of {everybody} converged, {line['dropped']} dropped")
        if line["work"] == "trace" and not line["cold_ok"]:
            found.append(f"{who}: not loaded whole")
        if line["work"] == "typing" and not line["same_text"]:
            found.append(f"{who}: texts differ")
    return found


def last_line(lines: Lines) -> Figures:
    """Return the ratios, each bar, and whether the run was valid."""
    against, wrong = list(bars(lines)), faults(lines)
    return {
        "case": "ratios",
        "ratios": shares(lines, "hocuspocus"),
        "spread": spreads(lines, "hocuspocus"),
        "ratios_y_websocket": shares(lines, "y-websocket"),
        "bars": against,
        "within": all(bar["within"] for bar in against),
        "valid": not wrong,
        "faults": wrong,
        "load": load_average(),
    }
