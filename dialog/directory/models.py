from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """One of the twelve regions that give a mandate to their cluster contact."""

    name = models.CharField(_("Name"), max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TargetField(models.Model):
    """One of the Land's target fields (Zielfelder)."""

    name = models.CharField(_("Name"), max_length=160, unique=True)
    slug = models.SlugField(max_length=160, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An organisation that takes part; a state-wide network is one of kind NETWORK."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("state-wide network")
        MINISTRY = "ministry", _("ministry")
        AGENCY = "agency", _("agency")
        DEVELOPMENT = "development", _("economic development body")
        CHAMBER = "chamber", _("chamber")
        RESEARCH = "research", _("research institution")
        OTHER = "other", _("other organisation")

    name = models.CharField(_("Name"), max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    description = models.TextField(_("Description"), blank=True, max_length=2000)
    website = models.URLField(_("Website"), blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="organisations", verbose_name=_("Regions"))
    target_fields = models.ManyToManyField(
        TargetField, blank=True, related_name="organisations", verbose_name=_("Target fields")
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """Something that holds from a day to a day (both included; an open end holds on)."""

    valid_from = models.DateField(_("From"), default=timezone.localdate)
    valid_to = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_period_in_order",
            )
        ]


class Mandate(Period):
    """A region's mandate to its cluster contact. Bound to persons, never a shared login."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("Region"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("Holder")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deputy_mandates",
        verbose_name=_("Deputy"),
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("Organisation")
    )

    class Meta(Period.Meta):
        ordering = ["region__name", "-valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("holder")),
                name="mandate_deputy_is_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} ({self.valid_from:%d.%m.%Y})"


class Affiliation(Period):
    """A person speaks for an organisation, in a function such as a unit of the ministry."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="affiliations",
        verbose_name=_("Person"),
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("Organisation")
    )
    function = models.CharField(_("Function"), max_length=120, blank=True)

    class Meta(Period.Meta):
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.function}"
