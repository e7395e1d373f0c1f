from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from dialog.common.richtext import MAX_CHARACTERS
from workgroups.discussions.actions.writing import REASON_LIMIT, TITLE_LIMIT, too_long
from workgroups.discussions.models import Thread

NUL = _("The text contains characters that cannot be stored. Please remove them.")


class PlainText(forms.CharField):
    """Text whose line ends are unified before it is counted, with words of ours when it cannot be taken."""

    def __init__(self, *, limit: int, empty: Any = "", **options: Any) -> None:
        super().__init__(**options)
        self.limit = limit
        if empty:
            self.error_messages["required"] = empty
        for validator in self.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = NUL

    def to_python(self, value: object) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return str(super().to_python(text) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(too_long(len(value), self.limit), code="max_length")


class ClientId(forms.CharField):
    """The number a form was made with; a missing or broken one is replaced, so nobody is stopped by it."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean(self, value: object) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


def words(rows: int = 8, **attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attributes})


class Filter(forms.Form):
    """What the list shows; wrong values show everything."""

    quiet_optional = True
    SHOWN = [
        ("", _("all discussions")),
        ("unread", _("with new posts")),
        ("open", _("open ones")),
        ("closed", _("closed ones")),
    ]
    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)
    q = forms.CharField(
        label=_("Title contains"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ThreadForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of discussion"),
        choices=Thread.Kind.choices,
        widget=forms.RadioSelect,
        initial=Thread.Kind.QUESTION,
        error_messages={"required": _("Please choose what kind of discussion this is.")},
    )
    title = PlainText(
        label=_("Title"),
        limit=TITLE_LIMIT,
        empty=_("Please give the discussion a title."),
        help_text=_("A question or a statement that tells others what this is about."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = PlainText(
        label=_("First post"),
        limit=MAX_CHARACTERS,
        empty=_("Please write the first post."),
        widget=words(12, **{"class": "composer__text"}),
    )
    client_id = ClientId()


class PostForm(forms.Form):
    """A reply; `parent` is the position of the post it answers, empty for the discussion as a whole."""

    text = PlainText(
        label=_("Your post"),
        limit=MAX_CHARACTERS,
        empty=_("Please write something before you send."),
        widget=words(6, **{"class": "composer__text"}),
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000)
    client_id = ClientId()


class EditForm(forms.Form):
    text = PlainText(
        label=_("Your post"),
        limit=MAX_CHARACTERS,
        empty=_("Please write something. To take the post back, remove it."),
        widget=words(12, **{"class": "composer__text"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class DeleteForm(forms.Form):
    """Why a post is removed: owed to the author when somebody else does it."""

    reason = PlainText(
        label=_("Reason"),
        limit=REASON_LIMIT,
        empty=_("Please say why the post is removed."),
        help_text=_("Stands in place of the post, for everyone to read."),
        widget=words(3),
    )

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = not is_own


class CloseForm(forms.Form):
    note = PlainText(
        label=_("Result or reason"),
        limit=REASON_LIMIT,
        required=False,
        help_text=_("One or two sentences that stand at the end of the discussion."),
        widget=words(3),
    )
