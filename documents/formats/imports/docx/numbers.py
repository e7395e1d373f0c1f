"""The numbers of a Word file's lists. Mammoth sees lists, but not with which number they begin."""

from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbers:
    """Counts numbered paragraphs in their order, as Word does for each list and level."""

    def __init__(self, numbering: Any) -> None:
        self.starts: dict[tuple[str, int], int] = {}
        self.bullets: set[tuple[str, int]] = set()
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        patterns = {}
        if numbering is not None:
            patterns = {item.get(W + "abstractNumId"): item for item in numbering.iter(W + "abstractNum")}
            for number in numbering.iter(W + "num"):
                self._learn(number, patterns)

    def _learn(self, number: Any, patterns: dict[str, Any]) -> None:
        key = number.get(W + "numId") or ""
        pattern = patterns.get(_value(number, "abstractNumId"))
        for level in [] if pattern is None else pattern.findall(W + "lvl"):
            place = (key, _whole(level.get(W + "ilvl"), 0))
            self.starts[place] = _whole(_value(level, "start"), 1)
            if _value(level, "numFmt") in ("bullet", "none"):
                self.bullets.add(place)
        for override in number.findall(W + "lvlOverride"):
            start = _value(override, "startOverride")
            if start:
                self.starts[key, _whole(override.get(W + "ilvl"), 0)] = _whole(start, 1)

    def next(self, paragraph: Any) -> int | None:
        """Return the number that a paragraph shows, or None for one without a number of its own."""
        about = paragraph.find(f"{W}pPr/{W}numPr")
        if about is None:
            return None
        key, level = _value(about, "numId"), _whole(_value(about, "ilvl"), 0)
        if key in ("", "0") or (key, level) in self.bullets:
            return None
        counts = self.counts[key]
        counts[level] = counts.get(level, self.starts.get((key, level), 1) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return counts[level]


def _value(element: Any, name: str) -> str:
    child = element.find(W + name)
    return (child.get(W + "val") or "") if child is not None else ""


def _whole(value: str | None, otherwise: int) -> int:
    text = value or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
