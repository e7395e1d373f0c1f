from datetime import timedelta

import factory
from django.utils import timezone

from dialog.accounts.models import AccessRequest, Invitation


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"neu-{n}@example.org")
    display_name = "Cluster-Kontakt Ostwürttemberg"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class AccessRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessRequest

    email = factory.Sequence(lambda n: f"wunsch-{n}@example.org")
    display_name = "Netzwerk aus Ulm"
    organisation = "Leichtbau BW"
    reason = "Wir möchten in der AG Cluster-Atlas mitarbeiten."
