from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from realtime.chat.actions.posting import MAX_FILES, MAX_MESSAGE
from realtime.chat.models import ChatRoom, Report
from workgroups.discussions.forms import NUL, ClientId, PlainText, words

REASON_LIMIT = 500  # as wide as the columns
SEARCH_LIMIT = 200
NO_MESSAGE = _("Please write a message first.")
# Only where somebody sends something else than the form offers.
NOT_OFFERED = _("Please choose one of the possibilities.")
BROKEN = _("This form is incomplete. Please load the page again.")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of chosen files; empty and too large ones are told as such by the action that receives them."""

    widget = SeveralFiles

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": _("The file did not arrive. Please choose it again.")}
        super().__init__(allow_empty_file=True, max_length=None, error_messages=messages, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if len(chosen) > MAX_FILES:
            raise forms.ValidationError(_("At most %(limit)s files fit into one message.") % {"limit": MAX_FILES})
        return [super(FilesField, self).clean(file, initial) for file in chosen]


def hidden_number(*, max_value: int, required: bool = True) -> forms.IntegerField:
    """Return a field for a number that the page itself has put into the form."""
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), BROKEN)
    return forms.IntegerField(
        widget=forms.HiddenInput, required=required, min_value=1, max_value=max_value, error_messages=messages
    )


class DocumentsField(forms.Field):
    """Documents of the library by their ids; shown as boxes to tick by the page that knows their titles."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[int]:
        ids = list(dict.fromkeys(value if isinstance(value, list | tuple) else []))
        if len(ids) > MAX_FILES:
            raise forms.ValidationError(_("At most %(limit)s files fit into one message.") % {"limit": MAX_FILES})
        if not all(str(pk).isascii() and str(pk).isdigit() and len(str(pk)) <= 15 for pk in ids):
            raise forms.ValidationError(BROKEN)
        return [int(pk) for pk in ids]


class MessageForm(forms.Form):
    """The composer as a plain form, for browsers without JavaScript or without a connection.

    `reply_to` is the position of the message it answers; with files or documents the text may be empty.
    """

    quiet_optional = True
    text = PlainText(label=_("Message"), limit=MAX_MESSAGE, required=False, widget=words(2, autocomplete="off"))
    files = FilesField(  # type: ignore[assignment]  # a field hides the attribute of the form, which nobody needs
        label=_("Files, at most five of 10 MB each"),
        required=False,
    )
    documents = DocumentsField(label=_("Files from the documents"), required=False)
    reply_to = hidden_number(max_value=2**53, required=False)
    client_id = ClientId()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("text", "files", "documents")) and not self.errors:
            self.add_error("text", str(NO_MESSAGE))
        return data


class EditForm(forms.Form):
    """Other words for a message; one with files may go without any."""

    quiet_optional = True
    text = PlainText(
        label=_("Message"),
        limit=MAX_MESSAGE,
        empty=_("Please write something. To take the message back, remove it."),
        widget=words(6),
    )
    version = hidden_number(max_value=2_000_000_000)

    def __init__(self, *args: Any, has_files: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = not has_files


def reason_field(empty: Any, help_text: Any = "") -> PlainText:
    return PlainText(label=_("Reason"), limit=REASON_LIMIT, empty=empty, help_text=help_text, widget=words(3))


class RemoveForm(forms.Form):
    """Why a message is removed: owed to the author when somebody else does it."""

    reason = reason_field(
        _("Please say why the message is removed."), _("Stands in place of the message, for everyone to read.")
    )

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = not is_own


class HideForm(forms.Form):
    reason = reason_field(
        _("Please say why the message is hidden."), _("Stands in place of the message, for everyone to read.")
    )


class ReportForm(forms.Form):
    reason = reason_field(
        _("Please say what is wrong with the message."),
        _("What breaks the rules of the group? Only the moderation reads this, with your name."),
    )


class SettleForm(forms.Form):
    """What the moderation decides about a report, and what the person who reported is told."""

    quiet_optional = True
    VERDICTS = [
        (Report.State.UPHELD, _("The report is right.")),
        (Report.State.DISMISSED, _("The message breaks no rule and stays.")),
    ]
    verdict = forms.ChoiceField(
        label=pgettext_lazy("report", "Decision"),
        choices=VERDICTS,
        help_text=_("This changes nothing about the message: hide or remove it first, if need be."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a decision."), "invalid_choice": NOT_OFFERED},
    )
    answer = PlainText(
        label=pgettext_lazy("report", "Answer"),
        limit=REASON_LIMIT,
        empty=_("Please write an answer: the person who reported gets it by mail."),
        help_text=_("The person who reported gets it by mail."),
        widget=words(3),
    )


class MuteForm(forms.Form):
    DURATIONS = [(10, _("10 minutes")), (60, _("1 hour")), (1440, _("1 day")), (10080, _("7 days"))]
    minutes = forms.TypedChoiceField(
        label=_("For how long"),
        choices=DURATIONS,
        coerce=int,
        initial=10,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how long."), "invalid_choice": NOT_OFFERED},
    )
    reason = reason_field(
        _("Please say why this person is muted."), _("The person reads it, and until when they cannot write.")
    )


class RulesForm(forms.Form):
    """The rules of a room. Whether a reason is needed depends on what changes: the action says so."""

    quiet_optional = True
    PAUSES = [
        (0, pgettext_lazy("pause", "none")),
        (10, _("10 seconds")),
        (30, _("30 seconds")),
        (60, _("1 minute")),
        (300, _("5 minutes")),
    ]
    speaking = forms.ChoiceField(
        label=_("Who may write"),
        choices=ChatRoom.Speaking.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NOT_OFFERED, "invalid_choice": NOT_OFFERED},
    )
    slow_seconds = forms.TypedChoiceField(
        label=_("Pause between two messages of one person"),
        choices=PAUSES,
        coerce=int,
        error_messages={"required": NOT_OFFERED, "invalid_choice": NOT_OFFERED},
    )
    is_locked = forms.BooleanField(
        label=_("Lock the room"),
        required=False,
        help_text=_("Nobody but the moderation writes in a locked room. Everybody can still read it."),
    )
    reason = PlainText(
        label=_("Reason"),
        limit=REASON_LIMIT,
        required=False,
        help_text=_("Needed for what becomes stricter. Stands in the chat, for everyone to read."),
        widget=words(3),
    )


class RetentionForm(forms.Form):
    """How long the messages of a meeting's room are kept after the meeting."""

    KEPT = [("", _("without limit")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year"))]
    keep_days = forms.TypedChoiceField(
        label=_("Keep messages after the meeting"),
        choices=KEPT,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    quiet_optional = True


class SearchForm(forms.Form):
    quiet_optional = True
    q = forms.CharField(
        label=_("Search words"),
        required=False,
        max_length=SEARCH_LIMIT,
        error_messages={
            "max_length": format_lazy(_("At most {limit} characters, please."), limit=SEARCH_LIMIT),
            "null_characters_not_allowed": NUL,
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class DayForm(forms.Form):
    tag = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        error_messages={
            "required": _("Please choose a date."),
            "invalid": _("There is no such date. Please write it like 13.12.2017."),
            "min_value": _("Please choose a day from 01.01.2000 on."),
            "max_value": _("Please choose a day up to 31.12.2100."),
        },
    )
