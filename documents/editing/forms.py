from django import forms
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document


class PageForm(forms.Form):
    """A new page needs nothing but a title; its text is written on the page itself."""

    title = forms.CharField(
        label=_("Title"),
        max_length=Document._meta.get_field("title").max_length,
        help_text=_("For example “Position paper on cluster policy”. It can be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
