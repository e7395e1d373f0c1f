from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from realtime.chat.actions.posting import MAX_MESSAGE


class MessageForm(forms.Form):
    """The composer as a plain form, for browsers without JavaScript or without a connection."""

    text = forms.CharField(
        label=_("Message"),
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={
            "required": _("Please write a message first."),
            "max_length": _("Your message is too long. Please shorten it to %(limit_value)d characters."),
        },
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
