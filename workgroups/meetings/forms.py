from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workgroups.meetings.actions.agenda import ItemFields
from workgroups.meetings.actions.planning import MeetingFields
from workgroups.meetings.models import AgendaItem, Answer, Meeting


class VersionedForm(forms.Form):
    """Carries the version that the person had before their eyes, so that nobody overwrites unseen changes."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def accept_version(self, version: int) -> None:
        """Let the next sending of this form, typed text kept, stand on the version that is stored now."""
        self.data = dict(self.data.items()) | {"version": str(version)}


class MeetingForm(VersionedForm):
    title = forms.CharField(
        label=_("Subject"), max_length=160, required=False, help_text=_("The number is given by the system.")
    )
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    start = forms.TimeField(label=_("Starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    end = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    video_url = forms.URLField(
        label=_("Link to the video conference"), max_length=500, required=False, assume_scheme="https"
    )

    @staticmethod
    def initial_for(meeting: Meeting) -> dict[str, Any]:
        starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return {
            "title": meeting.title,
            "day": starts_at.date(),
            "start": starts_at.time(),
            "end": ends_at.time(),
            "place": meeting.place,
            "video_url": meeting.video_url,
            "version": meeting.version,
        }

    def values(self) -> MeetingFields:
        data = self.cleaned_data
        return {
            "title": data["title"],
            "starts_at": timezone.make_aware(datetime.combine(data["day"], data["start"])),
            "ends_at": timezone.make_aware(datetime.combine(data["day"], data["end"])),
            "place": data["place"],
            "video_url": data["video_url"],
        }


class AgendaItemForm(VersionedForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of item"), choices=AgendaItem.Kind.choices, initial="discussion")
    minutes_planned = forms.IntegerField(label=_("Minutes planned"), required=False, min_value=1, max_value=600)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )

    @staticmethod
    def initial_for(item: AgendaItem) -> dict[str, Any]:
        return {
            "title": item.title,
            "kind": item.kind,
            "minutes_planned": item.minutes_planned,
            "description": item.source,
            "version": item.version,
        }

    def values(self) -> ItemFields:
        data = self.cleaned_data
        return {
            "title": data["title"],
            "kind": data["kind"],
            "minutes_planned": data["minutes_planned"],
            "description": data["description"],
        }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("Everybody who was invited reads it.")
    )


class AnswerForm(forms.Form):
    quiet_optional = True

    reply = forms.ChoiceField(label=_("Your answer"), choices=Answer.Reply.choices, widget=forms.RadioSelect)
    represented_by = forms.CharField(
        label=_("Represented by"), max_length=160, required=False, help_text=_("Only if you will be represented.")
    )
