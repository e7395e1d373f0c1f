"""Makes test data. Names are roles, addresses end in example.org."""

import factory
from django.utils import timezone

from dialog.accounts.models import User
from dialog.directory.models import Affiliation, Mandate, Organisation, Region
from workgroups.spaces.models import Membership, Role, Space

PASSWORD = "ein-langes-kennwort"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if create and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["slug"]

    name = factory.Sequence(lambda n: f"Region {n}")
    slug = factory.Sequence(lambda n: f"region-{n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ["slug"]

    name = factory.Sequence(lambda n: f"Einrichtung {n}")
    slug = factory.Sequence(lambda n: f"einrichtung-{n}")
    kind = Organisation.Kind.NETWORK


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    region = factory.SubFactory(RegionFactory)
    holder = factory.SubFactory(UserFactory)
    valid_from = factory.LazyFunction(timezone.localdate)


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    valid_from = factory.LazyFunction(timezone.localdate)


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space
        django_get_or_create = ["slug"]

    kind = Space.Kind.WORKING_GROUP
    name = factory.Sequence(lambda n: f"Arbeitsgruppe {n}")
    slug = factory.Sequence(lambda n: f"arbeitsgruppe-{n}")
    summary = "Legt fest, worum es geht."


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    space = factory.SubFactory(SpaceFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
