from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from dialog.accounts.models import User
from documents.library.models import Document
from documents.releases.models import ReleaseRequest
from workgroups.spaces.rules import Person

NO_LONGER = _("One of the people you chose may no longer release documents here. Please choose again.")
_AREA = {"rows": 4}


class ApproversField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """People as checkboxes; the person who looks at them finds themself named as such."""

    viewer: Person | None = None

    def label_from_instance(self, obj: Any) -> str:
        if self.viewer is not None and obj.pk == self.viewer.pk:
            return pgettext("choice of people", "%(name)s (you)") % {"name": obj.display_name}
        return str(obj.display_name)


class RequestForm(forms.Form):
    """Who is to release a page, and what they should know. Who is not offered any more is refused by the field."""

    approvers = ApproversField(
        label=_("Who is to release it?"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All of those you choose have to approve."),
        error_messages={
            "required": _("Please choose at least one person who is to release this page."),
            "invalid_choice": _(
                "One of the people you chose may no longer release documents here. Please choose again."
            ),
        },
    )
    note = forms.CharField(
        label=_("What should they know?"),
        required=False,
        max_length=ReleaseRequest._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs=_AREA),
    )

    def __init__(self, *args: Any, approvers: QuerySet[User], viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["approvers"]
        field.viewer = viewer  # type: ignore[attr-defined]  # our own field
        field.queryset = approvers  # type: ignore[attr-defined]  # choices are read with it
        if any(person.pk == viewer.pk for person in approvers):
            field.help_text = _(
                "All of those you choose have to approve. Naming yourself means that you approve; "
                "if you name nobody else, the page is released at once."
            )


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Goes to those who wrote and to those who were asked."),
        error_messages={"required": _("Please give a reason: it tells the authors what to change.")},
        widget=forms.Textarea(attrs=_AREA),
    )


class DetailsForm(forms.Form):
    file_reference = forms.CharField(
        label=_("File reference"),
        required=False,
        max_length=Document._meta.get_field("file_reference").max_length,
        help_text=_("As it stands in the records, for example “3-4332.62/1”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Document.Language.choices)


class TranslationForm(forms.Form):
    """A new page for another language."""

    language = forms.ChoiceField(label=_("Language of the new page"))
    title = forms.CharField(
        label=_("Title in this language"),
        max_length=Document._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Document.Language.choices if value in set(languages)]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class PageField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.get_language_display()})"


class LinkForm(forms.Form):
    """A page that is there already and says the same in another language."""

    other = PageField(label=_("Page of this body"), queryset=Document.objects.none())

    def __init__(self, *args: Any, pages: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = pages  # type: ignore[attr-defined]  # a ModelChoiceField
