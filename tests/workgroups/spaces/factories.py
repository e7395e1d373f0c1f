import factory

from tests.factories import SpaceFactory, UserFactory
from workgroups.spaces.models import JoinRequest, SpaceInvitation


class JoinRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JoinRequest

    space = factory.SubFactory(SpaceFactory)
    user = factory.SubFactory(UserFactory)
    reason = "Wir pflegen die Einträge unserer Region."


class SpaceInvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpaceInvitation

    space = factory.SubFactory(SpaceFactory)
    email = factory.Sequence(lambda n: f"eingeladen-{n}@example.org")
