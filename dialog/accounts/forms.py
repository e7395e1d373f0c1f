"""Forms of our own, and allauth's forms in our words (ACCOUNT_FORMS names them)."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.accounts.queries import receives_at

PASSWORD_HELP = _("At least 12 characters; not only digits, no common password, not your name or address.")
LONGEST_PASSWORD = 512
LONGEST_ADDRESS = 254
LABELS = {
    "login": _("Email address"),
    "email": _("Email address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}


class OurWords:
    """Give an allauth form our labels: no placeholders, no links in hints, no mail address as a code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            elif name == "password1":
                field.help_text = PASSWORD_HELP
            if "password" in name:
                self._limit(field, LONGEST_PASSWORD)
            elif name in ("login", "email"):
                self._limit(field, LONGEST_ADDRESS)

    def _limit(self, field: forms.Field, length: int) -> None:
        field.widget.attrs["maxlength"] = length
        field.validators.append(MaxLengthValidator(length))


class SignInForm(OurWords, allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> Any:
        """Say at the field as well that the password is to be typed again; it is never sent back."""
        try:
            return super().clean()
        except forms.ValidationError:
            self.add_error("password", _("Please type your password once more."))
            raise


class AddEmailForm(OurWords, allauth.AddEmailForm):
    pass


class ChangePasswordForm(OurWords, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(OurWords, allauth.ResetPasswordForm):
    users: list[User]

    def clean_email(self) -> str:
        """Send no link to an address that somebody has only typed: it may be a stranger's."""
        email = str(super().clean_email())
        self.users = [user for user in self.users if receives_at(user, email)]
        return email


class ResetPasswordKeyForm(OurWords, allauth.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(OurWords, allauth.ReauthenticateForm):
    pass


class RequestCodeForm(OurWords, allauth.RequestLoginCodeForm):
    _user: User | None

    def clean_email(self) -> str:
        """Send no code to an address that somebody has only typed: it may be a stranger's."""
        email = str(super().clean_email())
        if self._user and not receives_at(self._user, email):
            self._user = None
        return email


class ConfirmCodeForm(OurWords, allauth.ConfirmLoginCodeForm):
    pass


class InvitationForm(forms.Form):
    """For the administration: whom to invite."""

    email = forms.EmailField(label=_("Email address"), max_length=254)
    display_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("The person can change it. A function is good as well, for example “Cluster contact Neckar-Alb”."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("de", "Deutsch"), ("en", "English")])


class NewPasswordField(forms.CharField):
    """A password that is set for the first time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)


class AcceptInvitationForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name shown to others"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = NewPasswordField(label=_("Password"), help_text=PASSWORD_HELP)
    password2 = NewPasswordField(label=_("Password, once more"))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        if first:
            person = User(email=self.email, display_name=cleaned.get("display_name", ""))
            try:
                validate_password(first, person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class AccessRequestForm(forms.Form):
    """Not bound to the table: no answer may show what the database knows about an address."""

    display_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    reason = forms.CharField(
        label=_("What you would like to take part in"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For example the working group, and the region or network that you speak for."),
    )


class DeclineForm(forms.Form):
    reply = forms.CharField(
        label=_("Your reply"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is sent by mail, word for word."),
    )


class ProfileForm(forms.ModelForm[User]):
    quiet_optional = True

    class Meta:
        model = User
        fields = ["display_name", "language", "theme", "shows_presence", "shows_typing", "mails_about_comments"]
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
            "theme": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the operator has switched off nobody can switch on.
        self.fields["shows_presence"].disabled = not settings.LIVE_PRESENCE
        self.fields["shows_typing"].disabled = not settings.LIVE_TYPING


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
