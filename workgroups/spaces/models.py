from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dialog.directory.models import Region


class Space(models.Model):
    """A body of the Cluster-Dialog and the room in which it works."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        CENTRAL_FORUM = "central_forum", _("central forum")
        REGIONAL_FORUM = "regional_forum", _("regional forum")
        WORKING_GROUP = "working_group", _("working group")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        DORMANT = "dormant", _("dormant")
        CONCLUDED = "concluded", _("concluded")

    class Joining(models.TextChoices):
        REQUEST = "request", _("open for join requests")
        INVITATION = "invitation", _("by invitation only")

    kind = models.CharField(_("Kind of body"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=160, unique=True)
    slug = models.SlugField(max_length=160, unique=True)
    summary = models.CharField(_("Charter in one sentence"), max_length=240, blank=True)
    charter_source = models.TextField(_("Charter"), blank=True, max_length=20_000)
    charter_html = models.TextField(blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.ACTIVE)
    joining = models.CharField(_("Joining"), max_length=10, choices=Joining.choices, default=Joining.REQUEST)
    # Hidden: only members know that it exists.
    is_listed = models.BooleanField(_("Shown in the list of bodies"), default=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("Region"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """Say "Arbeitsgruppe Cluster-Atlas" in the reader's language; names that hold the kind already stay alone."""
        kind = capfirst(self.get_kind_display())
        return self.name if kind.lower() in self.name.lower() else f"{kind} {self.name}"


class Role(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MODERATOR = "moderator", _("Moderator")
    MINUTE_TAKER = "minute_taker", _("Minute taker")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")


class Membership(models.Model):
    """A person's role in a space from one day to another. An ended membership stays as history."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_running_membership_per_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("joined_at")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} in {self.space_id}"


class JoinRequest(models.Model):
    """A person asks to join a space and says why; the chair or moderation accepts or declines with a reply."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    reason = models.TextField(_("Reason"), max_length=2000)
    capacity = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reply = models.TextField(_("Reply"), blank=True, max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "user"], condition=Q(state="open"), name="one_open_join_request_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"join request {self.pk} ({self.state})"


class SpaceInvitation(models.Model):
    """An invitation to join a space in a role, by mail address; it also waits for people without an account."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("Email address"), max_length=254)
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "email"], condition=Q(state="open"), name="one_open_invitation_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"space invitation {self.pk} ({self.state})"


class Act(models.Model):
    """Something that a person did in a space, with the capacity in which they acted as it was then."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    is_official = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
