from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document, Folder
from documents.library.queries.folders import tree_of
from workgroups.spaces.models import Space


class PageForm(forms.Form):
    """A new page needs nothing but a title; its text is written on the page itself."""

    title = forms.CharField(
        label=_("Title"),
        max_length=Document._meta.get_field("title").max_length,
        help_text=_("For example “Position paper on cluster policy”. It can be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    folder = forms.TypedChoiceField(label=_("Folder"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=Document.Language.choices,
        initial=Document.Language.GERMAN,
        required=False,
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        """Offer the folders of this space; without any the field is left out."""
        super().__init__(*args, **kwargs)
        self.folders = {folder.pk: (folder, label) for folder, label in tree_of(space).choices()}
        if self.folders:
            named = [(pk, label) for pk, (_folder, label) in self.folders.items()]
            self.fields["folder"].choices = [("", _("no folder")), *named]  # type: ignore[attr-defined]  # of choices
        else:
            del self.fields["folder"]

    def clean_folder(self) -> Folder | None:
        pk = self.cleaned_data["folder"]
        return self.folders[pk][0] if pk else None

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or Document.Language.GERMAN
