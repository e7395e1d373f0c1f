"""What the figures are held against, and the line that says so."""

from collections.abc import Iterator
from typing import Any

from bench.chat.figures import middle, middle_ratio
from bench.chat.lab import Lab

# (listeners by name, rate) -> how many times the CPU of the bare broadcast server ours may take
CPU_BARS = {("many", "5"): 1.3, ("many", "20"): 1.3, ("many", "max"): 0.75, ("few", "20"): 2.0, ("few", "max"): 1.2}
DELAY_RATES = ("5", "20")
DELAY_ALLOWANCE_MS = 25.0
MEMORY_KIB = 40.0
GROWTH = 1.10  # CPU for one delivery in the largest room against a small one
JOIN = 1.25
SLOW_BYTES = 1_000_000

Ratio = dict[str, Any]


def held(what: str, value: float | None, bar: float, **more: Any) -> Ratio:
    return {"what": what, "value": value, "bar": bar, "within": value is not None and value <= bar, **more}


def cpu_ratios(lab: Lab, sizes: dict[str, int]) -> Iterator[Ratio]:
    for (room, rate), bar in CPU_BARS.items():
        ours, theirs = (lab.values(("fanout", name, sizes[room], rate), "cpu_10k") for name in ("ours", "node"))
        if found := middle_ratio(ours, theirs):
            yield held(f"cpu_10k n={sizes[room]} rate={rate}, ours / node", found["ratio"], bar, spread=found["spread"])


def delay_bars(lab: Lab, sizes: dict[str, int], commit_p99_ms: float | None) -> Iterator[Ratio]:
    """The slowest hundredth may come 25 ms and one commit later than from the bare server."""
    for rate in DELAY_RATES:
        ours, theirs = (
            middle(lab.values(("fanout", name, sizes["many"], rate), "p99_ms")) for name in ("ours", "node")
        )
        if ours is not None and theirs is not None and commit_p99_ms is not None:
            bar = round(theirs + DELAY_ALLOWANCE_MS + commit_p99_ms, 2)
            yield held(f"p99_ms n={sizes['many']} rate={rate}", ours, bar, node=theirs, commit=commit_p99_ms)


def growth_bar(lab: Lab, sizes: dict[str, int]) -> Iterator[Ratio]:
    most, few = (lab.values(("fanout", "ours", sizes[room], "20"), "cpu_10k") for room in ("most", "few"))
    if found := middle_ratio(most, few):
        what = f"cpu_10k rate=20, n={sizes['most']} / n={sizes['few']}"
        yield held(what, found["ratio"], GROWTH, spread=found["spread"])


def memory_bar(lab: Lab, sizes: dict[str, int]) -> Iterator[Ratio]:
    for key in lab.samples:
        if key[:3] == ("fanout", "ours", sizes["many"]):
            yield held(f"rss_conn_kib n={sizes['many']}", middle(lab.values(key, "rss_conn_kib")), MEMORY_KIB)
            return


def join_bar(lab: Lab) -> Iterator[Ratio]:
    costs = [(key[2], lab.values(key, "cpu")) for key in lab.samples if key[0] == "join"]
    if len(costs) == 2:
        (short, cheap), (long, dear) = sorted(costs)
        if found := middle_ratio(dear, cheap):
            yield held(f"join, {long} / {short} messages", found["ratio"], JOIN, spread=found["spread"])


def slow_bars(slow_lines: list[dict[str, Any]]) -> Iterator[Ratio]:
    for line in slow_lines:
        if line["server"] == "ours" and "growth_bytes" in line:
            found = held(f"slow client, {line['kind']}, bytes", line["growth_bytes"], SLOW_BYTES, closed=line["closed"])
            yield {**found, "within": found["within"] and line["closed"]}


def flood_bars(flood_lines: list[dict[str, Any]]) -> Iterator[Ratio]:
    for line in flood_lines:
        yield held("p99_ms during a flood", line["p99_ms"], line["bar_ms"], frames_per_second=line["frames_per_second"])


def nothing_wrong(lab: Lab) -> Iterator[Ratio]:
    """Of ours, nothing may be lost, doubled or out of order in any phase."""
    for name in ("lost", "doubled", "disordered"):
        phases = [samples for key, samples in lab.samples.items() if key[1] != "node" and key[0] != "join"]
        if phases:
            yield held(f"{name}, all phases of ours", sum(sample[name] for samples in phases for sample in samples), 0)
