from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from dialog.common.errors import NotFound
from dialog.directory.models import Affiliation, Mandate, Organisation, Region, TargetField
from dialog.directory.rules import Person, require

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Capacity:
    """For whom somebody speaks. `label` is stored with what they do, in German, as it was at that time."""

    label: str = ""
    official: bool = False


def in_force(on: date | None = None) -> Q:
    """Match mandates and affiliations that hold on a day (default: today in Germany)."""
    day = on or timezone.localdate()
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def capacity_of(user: AbstractBaseUser, *, on: date | None = None) -> Capacity:
    """Return the capacity in which a person acts on a day: mandate, deputy's mandate, then affiliation."""
    mandates = Mandate.objects.filter(Q(holder_id=user.pk) | Q(deputy_id=user.pk)).filter(in_force(on))
    # False sorts first: one's own mandate before one that is held as a deputy.
    ordered = sorted(mandates.select_related("region"), key=lambda mandate: mandate.holder_id != user.pk)
    if ordered:
        return _mandated(ordered[0], user.pk)
    affiliation = (
        Affiliation.objects.filter(person_id=user.pk).filter(in_force(on)).select_related("organisation").first()
    )
    return _affiliated(affiliation) if affiliation else Capacity()


def capacities_of(user_ids: Iterable[int], *, on: date | None = None) -> dict[int, Capacity]:
    """Return the capacity of many people in two queries; those who speak for nobody are missing.

    The same order holds as in `capacity_of`: own mandate, deputy's mandate, affiliation.
    """
    wanted = set(user_ids)
    held: dict[int, Capacity] = {}
    deputising: dict[int, Capacity] = {}
    mandates = Mandate.objects.filter(Q(holder_id__in=wanted) | Q(deputy_id__in=wanted)).filter(in_force(on))
    for mandate in mandates.select_related("region"):
        held.setdefault(mandate.holder_id, _mandated(mandate, mandate.holder_id))
        if mandate.deputy_id:
            deputising.setdefault(mandate.deputy_id, _mandated(mandate, mandate.deputy_id))
    affiliated: dict[int, Capacity] = {}
    affiliations = Affiliation.objects.filter(person_id__in=wanted).filter(in_force(on))
    for affiliation in affiliations.select_related("organisation"):
        affiliated.setdefault(affiliation.person_id, _affiliated(affiliation))
    found = affiliated | deputising | held
    return {pk: found[pk] for pk in wanted if pk in found}


def _mandated(mandate: Mandate, user_id: int) -> Capacity:
    own = mandate.holder_id == user_id
    words = "im Mandat der Region" if own else "in Stellvertretung für die Region"
    return Capacity(f"{words} {mandate.region.name}")


def _affiliated(affiliation: Affiliation) -> Capacity:
    organisation = affiliation.organisation
    official = organisation.kind == Organisation.Kind.MINISTRY
    kind = "Landesweites Netzwerk" if organisation.kind == Organisation.Kind.NETWORK else ""
    parts = [part for part in (kind, organisation.name, affiliation.function) if part]
    return Capacity(", ".join(parts), official)


@dataclass(frozen=True, slots=True)
class RegionContacts:
    """A region with the mandates that hold today, each with `holder` and `deputy`."""

    region: Region
    mandates: list[Mandate]


def regions_with_contacts(user: Person) -> list[RegionContacts]:
    """Return all regions by name with their mandates in force, in two queries."""
    require(user, "directory.read")
    mandates = Mandate.objects.filter(in_force()).select_related("holder", "deputy", "organisation")
    regions = Region.objects.prefetch_related(Prefetch("mandates", queryset=mandates, to_attr="running"))
    return [RegionContacts(region, region.running) for region in regions]


def region_for(user: Person, slug: str) -> RegionContacts:
    """Return a region with its mandates in force. Raises NotFound for an unknown slug."""
    require(user, "directory.read")
    region = _one_of(Region.objects.all(), slug)
    mandates = region.mandates.filter(in_force()).select_related("holder", "deputy", "organisation")
    return RegionContacts(region, list(mandates))


def target_fields(user: Person) -> QuerySet[TargetField]:
    """Return the target fields by name with `organisation_count`."""
    require(user, "directory.read")
    return TargetField.objects.annotate(organisation_count=Count("organisations")).order_by("name")


def target_field_for(user: Person, slug: str) -> TargetField:
    """Return a target field. Raises NotFound for an unknown slug."""
    require(user, "directory.read")
    return _one_of(TargetField.objects.all(), slug)


def organisations(user: Person, *, kind: str = "", region: str = "", field: str = "") -> QuerySet[Organisation]:
    """Return the organisations by name with regions and target fields, in three queries.

    `kind` is a kind, `region` and `field` are slugs; empty ones do not filter, unknown ones find nothing.
    """
    require(user, "directory.read")
    rows = Organisation.objects.prefetch_related("regions", "target_fields").order_by(Lower("name"), "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if region:
        rows = rows.filter(regions__slug=region)
    if field:
        rows = rows.filter(target_fields__slug=field)
    return rows


def organisation_for(user: Person, slug: str) -> Organisation:
    """Return an organisation with regions and target fields. Raises NotFound for an unknown slug."""
    require(user, "directory.read")
    return _one_of(Organisation.objects.prefetch_related("regions", "target_fields"), slug)


def people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Return who speaks for an organisation today, by function and name."""
    running = organisation.affiliations.filter(in_force(), person__is_active=True).select_related("person")
    return running.order_by("function", "person__display_name")


def _one_of(rows: QuerySet[Row], slug: str) -> Row:
    row = rows.filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row
