from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils import timezone

from dialog.directory.models import Affiliation, Mandate, Organisation


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
