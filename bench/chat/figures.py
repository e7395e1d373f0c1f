"""Arithmetic of measurements: percentiles, medians, ratios, a straight line through two or more points."""

from collections.abc import Sequence
from statistics import median
from typing import Any


def percentile_ms(nanoseconds: Sequence[int], share: float) -> float | None:
    """Return a percentile of sorted nanoseconds in milliseconds; None when there are none."""
    if not nanoseconds:
        return None
    return round(nanoseconds[min(len(nanoseconds) - 1, int(len(nanoseconds) * share))] / 1e6, 2)


def per_10k(cpu_seconds: float, deliveries: int) -> float | None:
    return round(cpu_seconds / deliveries * 10_000, 4) if deliveries else None


def middle(values: Sequence[float | None]) -> float | None:
    """Return the median of what was measured; None when nothing was."""
    known = [value for value in values if value is not None]
    return round(median(known), 4) if known else None


def middle_ratio(ours: Sequence[float | None], theirs: Sequence[float | None]) -> dict[str, Any] | None:
    """Return the median of the ratios taken pair by pair (each pair was measured side by side), and their spread."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=False) if a is not None and b]
    if not ratios:
        return None
    return {"ratio": round(median(ratios), 3), "spread": [round(min(ratios), 3), round(max(ratios), 3)]}


def line_through(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return intercept and slope of the least-squares line. Raises ValueError for fewer than two places."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / max(count, 1)
    mean_y = sum(y for _, y in points) / max(count, 1)
    width = sum((x - mean_x) ** 2 for x, _ in points)
    if not width:
        raise ValueError("a line needs two places")
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / width
    return mean_y - slope * mean_x, slope
