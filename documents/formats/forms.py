from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialog.files.names import visible_text
from documents.library.forms import FileField
from documents.library.models import Document


class ImportForm(forms.Form):
    """A file that becomes a page."""

    file = FileField(
        label=_("File"),
        help_text=_("Word (DOCX), HTML or Markdown, at most 10 MB"),
        error_messages={"required": _("Please choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.html,.htm,.md,.markdown,.txt"}),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=Document._meta.get_field("title").max_length,
        required=False,
        help_text=_("Without a title the page takes the one in the file."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_title(self) -> str:
        """Take a title of invisible characters for none."""
        return visible_text(self.cleaned_data["title"])


class InsertForm(ImportForm):
    """A file whose text goes to the end of a page."""

    title: Any = None
