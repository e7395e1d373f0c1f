from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.comments.actions.placing import MAX_BODY, MAX_QUOTE
from workgroups.discussions.forms import ClientId, PlainText, words


class BodyForm(forms.Form):
    """The words of a comment or reply. `place` makes the ids of its fields differ from other forms on the page."""

    body = PlainText(
        label=_("Your comment"),
        help_text=_("Write @ and a member's full name to tell that person by mail."),
        limit=MAX_BODY,
        widget=words(3, autocomplete="off"),
    )

    def __init__(self, data: Any = None, *, place: str = "neu", initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"kommentar-{place}-%s")


class ReplyForm(BodyForm):
    client_id = ClientId()


class CommentForm(ReplyForm):
    """A new comment; the passage comes from the editor's selection, or is copied into the form by hand."""

    exact = forms.CharField(
        label=_("Passage"),
        help_text=_("Copied from the text as it stands there. Without a passage the comment is about the whole page."),
        required=False,
        strip=False,
        max_length=MAX_QUOTE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    prefix = forms.CharField(  # type: ignore[assignment]  # a field hides the attribute of the form, which nobody needs
        required=False, strip=False, max_length=400, widget=forms.HiddenInput
    )
    suffix = forms.CharField(required=False, strip=False, max_length=400, widget=forms.HiddenInput)
    field_order = ("exact", "body")
