from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.directory.models import Region
from workgroups.spaces.actions.bodies import MAX_CHARTER, SpaceFields, fingerprint
from workgroups.spaces.models import Membership, Role, Space
from workgroups.spaces.rules import roles_given_by

MAX_TEXT = 2000
_AREA = forms.Textarea(attrs={"rows": 5})


class LongText(forms.CharField):
    """Several lines, counted with one character per line end, as browsers count them."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")) or "")


def _role_field(user: User, space: Space) -> forms.ChoiceField:
    given = [(role.value, role.label) for role in roles_given_by(user, space)]
    return forms.ChoiceField(label=_("Role"), choices=given, initial=Role.MEMBER)


class JoinRequestForm(forms.Form):
    reason = LongText(
        label=_("Why would you like to join?"),
        help_text=_("Say what you can contribute and for whom you speak. The chair and the moderators read this."),
        max_length=MAX_TEXT,
        widget=_AREA,
    )


class AcceptForm(forms.Form):
    prefix = "accept"

    def __init__(self, *args: Any, user: User, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = _role_field(user, space)
        self.fields["reply"] = LongText(
            label=_("Reply to the person"), max_length=MAX_TEXT, widget=_AREA, required=False
        )


class DeclineForm(forms.Form):
    prefix = "decline"

    reply = LongText(
        label=_("Reason for declining"),
        help_text=_("The person gets it by mail."),
        max_length=MAX_TEXT,
        widget=_AREA,
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("People without an account get an invitation to open one."),
        max_length=254,
    )

    def __init__(self, *args: Any, user: User, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = _role_field(user, space)


class RoleForm(forms.Form):
    prefix = "role"

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    reason = LongText(
        label=_("Reason"),
        help_text=_("The person gets it by mail."),
        max_length=MAX_TEXT,
        widget=_AREA,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"role": membership.role, "seen": membership.role}
        super().__init__(*args, **kwargs)


class EndForm(forms.Form):
    prefix = "end"

    reason = LongText(
        label=_("Reason for ending the membership"),
        help_text=_("The person gets it by mail. What they wrote stays."),
        max_length=MAX_TEXT,
        widget=_AREA,
    )


class SpaceForm(forms.Form):
    """What one sets about a body; `as_fields` is what the actions take."""

    name = forms.CharField(label=_("Name"), max_length=160)
    summary = forms.CharField(label=_("Charter in one sentence"), max_length=240, required=False)
    charter = LongText(
        label=_("Charter"),
        help_text=_("Markdown: an empty line starts a paragraph, a dash makes a list."),
        max_length=MAX_CHARTER,
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
    )
    state = forms.ChoiceField(label=_("State"), choices=Space.State.choices, initial=Space.State.ACTIVE)
    joining = forms.ChoiceField(label=_("Joining"), choices=Space.Joining.choices, initial=Space.Joining.REQUEST)
    is_listed = forms.BooleanField(
        label=_("Shown in the list of bodies"),
        help_text=_("Otherwise only members know that this body exists."),
        required=False,
        initial=True,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def as_fields(self) -> SpaceFields:
        data = self.cleaned_data
        return SpaceFields(
            name=data["name"],
            summary=data["summary"],
            charter=data["charter"],
            state=data["state"],
            joining=data["joining"],
            is_listed=data["is_listed"],
        )

    def accept_changes(self, space: Space) -> None:
        """Take the stored state as seen, so that the same form, sent again, replaces it."""
        again = QueryDict(mutable=True)
        again.update(self.data)
        again["seen"] = fingerprint(space)
        self.data = again

    @staticmethod
    def initial_of(space: Space) -> dict[str, Any]:
        return {
            "name": space.name,
            "summary": space.summary,
            "charter": space.charter_source,
            "state": space.state,
            "joining": space.joining,
            "is_listed": space.is_listed,
            "seen": fingerprint(space),
        }


class NewSpaceForm(SpaceForm):
    kind = forms.ChoiceField(label=_("Kind of body"), choices=Space.Kind.choices, initial=Space.Kind.WORKING_GROUP)
    region = forms.ModelChoiceField(
        label=_("Region"),
        help_text=_("For regional forums."),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("No region"),
    )
    field_order = ["kind", "name", "region"]
