from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document, FileVersion


class FileField(forms.FileField):
    """One chosen file. An empty one is told as such by the action, like those that come in chunks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, max_length=None, **options)


class UploadForm(forms.Form):
    """A new file: from the plain form (`file`) or already sent in chunks (`upload`, set by the script)."""

    file = FileField(
        label=_("File"),
        help_text=_("At most 10 MB without JavaScript, else 200 MB."),
        error_messages={"required": _("Please choose a file.")},
    )
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Without a title the name of the file is used.")
    )
    description = forms.CharField(
        label=_("Description"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("upload")


class VersionForm(UploadForm):
    """A new version of a file that is there already."""

    title = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    description = None  # type: ignore[assignment]
    note = forms.CharField(
        label=_("What has changed"), max_length=FileVersion._meta.get_field("note").max_length, required=False
    )


class RenameForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=Document._meta.get_field("title").max_length)
