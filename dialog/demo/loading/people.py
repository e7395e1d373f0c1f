"""Regions, organisations, accounts, mandates."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.text import slugify

from dialog.accounts.models import User
from dialog.demo.cast import ACCOUNTS, PASSWORD
from dialog.demo.content.ground import AFFILIATIONS, DEPUTIES, OFFICES, ORGANISATIONS, REGIONS, TARGET_FIELDS
from dialog.directory.models import Affiliation, Mandate, Organisation, Region, TargetField

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def slug_of(name: str) -> str:
    """Return the German address form of a name: umlauts written out."""
    return slugify(name.translate(_UMLAUTS))


def load_ground() -> None:
    """Create regions, target fields and organisations; present ones stay as they are."""
    for name in REGIONS:
        Region.objects.get_or_create(slug=slug_of(name), defaults={"name": name})
    for name in TARGET_FIELDS:
        TargetField.objects.get_or_create(slug=slug_of(name), defaults={"name": name})
    for name, kind, fields in ORGANISATIONS:
        organisation, made = Organisation.objects.get_or_create(
            slug=slug_of(name), defaults={"name": name, "kind": kind}
        )
        if made:
            organisation.target_fields.set(TargetField.objects.filter(name__in=fields))


def load_people() -> dict[str, User]:
    """Create the demo accounts and the contacts of all regions; return everybody by the address before the @."""
    people = {}
    for account in ACCOUNTS:
        people[account.email.partition("@")[0]] = _person(
            account.email, account.name, is_office=account.is_office, is_staff=account.is_staff, password=PASSWORD
        )
    for region in Region.objects.all():
        key = f"kontakt-{region.slug}"
        person = people.get(key) or _person(f"{key}@example.org", f"Cluster-Kontakt {region.name}")
        people[key] = person
        if deputy := DEPUTIES.get(region.name):
            people[deputy] = _person(f"{deputy}@example.org", f"Stellvertretung Region {region.name}")
        _mandate(person, region, people.get(deputy) if deputy else None)
    for key, name in OFFICES.items():
        people[key] = _person(f"{key}@example.org", name, is_office=True)
    for key, (organisation, function) in AFFILIATIONS.items():
        Affiliation.objects.get_or_create(
            person=people[key],
            organisation=Organisation.objects.get(name=organisation),
            defaults={"function": function},
        )
    return people


def _person(email: str, name: str, *, password: str | None = None, **fields: bool) -> User:
    """Return the account of an address; those without a password cannot sign in."""
    if present := User.objects.filter(email=email).first():
        return present
    is_staff = fields.get("is_staff", False)
    person = User.objects.create_user(email, password, display_name=name, is_superuser=is_staff, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _mandate(person: User, region: Region, deputy: User | None) -> None:
    year = timezone.localdate().year
    Mandate.objects.get_or_create(
        holder=person,
        region=region,
        defaults={
            "deputy": deputy,
            "valid_from": timezone.localdate() - timedelta(days=700),
            "valid_to": timezone.localdate().replace(year=year + 1, month=12, day=31),
        },
    )
