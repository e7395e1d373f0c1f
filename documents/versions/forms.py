from django import forms
from django.utils.translation import gettext_lazy as _

from documents.versions.actions import MAX_NAME


class NameForm(forms.Form):
    """The name of a version."""

    name = forms.CharField(
        label=_("Name of the version"),
        help_text=_("For example “Draft for the meeting in March”."),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
