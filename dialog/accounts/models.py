import secrets
from typing import Any, ClassVar

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; the mail address is the login and is kept in lower case."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a personal account. What they speak for stands in mandates and affiliations (directory)."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("As on my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("Email address"), max_length=254, unique=True)
    display_name = models.CharField(_("Name shown to others"), max_length=120)
    # An office that answers as an organisation is drawn with square initials.
    is_office = models.BooleanField(_("Office of an organisation"), default=False)
    language = models.CharField(
        _("Language"), max_length=5, default="de", choices=[("de", "Deutsch"), ("en", "English")]
    )
    theme = models.CharField(_("Colours"), max_length=5, blank=True, default="", choices=Theme.choices)
    # In live rooms: whether others see that this person is here, and that they write.
    shows_presence = models.BooleanField(_("Show others that I am here"), default=True)
    shows_typing = models.BooleanField(_("Show others that I am writing"), default=True)
    mails_about_comments = models.BooleanField(
        _("Mails about comments on my pages and replies to my comments"), default=True
    )
    is_staff = models.BooleanField(_("Administration"), default=False)
    is_active = models.BooleanField(_("Active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_ci")]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether the rules allow it. A superuser keeps every table, but enters no group unasked."""
        return super().has_perm(perm) if obj is None else rules.has_perm(perm, self, obj)


def new_token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(models.Model):
    """A personal invitation to open an account, bound to one mail address; used once."""

    email = models.EmailField(_("Email address"), max_length=254)
    display_name = models.CharField(_("Name"), max_length=120, blank=True)
    language = models.CharField(max_length=5, default="de")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()


class AccessRequest(models.Model):
    """Somebody asks for an account; an administrator approves (which sends an invitation) or declines with a reason."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    email = models.EmailField(_("Email address"), max_length=254)
    display_name = models.CharField(_("Your name"), max_length=120)
    organisation = models.CharField(_("Organisation"), max_length=200)
    reason = models.TextField(_("What would you like to take part in?"), max_length=2000)
    language = models.CharField(max_length=5, default="de")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reply = models.TextField(blank=True, max_length=2000)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(state="open"), name="one_open_access_request_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"access request {self.pk} ({self.state})"
