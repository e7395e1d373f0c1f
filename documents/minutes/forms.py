from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.minutes.actions import MAX_TEXT
from documents.minutes.models import MinutesSection

MARKS = ("b", "a", "n")


class Text(forms.CharField):
    """Text whose line ends are unified before it is counted: browsers send two characters for each."""

    widget = forms.Textarea(attrs={"rows": 10})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n")))


class SectionForm(forms.Form):
    quiet_optional = True

    text = Text(
        label=_("Minutes of this item"),
        required=False,
        max_length=MAX_TEXT,
        help_text=_("/b decision, /a task (who, bis 24.11.2026), /n note: each at the start of a line."),
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, initial=0, widget=forms.HiddenInput)

    @staticmethod
    def initial_for(section: MinutesSection | None) -> dict[str, Any]:
        return {"text": section.source, "version": section.version} if section else {"text": "", "version": 0}

    def keep(self, *, text: str | None = None, version: int | None = None) -> None:
        """Show the form again with the typed text (or another) and let it stand on another version."""
        typed = dict(self.data.items())
        if text is not None:
            typed["text"] = text
        if version is not None:
            typed["version"] = str(version)
        self.data = typed


class SeenForm(forms.Form):
    """The version of the minutes that somebody read before they publish or approve them."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
