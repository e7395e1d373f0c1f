"""The numbering of lists: one pattern for bullets, one for numbers; each numbered list starts anew."""

from typing import Any

from documents.formats.exports.docx.xml import w

_BULLETS, _NUMBERS, _NONE = 9001, 9002, 9003
_SIGNS = "•◦▪"
DEEPEST = 8


class Numbering:
    def __init__(self, element: Any) -> None:
        self.element = element
        taken = [int(number.numId) for number in element.num_lst]
        self.next = max(taken, default=0) + 1
        for key, kind in ((_NONE, "none"), (_NUMBERS, "decimal"), (_BULLETS, "bullet")):
            element.insert(0, _pattern(key, kind))
        self.bullets = self._add(_BULLETS)
        self.tasks = self._add(_NONE)

    def numbers(self, level: int, start: int) -> int:
        """Return the number of a new list that begins with `start` on its level."""
        return self._add(_NUMBERS, w("lvlOverride", w("startOverride", val=start), ilvl=level))

    def _add(self, pattern: int, *more: Any) -> int:
        key, self.next = self.next, self.next + 1
        self.element.append(w("num", w("abstractNumId", val=pattern), *more, numId=key))
        return key


def _pattern(key: int, kind: str) -> Any:
    levels = [_level(level, kind) for level in range(DEEPEST + 1)]
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=key)


def _level(level: int, kind: str) -> Any:
    text = {"bullet": _SIGNS[level % 3], "decimal": f"%{level + 1}.", "none": ""}[kind]
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if kind == "decimal" else "bullet"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=360 * (level + 1), hanging=360)),
        ilvl=level,
    )
