from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document, FileEntry, FileVersion, Folder
from documents.library.queries.folders import Tree
from documents.library.seen import SeenForm


class FileField(forms.FileField):
    """One chosen file. An empty one is told as such by the action, like those that come in chunks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, max_length=None, **options)


class FolderField(forms.TypedChoiceField):
    """One of the folders of a space, by its number; None: the top."""

    TOP = "top"

    def __init__(self, **options: Any) -> None:
        messages = {"invalid_choice": _("This folder is no longer there. Please choose another one.")}
        super().__init__(coerce=self._number, empty_value=None, error_messages=messages, **options)

    @classmethod
    def _number(cls, given: str) -> int | None:
        return None if given == cls.TOP else int(given)

    def offer(self, tree: Tree) -> None:
        self.choices = [(self.TOP, _("Documents (top)")), *((folder.pk, label) for folder, label in tree.choices())]


class UploadForm(forms.Form):
    """A new file: from the plain form (`file`) or already sent in chunks (`upload`, set by the script).

    `same_name` is asked only where a file of this name is there already, `folder` only where there are folders.
    """

    VERSION, BESIDE = "version", "beside"
    SAME_NAME = [(VERSION, _("as a new version of this file")), (BESIDE, _("beside it, as a file of its own"))]

    file = FileField(
        label=_("File"),
        help_text=_("At most 200 MB."),
        error_messages={"required": _("Please choose a file.")},
    )
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    same_name = forms.ChoiceField(
        label=_("Store the file"), choices=SAME_NAME, required=False, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Without a title the name of the file is used.")
    )
    description = forms.CharField(
        label=_("Description"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    folder = FolderField(label=_("Folder"))

    def __init__(self, *args: Any, tree: Tree | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("upload")
        if tree and ("folder" in self.data if self.is_bound else tree.by_id):
            self.fields["folder"].offer(tree)  # type: ignore[attr-defined]  # Django knows it as a field
        else:  # the address names the folder
            self.fields.pop("folder", None)

    def ask_folder(self, tree: Tree, why: str) -> None:
        """Say at the field, which may not have been there, why another folder must be chosen, of those there are."""
        field: Any = self.fields.setdefault("folder", FolderField(label=_("Folder")))
        field.offer(tree)
        self.add_error("folder", why)


class VersionForm(UploadForm):
    """A new version of a file that is there already."""

    title = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    description = None  # type: ignore[assignment]
    same_name = None  # type: ignore[assignment]
    folder = None  # type: ignore[assignment]
    note = forms.CharField(
        label=_("What has changed"), max_length=FileVersion._meta.get_field("note").max_length, required=False
    )
    other_kind = forms.BooleanField(label=_("Yes, upload it all the same"), required=False)


class RenameForm(SeenForm):
    title = forms.CharField(label=_("Title"), max_length=Document._meta.get_field("title").max_length)


class FolderForm(SeenForm):
    name = forms.CharField(
        label=_("Name of the folder"),
        max_length=Folder._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MoveForm(forms.Form):
    """Where a document shall lie; empty: at the top."""

    folder = FolderField(label=_("Folder"), required=False)
    quiet_optional = True

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].offer(tree)  # type: ignore[attr-defined]  # Django knows it as a field


class LockForm(forms.Form):
    note = forms.CharField(
        label=_("What for"),
        max_length=FileEntry._meta.get_field("lock_note").max_length,
        required=False,
        help_text=_("The others see this beside your name, for example “The figures of 2017 are being added”."),
    )


class DetailsForm(SeenForm):
    """What a document is found by, and how long it is kept. Fields that do not fit the document are left out."""

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=1000,
        help_text=_("Words between commas, for example “Atlas, Regions”. At most 20."),
        widget=forms.TextInput(attrs={"list": "schlagworte", "autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("Description"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    retention_until = forms.DateField(
        label=_("Keep until"),
        required=False,
        help_text=_("Until the end of this day it cannot be deleted for ever."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, document: Document, may_retain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if document.kind != Document.Kind.FILE:
            del self.fields["description"]
        if not may_retain:
            del self.fields["retention_until"]


class ListForm(forms.Form):
    """How somebody wants to see the list; what is not understood is left out."""

    q = forms.CharField(label=_("Words in the title"), max_length=200, required=False)
    art = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *Document.Kind.choices])
    stand = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *Document.State.choices]
    )
    schlagwort = forms.ChoiceField(label=_("Tag"), required=False)
    sortieren = forms.ChoiceField(
        label=_("Sort"), required=False, choices=[("", _("last changed first")), ("name", _("by name"))]
    )
    quiet_optional = True

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["schlagwort"]
        field.choices = [("", _("all tags")), *((name, name) for name in tags)]
