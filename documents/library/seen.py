"""Forms that know what they showed, so that nobody overwrites what somebody else changed meanwhile."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_SHOWN = 300  # characters of what stands there now

CHANGED = _("Meanwhile somebody else has changed this to “%(now)s”. Save once more if yours shall count.")
EMPTIED = _("Meanwhile somebody else has emptied this. Save once more if yours shall count.")


class SeenForm(forms.Form):
    """`initial` is what stands there now, also when the form comes back; `seen` holds what it showed, as short sums.

    What only somebody else changed stays as they left it. What both changed is an error, the first time.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        return self._state() if field_name == "seen" else super().get_initial_for_field(field, field_name)

    def _state(self) -> str:
        return json.dumps({name: _sum(self.initial.get(name)) for name in self._watched()})

    def _watched(self) -> list[str]:
        return [name for name in self.fields if name != "seen"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen = _read(given.get("seen", ""))
        clashes = False
        for name in self._watched():
            if name not in given or name not in seen:
                continue
            now = self.initial.get(name)
            if seen[name] in (_sum(now), _sum(given[name])):
                # Of the two only one has changed it, and if that was somebody else, it stays so.
                given[name] = given[name] if seen[name] == _sum(now) else now
            elif _sum(now) != _sum(given[name]):
                clashes = True
                self.add_error(name, str(CHANGED) % {"now": str(now)[:_SHOWN]} if now else str(EMPTIED))
        if clashes:
            self.data = {**self.data.dict(), "seen": self._state()}  # type: ignore[attr-defined]  # a QueryDict
        return given


def _sum(value: object) -> str:
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return sha256(text.encode()).hexdigest()[:16]


def _read(text: str) -> dict[str, Any]:
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}
